"""Who a row is about, where nothing about the cells that say so is odd: no rule could have a word about them.

Ten thousand rows differ in these cells and hardly in any other. Whatever is not plain takes the long road,
which says what is wrong with it; so nothing is decided here that is not decided there in the same way.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import NamedTuple, TypeVar

from consent.load.record.checks import OLDEST
from consent.load.rows.options import SourceOptions
from consent.load.schedule.name_checks import beside_the_name
from consent.load.table.cells import Cell, read_cell
from consent.load.table.columns.headings import Layout
from consent.load.table.names import given_first_name, whole_name

K = TypeVar("K")
V = TypeVar("V")

VARYING = (
    *("record_id", "given_name", "middle_name", "family_name", "suffix", "patient_name"),
    *("date_of_birth", "mrn", "scheduled_on"),
)
"""The fields that differ from row to row."""
_LETTERS = "[A-Za-zÀ-ÖØ-öø-ÿĀ-ňŊ-őŔ-şŢ-ŷŹ-żƠơƯưȘ-țḀ-ỿ]+"
"""Latin ones of which none can be the second half of a letter that was read wrongly, as Š, Ž and Œ can."""
_NAME = re.compile(rf"{_LETTERS}(?:(?:[ '-]|\. ){_LETTERS})*\.?")
_SUFFIX = re.compile(r"[A-Za-z]{1,4}\.?")
_NUMBER = re.compile(r"(?!\d+[Ee]\d+$)(?=\D*\d)[A-Za-z\d](?:[A-Za-z\d_-]*[A-Za-z\d])?", re.ASCII)
"""Of a patient or a visit: with a digit, and nothing a spreadsheet could have made of another number."""
_LONGEST_NAME, _LONGEST_NUMBER = 60, 40
_KEPT = 20_000
"""Cells of a kind that are remembered."""


class Names(NamedTuple):
    """The parts of a name; empty where there is none."""

    given: str
    middle: str
    family: str
    suffix: str


class Person(NamedTuple):
    """The values of the varying cells of one row."""

    names: Names
    mrn: str
    born: date
    visit: str
    """The visit's own number; empty where the table has none."""
    day: date | None
    """Of the visit, where the table says it."""


@dataclass(slots=True)
class PlainPeople:
    """Reads them; what was read before is remembered."""

    layout: Layout
    options: SourceOptions
    issued_on: date
    grown_up: int
    """Years after which no procedure here asks for anybody else."""
    _columns: tuple[int | None, ...] = field(init=False)
    _names: dict[tuple[Cell, ...], Names | None] = field(default_factory=dict, repr=False)
    _born: dict[Cell, date | None] = field(default_factory=dict, repr=False)
    _days: dict[Cell, date | None] = field(default_factory=dict, repr=False)
    _oldest: date = field(init=False)
    _youngest: date = field(init=False)

    def __post_init__(self) -> None:
        self._columns = tuple(map(self.layout.columns.get, VARYING))
        self._oldest = _years_before(self.issued_on, OLDEST)
        first = min(self.issued_on, self.options.scheduled_on or self.issued_on)
        self._youngest = _years_before(first, self.grown_up)

    def read(self, cells: Sequence[Cell]) -> Person | None:
        """The person, or None when anything about one of the cells is not plain."""
        visit_at, *_, born_at, mrn_at, day_at = self._columns
        if born_at is None or mrn_at is None:
            return None
        mrn = _number(cells[mrn_at])
        visit = "" if visit_at is None else _number(cells[visit_at])
        names = self._names_in(cells)
        born = self._birth(cells[born_at])
        day = None if day_at is None else self._visit_day(cells[day_at])
        if not mrn or visit is None or names is None or born is None or (day is None and day_at is not None):
            return None
        return Person(names, mrn, born, visit, day)

    def _names_in(self, cells: Sequence[Cell]) -> Names | None:
        _, given, middle, family, suffix, whole, *_ = self._columns
        if whole is not None:
            alone = given is None and family is None and middle is None and suffix is None
            return self._of_whole(cells[whole]) if alone else None
        if given is None or family is None:
            return None
        return self._of_parts(
            cells[given],
            cells[family],
            None if middle is None else cells[middle],
            None if suffix is None else cells[suffix],
        )

    def _of_whole(self, cell: Cell) -> Names | None:
        key = (cell,)
        try:
            return self._names[key]
        except KeyError:
            return _keep(self._names, key, self._whole(cell))

    def _whole(self, cell: Cell) -> Names | None:
        text = read_cell("patient_name", cell, None)
        if not isinstance(text, str):
            return None
        parts = whole_name(text) or (given_first_name(text) if self.options.given_first else None)
        return _plain_names(parts.given, parts.middle, parts.family, parts.suffix) if parts else None

    def _of_parts(self, *cells: Cell) -> Names | None:
        try:
            return self._names[cells]
        except KeyError:
            given, family, middle, suffix = (read_cell("", cell, None) or "" for cell in cells)
            return _keep(self._names, cells, _plain_names(given, middle, family, suffix))

    def _birth(self, cell: Cell) -> date | None:
        try:
            return self._born[cell]
        except KeyError:
            born = self._day("date_of_birth", cell)
            fits = born is not None and self._oldest <= born <= self._youngest
            return _keep(self._born, cell, born if fits else None)

    def _visit_day(self, cell: Cell) -> date | None:
        try:
            return self._days[cell]
        except KeyError:
            day = self._day("scheduled_on", cell)
            return _keep(self._days, cell, day if day is not None and day >= self.issued_on else None)

    def _day(self, name: str, cell: Cell) -> date | None:
        read = read_cell(name, cell, self.options.date_format, self.options.today)
        return date.fromisoformat(read) if isinstance(read, str) else None


def _number(cell: Cell) -> str | None:
    """A plain number, else None."""
    if not isinstance(cell, str) or len(cell) > _LONGEST_NUMBER:
        return None
    text = cell.strip()
    return text if _NUMBER.fullmatch(text) else None


def _plain_names(given: object, middle: object, family: object, suffix: object) -> Names | None:
    for name in (given, family):
        if not _is_plain(name):
            return None
    if middle != "" and not _is_plain(middle):
        return None
    if suffix != "" and not (isinstance(suffix, str) and _SUFFIX.fullmatch(suffix)):
        return None
    return Names(str(given), str(middle), str(family), str(suffix))


def _is_plain(name: object) -> bool:
    return (
        isinstance(name, str)
        and len(name) <= _LONGEST_NAME
        and _NAME.fullmatch(name) is not None
        and not beside_the_name(name)
    )


def _years_before(day: date, years: int) -> date:
    # Every year has a 28th of each month; who was born in the days after takes the long road.
    return date(max(day.year - years, 1), day.month, min(day.day, 28))


def _keep(known: dict[K, V], key: K, value: V) -> V:
    if len(known) >= _KEPT:
        known.clear()
    known[key] = value
    return value
