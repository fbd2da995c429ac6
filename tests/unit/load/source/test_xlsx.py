from __future__ import annotations

import io
import struct
import zipfile
from collections.abc import Callable, Sequence
from datetime import date, datetime, time
from pathlib import Path
from typing import Any

import pytest
from openpyxl import Workbook
from openpyxl.worksheet.worksheet import Worksheet

from consent.load.source.open import SourceOptions
from consent.load.table.files.hidden_rows import hidden_rows
from consent.load.table.files.number_format import number_as_text
from tests.support.sources import HEADINGS, Desk, codes, record, row

BIRTH, MRN, SCHEDULED = (HEADINGS.index(name) for name in ("date_of_birth", "mrn", "scheduled_on"))


def typed(number: int, **changed: Any) -> list[Any]:
    """A good row as a spreadsheet holds it: real dates."""
    cells: list[Any] = [*row(number)]
    cells[BIRTH], cells[SCHEDULED] = date(1961, 3, 9), datetime(2026, 12, 1, 9, 30)  # noqa: DTZ001 - workbooks have no zones
    for name, value in changed.items():
        cells[HEADINGS.index(name)] = value
    return cells


def book(
    *rows: Sequence[Any],
    headings: Sequence[str] = HEADINGS,
    edit: Callable[[Worksheet], object] | None = None,
) -> bytes:
    workbook = Workbook()
    sheet = workbook.active
    assert sheet is not None
    sheet.append(list(headings))
    for cells in rows:
        sheet.append(list(cells))
    if edit:
        edit(sheet)
    return saved(workbook)


def saved(workbook: Workbook) -> bytes:
    stream = io.BytesIO()
    workbook.save(stream)
    return stream.getvalue()


def repacked(content: bytes, change: Callable[[str, bytes], bytes | None], *more: tuple[str, bytes]) -> bytes:
    """The workbook with its parts changed; None leaves a part out."""
    stream = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(content)) as old,
        zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as new,
    ):
        for part in old.infolist():
            changed = change(part.filename, old.read(part))
            if changed is not None:
                new.writestr(part.filename, changed)
        for name, data in more:
            new.writestr(name, data)
    return stream.getvalue()


def in_sheet(content: bytes, old: bytes, new: bytes) -> bytes:
    def change(name: str, data: bytes) -> bytes:
        if name != "xl/worksheets/sheet1.xml":
            return data
        assert old in data
        return data.replace(old, new, 1)

    return repacked(content, change)


def test_a_workbook(desk: Desk) -> None:
    rows = desk.rows(book(typed(1), [], typed(2)), "schedule.xlsx")
    assert [(one.number, one.record_id, one.refused) for one in rows] == [
        (2, "r-1", False),
        (4, "r-2", False),
    ]
    made = record(rows[0])
    assert (made.patient.date_of_birth, made.scheduled_on) == (date(1961, 3, 9), date(2026, 12, 1))
    assert str(rows[0].place).endswith("schedule.xlsx:2:1")


def test_the_name_does_not_decide(desk: Desk) -> None:
    assert desk.open(desk.write(book(typed(1)), "schedule.csv")).kinds == ("xlsx",)


def test_text_dates_in_a_workbook(desk: Desk) -> None:
    (only,) = desk.rows(book(typed(1, date_of_birth="03/09/1961")), "a.xlsx")
    assert codes(only.findings) == ["REC050"]


@pytest.mark.parametrize(
    ("value", "number_format", "mrn"),
    [
        (123456, "General", "123456"),
        (123456.0, "General", "123456"),
        (123456, "00000000", "00123456"),
        (123456, "000-00-000", "001-23-456"),
        (123456, '"MRN "00000000', "00123456"),
        (123456, "[Red]00000000;-0", "00123456"),
        (123456, '000"-"00\\-000', "001-23-456"),
        (123456, "0", "123456"),
        (123456, "0.00", "123456"),
        (123456, "#,##0", "123456"),
        (123456, "@", "123456"),
        (123456789012345, "General", "123456789012345"),
        ("00123456", "General", "00123456"),
        (True, "General", "TRUE"),
    ],
)
def test_identifiers_are_kept_as_shown(desk: Desk, value: object, number_format: str, mrn: str) -> None:
    def edit(sheet: Worksheet) -> None:
        cell = sheet.cell(2, MRN + 1)
        cell.value = value  # type: ignore[assignment]
        cell.number_format = number_format
        if isinstance(value, str):
            cell.data_type = "s"

    (only,) = desk.rows(book(typed(1), edit=edit), "a.xlsx")
    assert record(only).patient.mrn == mrn


