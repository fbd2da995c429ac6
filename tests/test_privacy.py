"""A patient's data is in the PDF and nowhere else: a marker in every field, fine or broken every way."""

from __future__ import annotations

import base64
import json
import os
import subprocess
import sys
import zlib
from collections.abc import Mapping
from pathlib import Path
from typing import Any, NoReturn

import pytest

from consent.cli import Exit
from consent.load.library.kept import library_from_bytes
from consent.write.packet_file import UNFINISHED
from tests.support.command import Command, environment
from tests.support.office import PRACTICE_FILE, ROOT, patient, plan
from tests.support.pages import squeezed, texts
from tests.support.records import write

MARKER = "Zqxvmarkerjkw"
ON = ("--practice", PRACTICE_FILE, "--issued-on", "2026-11-24")
FIELDS = (
    ("patient", "given_name"),
    ("patient", "family_name"),
    ("patient", "date_of_birth"),
    ("patient", "mrn"),
    ("patient", "preferred_language"),
    ("representative", "name"),
    ("representative", "authority"),
    ("interpreter", "language"),
    ("interpreter", "modality"),
    ("procedures", "indication"),
    ("procedures", "body_site"),
    ("procedures", "laterality"),
)
BROKEN: Mapping[str, Any] = {
    "number": 123456789,
    "list": [MARKER],
    "mapping": {MARKER: MARKER},
    "nothing": None,
    "too long": MARKER * 40,
    "control character": f"{MARKER}\x07",
    "line break": f"{MARKER}\n{MARKER}",
    "turned around": f"\u202e{MARKER}",
    "no glyph": f"{MARKER}\U0001f600",
    "private use": f"{MARKER}\ue000",
    "not a date": f"1961-{MARKER}",
    "padded": f" {MARKER} ",
    "just wrong": MARKER,
    "template": f"{{{{ {MARKER} }}}}",
}


def whole(record_id: str) -> dict[str, Any]:
    """A record with the marker in every field that may hold free text."""
    return {
        "record_id": record_id,
        "patient": patient(given_name=MARKER, family_name=f"von {MARKER}", mrn=f"{MARKER}-7"),
        "procedures": plan("msc-exosomes"),
        "practitioner": "p-01",
        "scheduled_on": "2026-12-01",
        "representative": {"name": f"{MARKER} senior", "authority": "health care agent"},
        "interpreter": {"language": f"Language {MARKER}", "modality": "phone"},
    }


def broken(record_id: str, path: tuple[str, str], value: Any) -> dict[str, Any]:
    """The record with one field broken."""
    data = whole(record_id)
    part: Any = data[path[0]]
    (part[0] if isinstance(part, list) else part)[path[1]] = value
    return data


def hidden(said: str) -> None:
    assert MARKER not in said
    assert MARKER.lower() not in said.lower()


def test_every_field_broken_every_way_is_never_quoted(consent: Command) -> None:
    files = []
    for number, path in enumerate(FIELDS):
        for how, value in enumerate(BROKEN.values()):
            name = f"r-{number}-{how}"
            text = json.dumps(broken(name, path, value), ensure_ascii=False)
            files.append(write(consent.folder / "in" / f"{name}.json", text))
    outcome = consent("render", *files, *ON)
    assert outcome.code == Exit.COULD_NOT_RUN
    hidden(outcome.stdout + outcome.stderr)
    assert dict(outcome.files) == {}
    complained = {line.partition(":")[0] for line in outcome.stderr.splitlines() if ": error" in line}
    silent = {f"in/{file.name}" for file in files} - complained
    # A representative's words may be of any kind but the unprintable ones; those were complained about.
    free = {"representative", "interpreter", "patient"}
    assert {FIELDS[int(Path(name).stem.split("-")[1])][0] for name in silent} <= free
    assert len(complained) > len(files) // 2


