"""What a cell may be, and how each kind of field is read from one."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date

from consent.load.rows.codes import CELL
from consent.load.rows.dates import NoDay, read_day
from consent.load.rows.options import DateFormat
from consent.load.rows.words import MODALITIES, NO_LANGUAGE, SIDES, language, side_key
from consent.load.table.columns.fields import CHOICES, COUNTS, DATES, YES_OR_NO


@dataclass(frozen=True, slots=True)
class Trouble:
    """A cell nothing can be read from; holds the reason and never the content."""

    message: str
    hint: str
    code: str


Cell = str | date | Trouble | None
"""Text as typed, a real date of a workbook, a cell that cannot be read, or nothing."""


_NUMBERS = frozenset({"mrn", "record_id"})
_QUOTED_FOR_EXCEL = re.compile(r'="([^"]*)"')
"""How exports keep Excel from changing a number: ``="00123456"``. It is read, not run."""
_SCIENTIFIC = re.compile(r"\d(?:\.\d+)?[Ee]\+?\d+", re.ASCII)
# What a spreadsheet made of a number with leading zeros: 123456.0.
_DECIMAL = re.compile(r"\d+\.0+", re.ASCII)
YES_NO = {"yes": True, "y": True, "true": True, "no": False, "n": False, "false": False}
_COUNT = re.compile(r"[1-9]\d?", re.ASCII)
_NO_NUMBERS = frozenset(
    {
        *("n/a", "na", "nan", "nil", "none", "null", "tbd", "tba", "unknown", "unk", "pending", "missing"),
        *("?", "-", "--", "x", "xx", "xxx"),
    }
)
_ERROR = re.compile(r"#(?:N/A|(?:REF|VALUE|DIV/0|NUM|NULL|SPILL|CALC|FIELD|BLOCKED)!|NAME\?)", re.IGNORECASE)
WORKBOOK_ERROR = "holds an error of the workbook, such as `#N/A`"
_NOT_SIDED = frozenset({"n/a", "na", "none", "-", "not applicable"})


def is_blank(cell: Cell) -> bool:
    """Whether nothing is written in the cell."""
    return cell is None or (isinstance(cell, str) and not cell.strip())


def read_cell(
    field: str, cell: Cell, order: DateFormat | None, today: date | None = None
) -> str | NoDay | Trouble | None:
    """The text of a field as a record file would have it; surrounding spaces do not count."""
    if cell is None or isinstance(cell, Trouble):
        return cell
    if isinstance(cell, date):
        if field in DATES:
            return cell.isoformat()
        return NoDay("is a date in the workbook, not a text", "format the column as text and type it anew")
    text = cell.strip()
    if text.startswith("=") and (quoted := _QUOTED_FOR_EXCEL.fullmatch(text)):
        text = quoted.group(1).strip()
    if not text:
        return None
    if trouble := _of_a_spreadsheet(text) or (_changed_number(text) if field in _NUMBERS else None):
        return trouble
    if field in DATES:
        day = read_day(text, order, today if field == "date_of_birth" else None)
        return day.isoformat() if isinstance(day, date) else day
    if field in COUNTS and not _COUNT.fullmatch(text):
        return Trouble("is no whole number", "write it in digits, for example `1`", CELL)
    if field in YES_OR_NO and text.casefold() not in YES_NO:
        return Trouble("is neither yes nor no", "write `yes` or `no`", CELL)
    return _in_our_words(field, text)


def _of_a_spreadsheet(text: str) -> Trouble | None:
    """What a spreadsheet shows where there is no value."""
    if text[0] not in "=#":
        return None
    if text[0] == "=":
        message = "begins with `=`, as a formula does, and holds no value"
        return Trouble(message, "type the value itself", CELL)
    if _ERROR.fullmatch(text):
        return Trouble(WORKBOOK_ERROR, "mend the formula, or type the value", CELL)
    if len(text) > 1 and not text.strip("#"):
        message = "is a row of `#`, which stands for a value that its column is too narrow for"
        return Trouble(message, "make the column wider, and export it anew", CELL)
    return None


def _changed_number(text: str) -> Trouble | None:
    """A program that takes an identifier for a number drops its digits, silently."""
    if text.isdigit():
        return None
    if text.casefold() in _NO_NUMBERS:
        return Trouble("is a word for a number that is not there", "fill in the number", CELL)
    hint = "format the column as text, and export it anew"
    if _SCIENTIFIC.fullmatch(text):
        return Trouble("is a number in scientific notation, so digits of it are lost", hint, CELL)
    if text.startswith("'"):
        return Trouble("begins with an apostrophe, which is a spreadsheet's and no part of it", hint, CELL)
    if _DECIMAL.fullmatch(text):
        return Trouble("is a number with a decimal point: leading zeros may be lost", hint, CELL)
    return None


def _in_our_words(field: str, text: str) -> str | None:
    if field == "laterality" and text.casefold() in _NOT_SIDED:
        return None
    if field == "laterality":
        return SIDES.get(side_key(text), text)
    if field == "interpreter_modality":
        return MODALITIES.get(" ".join(text.casefold().split()), text)
    if field in CHOICES:
        words = text.casefold().split()
        return ("-" if field == "use" else " ").join(words)
    if field == "preferred_language" and " ".join(text.casefold().split()) in NO_LANGUAGE:
        return None
    return language(text) if field == "preferred_language" else text