@pytest.mark.parametrize(
    ("value", "number_format", "code", "message"),
    [
        (1234567890123456, "General", "REC049", "more than 15 digits"),
        (date(2026, 3, 4), "yyyy-mm-dd", "REC049", "is a date in the workbook"),
        (time(8, 30), "hh:mm", "REC049", "time of day"),
        ("#N/A", "General", "REC049", "error of the workbook"),
    ],
)
def test_cells_that_lost_what_was_typed(
    desk: Desk, value: Any, number_format: str, code: str, message: str
) -> None:
    def edit(sheet: Worksheet) -> None:
        sheet.cell(2, MRN + 1).value = value
        sheet.cell(2, MRN + 1).number_format = number_format

    bad, good = desk.rows(book(typed(1), typed(2), edit=edit), "a.xlsx")
    assert [(one.code, one.place.column, one.field) for one in bad.findings] == [(code, MRN + 1, "mrn")]
    assert message in bad.findings[0].message
    assert not good.refused


@pytest.mark.parametrize(
    "pattern", ["0", "00", "000000", "0-0", "00 00", "#", "General", "", "0;-0", "[Red]0"]
)
@pytest.mark.parametrize("value", [0, 7, 42, 123456, 999999999999999])
def test_no_digit_is_ever_lost(value: int, pattern: str) -> None:
    shown = number_as_text(value, pattern)
    assert isinstance(shown, str)
    assert int("".join(filter(str.isdigit, shown))) == value


def test_a_formula_is_never_run(desk: Desk) -> None:
    def edit(sheet: Worksheet) -> None:
        sheet.cell(2, 2).value = "=cmd|'/C calc'!A0"

    content = book(typed(1), edit=edit)
    # Never calculated by a spreadsheet program, so there is no value to read.
    (only,) = desk.rows(content, "a.xlsx")
    assert codes(only.findings) == ["REC003"]
    calculated = in_sheet(content, b"</f><v></v>", b"</f><v>7</v>")
    assert codes(desk.rows(calculated, "a.xlsx")[0].findings) == ["REC069"]


def test_sheets(desk: Desk) -> None:
    workbook = Workbook()
    first = workbook.active
    assert first is not None
    first.title = "Notes"
    first.sheet_state = "hidden"
    for name, number in (("Monday", 1), ("Tuesday", 2)):
        sheet = workbook.create_sheet(name)
        sheet.append(HEADINGS)
        sheet.append(typed(number))
    content = saved(workbook)
    assert [one.record_id for one in desk.rows(content, "a.xlsx")] == ["r-1"]
    assert [one.record_id for one in desk.rows(content, "a.xlsx", SourceOptions(sheet="tuesday"))] == ["r-2"]
    (finding,) = desk.refusal(content, "a.xlsx", SourceOptions(sheet="Tusday"))
    assert finding.code == "REC040"
    assert "did you mean `Tuesday`?" in finding.hint


def test_other_sheets_that_are_shown_are_told(desk: Desk) -> None:
    workbook = Workbook()
    for name, state in (("Monday", "visible"), ("Tuesday", "visible"), ("Codes", "hidden")):
        sheet = workbook.create_sheet(name)
        sheet.sheet_state = state
        sheet.append(HEADINGS)
        sheet.append(typed(1))
    workbook.remove(workbook.worksheets[0])
    path = desk.write(saved(workbook), "a.xlsx")
    with desk.open(path) as source:
        (finding,) = source.findings
    assert finding.code == "REC056"
    assert finding.message.endswith("shown: 1")
    with desk.open(path, options=SourceOptions(sheet="Tuesday")) as source:
        assert source.findings == ()


def test_rows_a_filter_hides_are_told(desk: Desk) -> None:
    def edit(sheet: Worksheet) -> None:
        for number in (1, 3, 4, 9):
            # The headings, two visits, and a row with nothing in it.
            sheet.row_dimensions[number].hidden = True

    path = desk.write(book(typed(1), typed(2), typed(3), edit=edit), "a.xlsx")
    with desk.open(path) as source:
        (finding,) = source.findings
        assert [one.refused for one in source.rows] == [False, False, False]
    assert (finding.code, finding.message.endswith(": 2")) == ("REC056", True)