RAW: Mapping[str, bytes] = {
    "not-closed.yaml": f'record_id: r\npatient: {{given_name: "{MARKER}\n'.encode(),
    "colon.yaml": f"record_id: r\npatient:\n  given_name: {MARKER}: {MARKER}\n".encode(),
    "tab.yaml": f"patient:\n\tgiven_name: {MARKER}\n".encode(),
    "tag.yaml": f"patient: !!python/object:{MARKER} {{}}\n".encode(),
    "own-tag.yaml": f"patient: !{MARKER} x\n".encode(),
    "anchor.yaml": f"patient: &{MARKER} x\nother: *{MARKER}\n".encode(),
    "alias.yaml": f"patient: *{MARKER}\n".encode(),
    "merge.yaml": f"patient:\n  <<: {MARKER}\n".encode(),
    "twice.yaml": f"{MARKER}: 1\n{MARKER}: 2\n".encode(),
    "key.yaml": f"record_id: r\n{MARKER}: 1\npatient:\n  given_nmae: {MARKER}\n".encode(),
    "key-list.yaml": f"? [{MARKER}]\n: 1\n".encode(),
    "text.yaml": MARKER.encode(),
    "two.yaml": f"a: {MARKER}\n---\nb: {MARKER}\n".encode(),
    "latin-1.yaml": f"patient: {{given_name: {MARKER}é}}\n".encode("latin-1"),
    "nul.yaml": f"patient: {MARKER}\0\n".encode(),
    "escape.yaml": f'patient: "{MARKER}\\q"\n'.encode(),
    "directive.yaml": f"%{MARKER}\n---\na: b\n".encode(),
    "deep.yaml": ("[" * 2000 + MARKER).encode(),
    "not-closed.json": f'{{"patient": "{MARKER}'.encode(),
    "comma.json": f'{{"patient": "{MARKER}",}}'.encode(),
    "twice.json": f'{{"{MARKER}": 1, "{MARKER}": 2}}'.encode(),
    "word.json": MARKER.encode(),
    "number.json": b'{"patient": 1e999999}',
    "utf-16.json": f'{{"patient": "{MARKER}"}}'.encode("utf-16"),
}


def test_a_file_that_cannot_be_read_is_never_quoted(consent: Command) -> None:
    files = []
    for name, content in RAW.items():
        path = consent.folder / name
        path.write_bytes(content)
        files.append(path)
    outcome = consent("render", *files, *ON)
    assert outcome.code == Exit.COULD_NOT_RUN
    hidden(outcome.stdout + outcome.stderr)
    complained = {line.partition(":")[0] for line in outcome.stderr.splitlines() if ": error" in line}
    assert complained == set(RAW)


STAGES = (
    "consent.pipeline.workspace.load_records",
    "consent.pipeline.preparing.check_glyphs",
    "consent.pipeline.preparing.assemble",
    "consent.pipeline.preparing.check_packet",
    "consent.pipeline.parts.facing.render_html",
    "consent.pipeline.parts.masters.typeset",
    "consent.pipeline.parts.masters.check_layout",
    "consent.pipeline.printing.stamp",
    "consent.pipeline.printing.write_packet",
)


@pytest.mark.parametrize("stage", STAGES)
def test_a_bug_anywhere_is_reported_without_the_patient(
    consent: Command, monkeypatch: pytest.MonkeyPatch, stage: str
) -> None:
    record = write(consent.folder / "r.json", json.dumps(whole("r-1")))

    def fails(*arguments: object, **named: object) -> NoReturn:
        try:
            raise KeyError(MARKER)
        except KeyError as first:
            raise RuntimeError(f"{MARKER} {arguments} {named}") from first

    monkeypatch.setattr(stage, fails)
    outcome = consent("render", record, *ON)
    assert outcome.code == Exit.OUR_BUG
    assert "RuntimeError" in outcome.stderr
    hidden(outcome.stdout + outcome.stderr)
    assert dict(outcome.files) == {}


@pytest.mark.parametrize(
    "text",
    [
        "{{ slots['patient-name'].no_such_thing }}",
        "{% include slots['patient-name'] %}",
        '<img src="{{ slots[\'patient-name\'] }}" alt="x">',
        "<p style=\"color: {{ slots['patient-name'] }}\">x</p>",
        '<input type="checkbox" name="{{ slots[\'patient-name\'] }}" title="x">',
        '<p id="x" lang="{{ slots[\'patient-name\'] }}">x</p><a href="#{{ slots[\'patient-name\'] }}">x</a>',
    ],
)
def test_a_broken_page_does_not_quote_a_name_that_is_typeset_in_place(consent: Command, text: str) -> None:
    data = whole("r-1")
    data["patient"]["given_name"] = f"{MARKER} " * 12 + MARKER
    data["procedures"] = plan("ultrasound-guidance")
    record = write(consent.folder / "r.json", json.dumps(data))
    own = consent.folder / "own"
    running = (ROOT / "templates/pages/sections/running.html.j2").read_text()
    write(own / "pages/sections/running.html.j2", f"{running}{{% if long_names %}}{text}{{% endif %}}")
    outcome = consent("render", record, *ON, "--templates", own)
    hidden(outcome.stdout + outcome.stderr)
    assert outcome.code == Exit.COULD_NOT_RUN, outcome.stderr
    assert outcome.stderr.startswith("error: "), "it is not the page that stopped it"
    assert dict(outcome.files) == {}


