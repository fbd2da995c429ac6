"""A marker in every field of a record, broken every way, appears in no message, repr or traceback."""

from __future__ import annotations

import json
import traceback
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from consent.errors import InputError

if TYPE_CHECKING:
    from tests.unit.load.conftest import Clinic

MARKER = "Zqxmarkervj"

TEMPLATE = """\
record_id: {record_id}
patient:
  given_name: {given_name}
  family_name: {family_name}
  date_of_birth: {date_of_birth}
  mrn: {mrn}
  preferred_language: {preferred_language}
procedures:
  - procedure: {procedure}
    body_site: {body_site}
    laterality: {laterality}
    indication: {indication}
practitioner: {practitioner}
scheduled_on: {scheduled_on}
representative:
  name: {name}
  authority: {authority}
interpreter:
  language: {language}
  modality: {modality}
"""

GOOD = {
    "record_id": "r-0001",
    "given_name": "Ada",
    "family_name": "Example",
    "date_of_birth": "1961-03-09",
    "mrn": '"00123456"',
    "preferred_language": "en",
    "procedure": "gel",
    "body_site": "knee joint",
    "laterality": "left",
    "indication": "knee wear",
    "practitioner": "p-01",
    "scheduled_on": "2026-12-01",
    "name": "Ben Example",
    "authority": "health care agent",
    "language": "Spanish",
    "modality": "video",
}

BROKEN = {
    "as it is": MARKER,
    "a list": f"[{MARKER}, 5]",
    "a mapping": f"{{{MARKER}: {MARKER}}}",
    "a nested mapping": f"{{a: {{{MARKER}: [{MARKER}]}}}}",
    "a key with a value that cannot be printed": f'{{{MARKER}: " {MARKER} "}}',
    "spaces": f'" {MARKER} "',
    "a direction override": f'"{MARKER}\\u202e"',
    "a control character": f'"{MARKER}\\u0007"',
    "a raw control character": f"{MARKER}\x1b",
    "a line break": f'"{MARKER}\\n{MARKER}"',
    "a block": f"|\n    {MARKER}\n    {MARKER}",
    "too long": MARKER * 100,
    "an alias": f"*{MARKER}",
    "an anchor": f"&{MARKER} {MARKER}",
    "a tag": f"!{MARKER} {MARKER}",
    "a tag handle": f"!{MARKER}!{MARKER} {MARKER}",
    "an open quote": f'"{MARKER}',
    "an open bracket": f"[{MARKER}",
    "an open brace": f"{{{MARKER}",
    "a colon": f"{MARKER}: {MARKER}",
    "a wrong escape": f'"{MARKER}\\q"',
    "a backquote": f"`{MARKER}`",
    "text after a quote": f'"{MARKER}" {MARKER}',
    "a comment as key": f"{MARKER} # {MARKER}\n{MARKER}\n{MARKER}: {MARKER}",
    "an unknown key beside it": f"x\n{MARKER}: {MARKER}",
    "a duplicate key": f"x\n{MARKER}: 1\n{MARKER}: 2",
    "a merge key": f"x\n<<: {{{MARKER}: {MARKER}}}",
    "a complex key": f"x\n? [{MARKER}]\n: {MARKER}",
    "another document": f"x\n--- {MARKER}",
    "a date that is none": f"1961-13-{MARKER}",
    "not UTF-8": f"{MARKER}\udcff",
    "private use": f"{MARKER}\ue000",
}


def everything_said(caught: BaseException) -> Iterator[str]:
    """All a program could print of an exception."""
    seen: BaseException | None = caught
    while seen is not None:
        yield str(seen)
        yield repr(seen)
        yield repr(vars(seen))
        yield "".join(traceback.format_exception(seen))
        seen = seen.__cause__ or seen.__context__


def attempt(clinic: Clinic, path: Path) -> str:
    """Load a record file; everything that could be printed of it."""
    try:
        loaded = clinic.records(path)
    except InputError as error:
        return "\n".join((*everything_said(error), traceback.format_exc()))
    # A record_id is not secret, and is how a record is called in a repr.
    if MARKER in "".join(record.value.record_id for record in loaded.records):
        return ""
    return repr(loaded) + repr(loaded.records) + repr([record.value for record in loaded.records])


@pytest.mark.parametrize("way", BROKEN)
@pytest.mark.parametrize("field", GOOD)
def test_the_marker_is_never_repeated(clinic: Clinic, tmp_path: Path, field: str, way: str) -> None:
    path = tmp_path / "record.yaml"
    text = TEMPLATE.format(**{**GOOD, field: BROKEN[way]})
    path.write_bytes(text.encode("utf-8", "surrogateescape"))
    assert MARKER not in attempt(clinic, path)


@pytest.mark.parametrize("field", GOOD)
def test_a_misspelt_key_is_not_repeated(clinic: Clinic, tmp_path: Path, field: str) -> None:
    path = tmp_path / "record.yaml"
    path.write_text(TEMPLATE.format(**GOOD).replace(f"{field}:", f"{MARKER}:"), encoding="utf-8")
    said = attempt(clinic, path)
    assert "unknown key" in said
    assert MARKER not in said


@pytest.mark.parametrize("cut", range(0, 200, 7))
def test_a_cut_off_json_record_is_not_repeated(clinic: Clinic, tmp_path: Path, cut: int) -> None:
    path = tmp_path / "record.json"
    record = {
        "record_id": "r",
        "patient": dict.fromkeys(("given_name", "family_name", "mrn", MARKER), f"{MARKER}\ud800"),
    }
    path.write_text(json.dumps(record)[: 200 - cut], encoding="utf-8")
    assert MARKER not in attempt(clinic, path)


def test_a_good_record_is_silent(clinic: Clinic, tmp_path: Path) -> None:
    path = tmp_path / "record.yaml"
    marked = {
        **GOOD,
        **dict.fromkeys(("given_name", "family_name", "mrn", "name", "language"), MARKER),
    }
    path.write_text(TEMPLATE.format(**marked), encoding="utf-8")
    loaded = clinic.records(path)
    assert loaded.records[0].value.patient.mrn == MARKER
    assert MARKER not in attempt(clinic, path)
