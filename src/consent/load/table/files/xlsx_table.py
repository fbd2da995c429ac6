"""A workbook: one sheet, read row by row. Formulas are never run; the values saved with them are read."""

from __future__ import annotations

import datetime as dt
import warnings
import zipfile
import zlib
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any
from xml.etree.ElementTree import ParseError

from consent.load.rows.byte_source import ByteSource
from consent.load.rows.codes import (
    CELL,
    CUT_OFF,
    MISSING_COLUMN,
    NO_SUCH_OPTION,
    NOT_SHOWN,
    WORKBOOK,
)
from consent.load.rows.options import SourceOptions
from consent.load.rows.row import Candidate, Opened, Settled, Unit
from consent.load.table.cells import WORKBOOK_ERROR, Cell, Trouble, is_blank
from consent.load.table.columns.columns_file import Columns
from consent.load.table.columns.headings import heading_row, lay_out
from consent.load.table.files.hidden_rows import hidden_rows
from consent.load.table.files.number_format import number_as_text
from consent.load.table.files.workbook_guard import check_workbook
from consent.load.table.row import RowReader
from consent.load.table.visit.meanings import Meanings
from consent.load.typed.text import RefusalError
from consent.models.findings.finding import Finding, Severity
from consent.models.place import Place
from consent.suggest import did_you_mean

if TYPE_CHECKING:
    from openpyxl.workbook import Workbook

_MOST_ROWS = 1_048_576
_HEADING_WITHIN = 50
_LOOKED_AT = 200
_HEAD = 1 << 16
_BROKEN = (
    zipfile.BadZipFile,
    zlib.error,
    ParseError,
    ValueError,
    TypeError,
    LookupError,
    AttributeError,
    ArithmeticError,
    OSError,
    EOFError,
    RuntimeError,
)
"""What the reading library raises on a damaged workbook."""


def open_xlsx(source: ByteSource, columns: Columns, options: SourceOptions, meanings: Meanings) -> Opened:
    """A sheet of a workbook whose headings are understood.

    Raises:
        RefusalError: the workbook cannot be read, or columns that must be there are missing.
    """
    place = Place(source.name)
    if source.path is None:
        message, hint = (
            "a workbook cannot be read from standard input",
            "save it to a file, and name the file",
        )
        raise RefusalError([Finding(place, WORKBOOK, message, hint)])
    check_workbook(source.path, source.head)
    number, headings, sheet, sheets = _look(source.path, columns, options.sheet)
    layout, findings = lay_out(headings, columns, options, Place(source.name, number, 1), meanings.standing)
    if layout is None:
        raise RefusalError([_about_sheets(finding, sheets) for finding in findings])
    reader = RowReader(layout, source.name, Unit.ROW, options, meanings)
    told = (*findings, *_not_shown(source.path, sheet, number, options.sheet))
    people = partial(_people, source.path, sheet, number, reader)
    glimpses = partial(_glimpses, source.path, sheet, number, reader)
    return Opened("xlsx", _candidates(source.path, sheet, number, reader), told, people, glimpses)


def _people(path: Path, sheet: str, heading: int, reader: RowReader) -> Iterator[Mapping[str, object]]:
    # What is damaged is said when the rows are read.
    with suppress(*_BROKEN), _opened(path) as book:
        for number, cells in _rows(book, sheet):
            if number > heading:
                yield reader.patient(_padded(cells, reader.layout.width))


def _glimpses(path: Path, sheet: str, heading: int, reader: RowReader) -> Iterator[tuple[int, int]]:
    with suppress(*_BROKEN), _opened(path) as book:
        for number, cells in _rows(book, sheet):
            if number > heading and (found := reader.glimpse(_padded(cells, reader.layout.width))):
                yield found


def look_at_xlsx(path: Path, options: SourceOptions) -> tuple[Sequence[str], Iterator[Sequence[str]]]:
    """The headings of a sheet, and the cells of its first rows as texts.

    Raises:
        RefusalError: the workbook cannot be read.
    """
    with path.open("rb") as file:
        check_workbook(path, file.read(_HEAD))
    number, headings, sheet, _ = _look(path, {}, options.sheet)
    rows: list[list[str]] = []
    with suppress(*_BROKEN), _opened(path) as book:
        for at, cells in _rows(book, sheet, number + _LOOKED_AT):
            if at > number:
                rows.append([cell if isinstance(cell, str) else "" for cell in cells])
    return headings, iter(rows)


def _not_shown(path: Path, sheet: str, heading: int, wanted: str | None) -> Iterator[Finding]:
    """Warnings of what a person who looks at the workbook would not expect."""
    hidden = others = 0
    # What is damaged is said when its rows are read.
    with suppress(*_BROKEN), _opened(path) as book:
        part: Any = book[sheet]
        hidden = hidden_rows(path, part._worksheet_path, heading)
        others = sum(one.sheet_state == "visible" for one in book.worksheets) - 1
    if hidden:
        message = f"rows that the sheet hides are read like the others: {hidden:,}"
        hint = "if they are not meant, copy what the sheet shows to a new workbook"
        yield Finding(Place(str(path)), NOT_SHOWN, message, hint, Severity.WARNING)
    if others > 0 and wanted is None:
        message = f"only the first sheet is read; other sheets that are shown: {others:,}"
        hint = "if they hold visits too, run each with `--sheet NAME` and a folder of its own"
        yield Finding(Place(str(path)), NOT_SHOWN, message, hint, Severity.WARNING)