@pytest.mark.parametrize(
    ("helped", "slow"),
    [(False, False), (True, False), (True, True)],
    ids=["stamped", "stamped, with people who help", "typeset, with people who help"],
)
def test_a_packet_that_prints_leaves_the_patient_nowhere_else(
    tmp_path: Path, helped: bool, slow: bool
) -> None:
    data = whole("r-1")
    data["procedures"] = plan("ultrasound-guidance")
    if slow:
        data["patient"]["given_name"] = f"{MARKER} " * 12 + MARKER
    if not helped:
        del data["representative"], data["interpreter"]
    desk, home = tmp_path / "desk", tmp_path / "home"
    record = write(desk / "r.json", json.dumps(data))
    for _ in range(2):
        # The second time, what the first run remembered is used.
        rendered(desk, home)
    (pdf,) = (desk / "output").iterdir()
    assert MARKER in squeezed(texts(pdf.read_bytes())[0])
    kept = [path for path in tmp_path.rglob("*") if path.is_file() and path not in {pdf, record}]
    assert {path.suffix for path in kept} >= {".master", ".part", ".plan", ".sqlite"}
    for path in kept:
        hidden(str(path.relative_to(tmp_path)))
        assert not holds(path.read_bytes()), path
    hidden(pdf.name)
    assert not [path for path in tmp_path.rglob(".*") if path.suffix == UNFINISHED]
    # The typesetter's copies of the fonts: those of the process that helped, too.
    assert list(home.glob("weasyprint-*")) == []


def test_what_is_remembered_is_the_same_whoever_the_patient_is(tmp_path: Path) -> None:
    remembered = []
    for name, mrn, born in ((MARKER, f"{MARKER}-7", "1961-03-09"), ("Łucja", "0042", "1950-12-31")):
        data = whole("r-1")
        data["patient"] = patient(given_name=name, family_name=f"von {name}", mrn=mrn, date_of_birth=born)
        data["procedures"] = plan("ultrasound-guidance")
        data["representative"]["name"], data["interpreter"]["language"] = name, f"Language {name}"
        desk, home = tmp_path / f"{mrn}-desk", tmp_path / f"{mrn}-home"
        write(desk / "r.json", json.dumps(data))
        rendered(desk, home)
        remembered.append({path.name: _kept(path) for path in home.iterdir() if path.is_file()})
    one, other = remembered
    assert {Path(name).suffix for name in one} == {".code", ".library", ".master", ".part", ".plan"}
    assert one.keys() == other.keys()
    assert [name for name in one if one[name] != other[name]] == []


def _kept(path: Path) -> object:
    """Which equal words of a library are one object differs from run to run, and so do its bytes."""
    data = path.read_bytes()
    return library_from_bytes(data.partition(b"\n")[2]) if path.suffix == ".library" else data


def rendered(desk: Path, home: Path) -> None:
    """Print the record of a desk in a process of its own that has nowhere else to write but its home."""
    home.mkdir(exist_ok=True)
    places = {
        key: str(home) for key in ("HOME", "TMPDIR", "XDG_CACHE_HOME", "XDG_DATA_HOME", "CONSENT_CACHE")
    }
    done = subprocess.run(
        [sys.executable, "-m", "consent", "render", "r.json", *map(str, ON)],
        cwd=desk,
        # Sets are kept in the order of their hashes, which differs from process to process unless it is told.
        env=environment(**places, CONSENT_REGISTER=str(home / "register"), PYTHONHASHSEED="0"),
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    hidden(done.stdout + done.stderr)


def holds(content: bytes) -> bool:
    """Whether the marker is in a file as any usual encoding, as it is or packed."""
    spelled = [MARKER.encode(code) for code in ("utf-8", "utf-16-le", "utf-16-be")]
    spelled += [each.hex().encode() for each in spelled]
    spelled += [base64.b64encode(b"\0" * pad + MARKER.encode())[4:-4] for pad in range(3)]
    whole_file = content
    for start in range(0, len(content), 1 << 20):
        try:
            whole_file += zlib.decompressobj().decompress(content[start:])
        except zlib.error:
            continue
    return any(each in whole_file for each in spelled)


def test_the_search_would_find_it() -> None:
    assert holds(f"name: {MARKER}".encode())
    assert holds(f"name: {MARKER}".encode("utf-16-le"))
    assert not holds(os.urandom(64))
