"""Days as people write them in tables. Never guesses between month and day."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date

from consent.load.rows.options import DateFormat

_TIME = r"(?:[T ]\d{1,2}:\d{2}(?::\d{2}(?:\.\d+)?)?(?: ?[AaPp][Mm])?)?"
_OFFSET = r"(?: ?[+-]\d{2}:?\d{2})?"
# ASCII, for `\d` alone takes the digits of every script; `\2`, for nobody writes 1961/03-09.
_ISO = re.compile(rf"(\d{{4}})([-/])(\d{{2}})\2(\d{{2}})(?:{_TIME}{_OFFSET})", re.ASCII)
_IN_UTC = re.compile(rf"\d{{4}}-\d{{2}}-\d{{2}}{_TIME} ?(?:Z|UTC)", re.ASCII)
_DIGITS = re.compile(r"((?:19|20)\d{2})(\d{2})(\d{2})", re.ASCII)
"""Eight digits as HL7 writes a day: no other order of its parts could begin like this."""
_DAY_NUMBER = re.compile(r"\d{5}(?:\.\d+)?", re.ASCII)
_NUMBERS = re.compile(rf"(\d{{1,2}})([/.-])(\d{{1,2}})\2(\d{{4}}){_TIME}", re.ASCII)
_TWO_DIGIT_YEAR = re.compile(r"\d{1,2}([/.-])\d{1,2}\1\d{2}|\d{1,2}[ -][A-Za-z]{3,9}[ -]\d{2}", re.ASCII)
_SHORT_YEAR = re.compile(rf"(\d{{1,2}})([/.-])(\d{{1,2}})\2(\d{{2}}){_TIME}", re.ASCII)
_CENTURY = 2000
_DAY_MONTH = re.compile(rf"(\d{{1,2}})[ -]([A-Za-z]{{3,9}})\.?[ ,-] ?(\d{{4}}){_TIME}", re.ASCII)
_MONTH_DAY = re.compile(rf"([A-Za-z]{{3,9}})\.? (\d{{1,2}}),? (\d{{4}}){_TIME}", re.ASCII)
_MONTHS = (
    "january",
    "february",
    "march",
    "april",
    "may",
    "june",
    "july",
    "august",
    "september",
    "october",
    "november",
    "december",
)
_LAST_MONTH = 12


@dataclass(frozen=True, slots=True)
class NoDay:
    """Why a text is no day; never holds the text."""

    message: str
    hint: str


def read_day(text: str, order: DateFormat | None, latest: date | None = None) -> date | NoDay:
    """The day a text names: YYYY-MM-DD, a month by its English name, or numbers in a stated order.

    A time of day after it is left out. A year of two digits is read where the order is stated, as the latest
    one that is not after ``latest``, or in this century when there is no ``latest``.
    """
    if match := _ISO.fullmatch(text):
        return _day(int(match[1]), int(match[3]), int(match[4]))
    if match := _DIGITS.fullmatch(text):
        return _day(int(match[1]), int(match[2]), int(match[3]))
    if match := _NUMBERS.fullmatch(text):
        return _numbers(int(match[1]), int(match[3]), int(match[4]), order)
    if match := _DAY_MONTH.fullmatch(text):
        return _named(match[2], int(match[1]), int(match[3]))
    if match := _MONTH_DAY.fullmatch(text):
        return _named(match[1], int(match[2]), int(match[3]))
    if order is not None and (match := _SHORT_YEAR.fullmatch(text)):
        return _numbers(int(match[1]), int(match[3]), _full_year(int(match[4]), latest), order)
    if _TWO_DIGIT_YEAR.fullmatch(text):
        hint = "write the year with four digits; or say their order, with `--date-format mdy` or `dmy`"
        return NoDay("has a year of two digits", hint)
    if _IN_UTC.fullmatch(text):
        return NoDay(
            "is a time in UTC, which may be another day at the practice", "write the day of the practice"
        )
    if _DAY_NUMBER.fullmatch(text):
        hint = "format the column as a date, and export it anew; or write it as YYYY-MM-DD"
        return NoDay("is a number, such as a spreadsheet counts days with", hint)
    return NoDay("is not a date", "write it as YYYY-MM-DD, for example 1961-03-09")


def _full_year(year: int, latest: date | None) -> int:
    this_century = _CENTURY + year
    return this_century - 100 if latest is not None and this_century > latest.year else this_century


def _numbers(first: int, second: int, year: int, order: DateFormat | None) -> date | NoDay:
    if order is DateFormat.MDY:
        return _day(year, first, second)
    if order is DateFormat.DMY:
        return _day(year, second, first)
    if first != second and max(first, second) <= _LAST_MONTH:
        message = "could be month first or day first"
    else:
        message = "is not written YYYY-MM-DD"
    hint = (
        "write it as YYYY-MM-DD, or say how all dates are written: `--date-format mdy` or `--date-format dmy`"
    )
    return NoDay(message, hint)


def _named(month: str, day: int, year: int) -> date | NoDay:
    name = month.lower()
    for number, full in enumerate(_MONTHS, 1):
        if name in (full, full[:3]) or (name == "sept" and full == "september"):
            return _day(year, number, day)
    return NoDay("is not a date", "write it as YYYY-MM-DD, for example 1961-03-09")


def _day(year: int, month: int, day: int) -> date | NoDay:
    try:
        return date(year, month, day)
    except ValueError:
        return NoDay("names a day that is not in the calendar", "check the day, the month and their order")