def _look(path: Path, columns: Columns, wanted: str | None) -> tuple[int, list[str], str, int]:
    """The row of headings, its number, the name of the sheet, and how many sheets there are."""
    names: list[str] = []
    chosen: str | None = None
    rows: list[tuple[int, Sequence[Cell]]] = []
    broken = False
    try:
        with _opened(path) as book:
            names = [one.title for one in book.worksheets]
            visible = [one.title for one in book.worksheets if one.sheet_state == "visible"]
            chosen = _choose(wanted, visible or names, names)
            if chosen is not None:
                rows = list(_rows(book, chosen, _HEADING_WITHIN))
    except _BROKEN:
        broken = True
    complaint = None
    if broken:
        hint = "open it in a spreadsheet program and save it again as .xlsx"
        complaint = (WORKBOOK, "the workbook is damaged", hint)
    elif chosen is None:
        hint = did_you_mean(wanted or "", filter(str.isprintable, names))
        complaint = (NO_SUCH_OPTION, "`--sheet` names no sheet of the workbook", hint)
        if not names:
            complaint = (WORKBOOK, "the workbook has no sheet with cells", "save it anew as .xlsx")
    elif not rows:
        complaint = (WORKBOOK, "the sheet is empty", "choose another with `--sheet`")
    if complaint or chosen is None:
        number, message, hint = complaint or (WORKBOOK, "the workbook is damaged", "")
        raise RefusalError([Finding(Place(str(path)), number, message, hint)])
    texts = [[cell if isinstance(cell, str) else "" for cell in cells] for _, cells in rows]
    index = heading_row(texts, columns)
    return rows[index][0], texts[index], chosen, len(names)


def _about_sheets(finding: Finding, sheets: int) -> Finding:
    """Headings that are not there may be on another sheet."""
    if finding.code != MISSING_COLUMN or sheets == 1:
        return finding
    return replace(
        finding, hint=f"{finding.hint}; or name another of the workbook's {sheets} sheets with `--sheet`"
    )


def _choose(wanted: str | None, visible: Sequence[str], names: Sequence[str]) -> str | None:
    if wanted is None:
        return visible[0] if visible else None
    exact = [name for name in names if name == wanted]
    alike = [name for name in names if name.strip().casefold() == wanted.strip().casefold()]
    return next(iter(exact or alike), None)


@contextmanager
def _opened(path: Path) -> Iterator[Workbook]:
    from openpyxl import load_workbook  # slow to import, and needed for workbooks alone

    with path.open("rb") as file:
        with warnings.catch_warnings():
            # It warns of drawings and styles it drops; none of them is read here.
            warnings.simplefilter("ignore")
            book = load_workbook(file, read_only=True, data_only=True, keep_links=False)
        try:
            yield book
        finally:
            book.close()


def _rows(book: Workbook, sheet: str, last: int = _MOST_ROWS) -> Iterator[tuple[int, Sequence[Cell]]]:
    """The rows that hold something, with their numbers in the sheet."""
    rows: Any = book[sheet]
    # The size a sheet claims to have may be a million columns; rows are as long as what is in them.
    rows.reset_dimensions()
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        for number, row in enumerate(rows.iter_rows(max_row=last), 1):
            cells = [_cell(cell) for cell in row]
            if not all(is_blank(cell) for cell in cells):
                yield number, cells


def _candidates(path: Path, sheet: str, heading: int, reader: RowReader) -> Iterator[Candidate | Settled]:
    number = heading
    try:
        with _opened(path) as book:
            for number, cells in _rows(book, sheet):
                if number > heading:
                    yield reader.read(number, number, _padded(cells, reader.layout.width))
    except _BROKEN:
        number += 1
        message = "the workbook cannot be read from here on"
        hint = "open it in a spreadsheet program and save it again; the rows above are not affected"
        yield reader.refused(number, number, [Finding(Place(reader.file, number), CUT_OFF, message, hint)])


def _padded(cells: Sequence[Cell], width: int) -> Sequence[Cell]:
    """A workbook leaves empty cells at the end of a row away."""
    missing: list[Cell] = [None] * (width - len(cells))
    return [*cells, *missing] if missing else cells


def _cell(cell: Any) -> Cell:
    """A cell as text or as a day."""
    value: Any = cell.value
    if value is None:
        return None
    if cell.data_type == "e":
        hint = "mend the formula, or type the value"
        return Trouble(WORKBOOK_ERROR, hint, CELL)
    if isinstance(value, str):
        return value
    if isinstance(value, bool):
        return "TRUE" if value else "FALSE"
    if isinstance(value, dt.datetime):
        return value.date()
    if isinstance(value, dt.date):
        return value
    if isinstance(value, (int, float)):
        return number_as_text(value, cell.number_format or "General")
    return Trouble("is a time of day, not a text or a date", "format the cell as text or as a date", CELL)
