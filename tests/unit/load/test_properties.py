"""Any scalar in any field either loads as it was typed or is refused with its line."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from consent.errors import InputError
from consent.load.codes import Kind
from consent.load.typed.document import read_document
from consent.models.findings.finding import Finding

if TYPE_CHECKING:
    from tests.unit.load.conftest import Clinic

RECORD: dict[str, Any] = {
    "record_id": "r-0001",
    "patient": {
        "given_name": "Ada",
        "family_name": "Example",
        "date_of_birth": "1961-03-09",
        "mrn": "00123456",
        "preferred_language": "en",
    },
    "procedures": [{"procedure": "scan"}],
    "practitioner": "p-01",
    "scheduled_on": "2026-12-01",
    "representative": {"name": "Ben Example", "authority": "parent"},
    "interpreter": {"language": "Spanish", "modality": "video"},
}
FIELDS = (
    ("record_id",),
    *(("patient", key) for key in RECORD["patient"]),
    ("procedures", 0, "procedure"),
    ("practitioner",),
    ("scheduled_on",),
    *(("representative", key) for key in RECORD["representative"]),
    *(("interpreter", key) for key in RECORD["interpreter"]),
)
SLOT = "Qslotq"
MOSTLY_READABLE = st.text(st.characters(codec="utf-8"), max_size=40) | st.text(
    "aZ09 -:'\"#{}[]*&!|>%@`~.,\t\\é李", max_size=12
)
TRAPS = st.sampled_from(
    [
        *(
            "null",
            "~",
            "true",
            "yes",
            "on",
            "No",
            ".inf",
            ".nan",
            "00123456",
            "12e03",
            "0x1F",
            "0o17",
            "1_000",
        ),
        *("12:30:45", "1961-13-02", "1961-02-29", "20261201", "+1", "-", "?", "<<", "=", "2026-12-01"),
    ]
)
SETTINGS = settings(
    max_examples=100,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
    derandomize=True,
)


def filled(field: tuple[str | int, ...]) -> str:
    """A record as YAML with a hole where the field's value goes."""
    record = json.loads(json.dumps(RECORD))
    inner = record
    for part in field[:-1]:
        inner = inner[part]
    inner[field[-1]] = SLOT
    lines = []
    for key, value in record.items():
        lines.append(
            f"{key}: {json.dumps(value, ensure_ascii=False)}".replace(f'"{SLOT}"', f"\n   {SLOT}\n   ")
        )
    return "\n".join(lines) + "\n"


def value_at(record: Any, field: tuple[str | int, ...]) -> Any:
    for part in field:
        record = record[part] if isinstance(part, int) else getattr(record, part)
    return record.isoformat() if isinstance(record, date) else record


def check(clinic: Clinic, path: Path, field: tuple[str | int, ...], written: str, meant: str | None) -> None:
    path.write_bytes(filled(field).replace(SLOT, written).encode())
    findings: tuple[Finding, ...] = ()
    try:
        loaded = clinic.records(path)
    except InputError as error:
        findings = error.findings
    if not findings:
        assert value_at(loaded.records[0].value, field) == meant
    assert all(finding.place.line >= 1 and finding.place.column >= 1 and finding.hint for finding in findings)


@pytest.mark.parametrize("field", FIELDS, ids=lambda field: ".".join(map(str, field)))
@SETTINGS
@given(text=MOSTLY_READABLE)
def test_quoted_text_loads_as_written_or_is_refused_with_its_line(
    clinic: Clinic, tmp_path: Path, field: tuple[str | int, ...], text: str
) -> None:
    check(clinic, tmp_path / "record.yaml", field, json.dumps(text, ensure_ascii=False), text)


@pytest.mark.parametrize("field", FIELDS, ids=lambda field: ".".join(map(str, field)))
@SETTINGS
@given(text=TRAPS | MOSTLY_READABLE.filter(lambda text: not set(text) & set("\n\r#'\"{}[],")))
def test_plain_text_loads_as_written_or_is_refused_with_its_line(
    clinic: Clinic, tmp_path: Path, field: tuple[str | int, ...], text: str
) -> None:
    check(clinic, tmp_path / "record.yaml", field, text, text.strip(" \t"))


JSON = st.recursive(
    st.none()
    | st.booleans()
    | st.integers(-(10**20), 10**20)
    | st.floats(allow_nan=False, allow_infinity=False)
    | MOSTLY_READABLE,
    lambda inner: (
        st.lists(inner, max_size=3) | st.dictionaries(st.text("abc", max_size=3), inner, max_size=3)
    ),
    max_leaves=8,
)


@SETTINGS
@given(value=JSON, ascii_only=st.booleans())
def test_json_is_read_as_the_standard_library_reads_it(
    tmp_path: Path, value: object, *, ascii_only: bool
) -> None:
    path = tmp_path / "a.json"
    path.write_bytes(json.dumps(value, ensure_ascii=ascii_only).encode())
    document = read_document(path, Kind.RECORD)
    if not document.findings:
        assert document.data == value


@SETTINGS
@given(raw=st.binary(max_size=60) | st.text("ab:-{}[]&*!|>'\"%@`#?, \n\t\\", max_size=60).map(str.encode))
@pytest.mark.parametrize("name", ["a.yaml", "a.json"])
def test_any_bytes_are_read_or_refused(tmp_path: Path, name: str, raw: bytes) -> None:
    path = tmp_path / name
    path.write_bytes(raw)
    document = read_document(path, Kind.RECORD)
    assert document.readable or document.findings
