"""Folders, several sources at once, and things that are no source."""

from __future__ import annotations

import gzip
import json
from pathlib import Path

import pytest

from consent.errors import InputError
from consent.load.codes import CODES
from consent.load.source.open import SOURCE_CODES, SourceOptions, Unit
from consent.models.findings.finding import Severity
from tests.support.fhir import a_visit, bundle
from tests.support.sources import EVERYTHING, ROOT, Desk, codes, record, row, table

RECORD = (ROOT / "examples" / "records" / "r-0001.yaml").read_text(encoding="utf-8")


def test_a_folder_of_record_files(desk: Desk) -> None:
    desk.write(RECORD, "in/a.yaml")
    desk.write("record_id: [", "in/b.yaml")
    desk.write("", "in/c.yml")
    desk.write(RECORD.replace("r-0001", "r-0002") + "\n", "in/d.yaml")
    desk.write(RECORD, "in/e.yaml")
    desk.write("not a record", "in/.hidden.yaml")
    desk.write("not a record", "in/a.yaml~")
    source = desk.open(desk.folder / "in")
    rows = list(source.rows)
    assert source.kinds == ("records",)
    assert source.findings == ()
    assert {one.unit for one in rows} == {Unit.RECORD}
    assert [(Path(one.place.file).name, codes(one.findings)) for one in rows] == [
        ("a.yaml", []),
        ("b.yaml", ["REC008"]),
        ("c.yml", ["REC001"]),
        ("d.yaml", []),
        ("e.yaml", ["REC037"]),
    ]


def test_a_list_of_records_and_options(desk: Desk) -> None:
    made = {"patient": {"given_name": "A", "family_name": "B", "date_of_birth": "1961-03-09", "mrn": "1"}}
    desk.write(json.dumps([{"record_id": "x", **made}, {"record_id": "y", **made}], indent=1), "in/list.json")
    rows = list(desk.open(desk.folder / "in", options=EVERYTHING).rows)
    assert [(one.number, record(one).record_id) for one in rows] == [(1, "x"), (2, "y")]


def test_a_folder_of_all_sorts(desk: Desk) -> None:
    desk.write(RECORD, "in/a.yaml")
    desk.write(table(row(1)), "in/b.csv")
    desk.write(bundle(*a_visit()), "in/c.json")
    desk.write("read me", "in/readme.md")
    source = desk.open(desk.folder / "in")
    assert source.kinds == ("records", "csv", "fhir")
    assert [(one.code, one.severity) for one in source.findings] == [("REC052", Severity.WARNING)]
    assert [one.record_id for one in source.rows] == ["r-0001", "r-1", "a-1"]


def test_everything_wrong_with_all_sources_comes_in_one_pass(desk: Desk) -> None:
    good, bad = desk.write(table(row(1))), desk.write("MRN,given name\n1,2\n", "bad.csv")
    with pytest.raises(InputError) as caught:
        desk.open(good, bad, desk.folder / "missing.csv", desk.folder / "empty")
    assert codes(caught.value.findings) == ["REC041", "REC001", "REC001"]


def test_a_folder_without_records(desk: Desk) -> None:
    desk.write("read me", "in/readme.md")
    with pytest.raises(InputError) as caught:
        desk.open(desk.folder / "in")
    assert codes(caught.value.findings) == ["REC052"]


@pytest.mark.parametrize(
    ("name", "content", "words"),
    [
        ("a.csv.gz", gzip.compress(b"a,b\n", mtime=0), "gzip"),
        ("a.pdf", b"%PDF-1.7\n", "PDF"),
        ("a.csv", b"<html><body>Sign in</body></html>", "web page"),
        ("a.csv", b"\n \n", "nothing in it"),
    ],
)
def test_what_is_no_source(desk: Desk, name: str, content: bytes, words: str) -> None:
    (finding,) = desk.refusal(content, name)
    assert words in finding.message
    assert finding.hint


def test_json_on_standard_input_that_is_no_stream_of_records(desk: Desk) -> None:
    for content in (b'{\n"record_id": "r-1"\n}', b'[{"record_id": "r-1"}]'):
        with pytest.raises(InputError) as caught:
            desk.open(Path("-"), stdin=content)
        assert "JSONL" in caught.value.findings[0].hint


def test_a_source_lets_go_of_its_file(desk: Desk) -> None:
    with desk.open(desk.write(table(row(1), row(2)))) as source:
        next(source.rows)
    assert list(source.rows) == []


def test_a_file_that_may_not_be_read(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(self: Path, *args: object, **kwargs: object) -> object:
        raise PermissionError(13, "Permission denied")

    path = desk.write(table(row(1)))
    monkeypatch.setattr(Path, "open", refuse)
    with pytest.raises(InputError) as caught:
        desk.open(path)
    assert codes(caught.value.findings) == ["REC001"]


def test_a_disk_that_fails_in_the_middle(desk: Desk) -> None:
    class Failing:
        content = table(*(row(number) for number in range(1, 3000))).encode()
        position = 0

        def read(self, size: int = -1, /) -> bytes:
            part = self.content[self.position : self.position + size]
            self.position += len(part)
            if not part:
                raise OSError(5, "Input/output error")
            return part

    rows = list(desk.open(Path("-"), stdin=Failing()).rows)
    assert codes(rows[-1].findings) == ["REC047"]
    assert [one.refused for one in rows[:2900]] == [False] * 2900


def test_options_that_name_nothing_are_said_of_each_row(desk: Desk) -> None:
    options = SourceOptions(procedures=("no-such",), practitioner="p-77")
    text = table(row(1, procedures="", body_site="", laterality="", indication="", practitioner=""))
    (only,) = desk.rows(text, options=options)
    assert [(one.code, one.place.file) for one in only.findings] == [
        ("REC021", "--practitioner"),
        ("REC020", "--procedure"),
    ]


def test_no_code_means_two_things() -> None:
    assert set(SOURCE_CODES).isdisjoint(CODES)


def test_every_code_has_a_case() -> None:
    cases = "".join(path.read_text(encoding="utf-8") for path in Path(__file__).parent.glob("test_*.py"))
    assert [code for code in SOURCE_CODES if f'"{code}"' not in cases] == []