def test_hidden_rows_are_counted_wherever_the_pieces_end(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "a.xlsx"
    rows = "".join(f'<row r="{number}" hidden="1"><c/></row>' for number in range(1, 41))
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("sheet.xml", f"<sheetData>{rows}</sheetData>")
    for size in (1, 7, 64, 1 << 20):
        monkeypatch.setattr("consent.load.table.files.hidden_rows._CHUNK", size)
        assert hidden_rows(path, "sheet.xml", 10) == 30


def test_titles_above_the_headings(desk: Desk) -> None:
    rows = desk.rows(book([], HEADINGS, typed(1), headings=["Harbor Point", "tomorrow"]), "a.xlsx")
    assert [(one.number, one.record_id) for one in rows] == [(4, "r-1")]


def test_a_sheet_that_claims_a_million_columns(desk: Desk) -> None:
    content = in_sheet(book(typed(1)), b'<dimension ref="A1:K2"', b'<dimension ref="A1:XFD1048576"')
    assert len(desk.rows(content, "a.xlsx")) == 1


def test_a_cell_far_to_the_right_is_not_dropped(desk: Desk) -> None:
    (only,) = desk.rows(book(typed(1), edit=lambda sheet: sheet.cell(2, 300, "x")), "a.xlsx")
    assert codes(only.findings) == ["REC045"]


def test_shared_strings_rich_text_and_spaces(desk: Desk) -> None:
    content = book(typed(1, given_name="  Ada "))
    assert record(desk.rows(content, "a.xlsx")[0]).patient.given_name == "Ada"


# --- workbooks that cannot be read -------------------------------------------------------------------------


def ole(name: str) -> bytes:
    return b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(2000) + name.encode("utf-16-le") + bytes(2000)


def bomb(name: str, size: int) -> bytes:
    """A part that is nothing but spaces."""
    stream = io.BytesIO()
    content = book(typed(1))
    with (
        zipfile.ZipFile(io.BytesIO(content)) as old,
        zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as new,
    ):
        for part in old.infolist():
            if part.filename != name:
                new.writestr(part.filename, old.read(part))
        with new.open(name, "w", force_zip64=True) as file:
            file.write(b"<worksheet>")
            for _ in range(size // 1_000_000):
                file.write(b" " * 1_000_000)
    return stream.getvalue()


def lying(content: bytes) -> bytes:
    """A bomb whose directory says it is small."""
    at = content.rindex(b"PK\x01\x02", 0, content.rindex(b"xl/worksheets/sheet1.xml"))
    return content[: at + 24] + struct.pack("<I", 1000) + content[at + 28 :]


REFUSED: dict[str, tuple[Callable[[], bytes], str]] = {
    "an old workbook": (lambda: ole("Workbook"), "old .xls kind"),
    "a password": (lambda: ole("EncryptedPackage"), "password"),
    "spaces in the sheet": (lambda: bomb("xl/worksheets/sheet1.xml", 60_000_000), "unpacks to far more"),
    "spaces among the strings": (lambda: bomb("xl/sharedStrings.xml", 60_000_000), "unpacks to far more"),
    "a small bomb": (lambda: bomb("xl/worksheets/sheet1.xml", 18_000_000), "no spreadsheet program writes"),
    "a bomb that lies about its size": (
        lambda: lying(bomb("xl/worksheets/sheet1.xml", 60_000_000)),
        "damaged",
    ),
    "entities": (
        lambda: in_sheet(book(typed(1)), b"<worksheet", b'<!DOCTYPE x [<!ENTITY a "aaaa">]><worksheet'),
        "no spreadsheet program writes",
    ),
    "entities behind a long comment": (
        lambda: in_sheet(
            book(typed(1)), b"<worksheet", b"<!--" + b"<>" * 600_000 + b"--><!DOCTYPE x []><worksheet"
        ),
        "no spreadsheet program writes",
    ),
    "UTF-16": (
        lambda: repacked(
            book(typed(1)),
            lambda name, data: data.decode().encode("utf-16") if name.endswith("sheet1.xml") else data,
        ),
        "no spreadsheet program writes",
    ),
    "a binary workbook": (
        lambda: repacked(book(typed(1)), lambda name, data: data, ("xl/workbook.bin", b"x")),
        ".xlsb",
    ),
    "OpenDocument": (
        lambda: repacked(
            b"PK\x05\x06" + bytes(18), lambda name, data: data, ("mimetype", b"x"), ("content.xml", b"x")
        ),
        "OpenDocument",
    ),
    "another ZIP file": (
        lambda: repacked(b"PK\x05\x06" + bytes(18), lambda name, data: data, ("readme.txt", b"x")),
        "no workbook",
    ),
    "cut off": (lambda: book(typed(1))[:-2000], "damaged"),
    "no sheet": (
        lambda: repacked(book(typed(1)), lambda name, data: None if "sheet1" in name else data),
        "no sheet with cells",
    ),
    "a sheet that is no XML": (
        lambda: in_sheet(book(typed(1)), b"<sheetData>", b"<sheetData><<"),
        "damaged",
    ),
    "an empty sheet": (lambda: saved(Workbook()), "the sheet is empty"),
}


@pytest.mark.parametrize("name", REFUSED)
def test_workbooks_that_cannot_be_read(desk: Desk, name: str) -> None:
    make, words = REFUSED[name]
    (finding,) = desk.refusal(make(), "schedule.xlsx")
    assert finding.code == "REC053"
    assert words in finding.message
    assert finding.hint


def test_a_text_file_named_like_a_workbook(desk: Desk) -> None:
    (finding,) = desk.refusal("a,b\n", "schedule.xlsx")
    assert finding.code == "REC001"


def test_damage_further_down_costs_the_rest_and_is_said(desk: Desk) -> None:
    content = in_sheet(book(*(typed(number) for number in range(1, 200))), b'<row r="150"', b'<row r="x150"')
    rows = desk.rows(content, "a.xlsx")
    assert [one.refused for one in rows] == [False] * 148 + [True]
    assert codes(rows[-1].findings) == ["REC047"]


def test_a_workbook_on_standard_input(desk: Desk) -> None:
    with pytest.raises(Exception, match="1 problem") as caught:
        desk.open(Path("-"), stdin=book(typed(1)))
    assert codes(caught.value.findings) == ["REC053"]  # type: ignore[attr-defined]
