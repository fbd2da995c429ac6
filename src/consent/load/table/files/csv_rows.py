"""Rows of comma-separated values, of any common dialect. A broken row costs itself and no other."""

from __future__ import annotations

import csv
import re
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field

from consent.load.table.files.lines import Line

_MOST_LINES = 50
_MOST_CHARACTERS = 100_000
_SAMPLE_ROWS = 50
_TITLES = 20
_SINGLE_QUOTED = re.compile(r"(?:^|[,;\t|]) *'[^'\r\n]*'(?=[,;\t|\r\n]|$)", re.MULTILINE)
_DOUBLE_QUOTED = re.compile(r'(?:^|[,;\t|]) *"', re.MULTILINE)


@dataclass(frozen=True, slots=True)
class Dialect:
    """How cells are separated and quoted."""

    delimiter: str = ","
    quote: str = '"'
    backslash: bool = False
    """A quotation mark inside quotes is written with a backslash, not doubled."""


@dataclass(frozen=True, slots=True)
class RawRow:
    """The cells of a row, or None when its quotes or its length make no sense."""

    number: int
    line: int
    cells: list[str] | None = field(repr=False)
    too_long: bool = False


class _TooLongError(Exception):
    """A row has gone on for longer than a row can."""


class _Feed:
    """Hands lines to the parser and remembers those of the row at hand, to go back when it fails."""

    def __init__(self, lines: Iterable[Line]) -> None:
        self._lines = iter(lines)
        self._again: deque[Line] = deque()
        self._taken: list[Line] = []
        self._characters = 0
        self.too_long = False

    def __iter__(self) -> Iterator[str]:
        return self

    def __next__(self) -> str:
        line = self._again.popleft() if self._again else next(self._lines)
        self._taken.append(line)
        self.too_long = line.text is None
        self._characters += len(line.text or "")
        if line.text is None or len(self._taken) > _MOST_LINES or self._characters > _MOST_CHARACTERS:
            raise _TooLongError
        return line.text

    @property
    def first_line(self) -> int:
        """Where the row at hand begins."""
        return self._taken[0].number

    @property
    def alone(self) -> bool:
        """Whether the row at hand is the one line that is too long."""
        return len(self._taken) == 1 and (self.too_long or self._characters > _MOST_CHARACTERS)

    def begin(self) -> None:
        """A new row."""
        self._taken = []
        self._characters = 0

    def go_back(self) -> None:
        """Give up the first line of the row; the others will be read again as rows of their own."""
        self._again.extendleft(reversed(self._taken[1:]))


def read_rows(lines: Iterable[Line], dialect: Dialect) -> Iterator[RawRow]:
    """Every row, numbered from 1 as in a spreadsheet. A blank line is a row without cells."""
    feed = _Feed(lines)
    reader = _parser(feed, dialect)
    number = 0
    while True:
        feed.begin()
        number += 1
        cells: list[str] | None = None
        try:
            cells = next(reader)
        except StopIteration:
            return
        except (csv.Error, _TooLongError):
            too_long = feed.alone
            feed.go_back()
            reader = _parser(feed, dialect)
            yield RawRow(number, feed.first_line, None, too_long)
        else:
            yield RawRow(number, feed.first_line, cells)


def _parser(feed: _Feed, dialect: Dialect) -> Iterator[list[str]]:
    return csv.reader(
        feed,
        delimiter=dialect.delimiter,
        quotechar=dialect.quote,
        doublequote=not dialect.backslash,
        escapechar="\\" if dialect.backslash else None,
        skipinitialspace=True,
        strict=True,
    )


def sniff(sample: Sequence[Line], known: Callable[[Sequence[str]], int]) -> Dialect:
    """The dialect under which the sample looks most like a table.

    ``known`` counts the cells of a row that are headings with a meaning; that weighs most.
    """
    if said := _separator_line(sample):
        return Dialect(said)
    text = "".join(line.text or "" for line in sample)
    quoting = [('"', False)]
    if '\\"' in text:
        quoting.append(('"', True))
    if _SINGLE_QUOTED.search(text) and not _DOUBLE_QUOTED.search(text):
        quoting.append(("'", False))
    candidates = [
        Dialect(delimiter, quote, backslash)
        for quote, backslash in quoting
        for delimiter in (",", ";", "\t", "|")
    ]
    # Of equal ones the first, which is CSV as the standard has it.
    return max(candidates, key=lambda dialect: _merit(sample, dialect, known))


def without_separator_line(lines: Iterable[Line]) -> Iterator[Line]:
    """The lines without Excel's ``sep=;`` at the top."""
    rest = iter(lines)
    for line in rest:
        if not (line.number == 1 and _separator_line([line])):
            yield line
        break
    yield from rest


def _separator_line(sample: Sequence[Line]) -> str:
    text = (sample[0].text or "").rstrip("\r\n") if sample else ""
    return text[-1] if text[:-1].lower() == "sep=" and not text[-1].isalnum() and text[-1] != '"' else ""


def _merit(
    sample: Sequence[Line], dialect: Dialect, known: Callable[[Sequence[str]], int]
) -> tuple[int, bool, int, int, int]:
    """Higher is better; of equals the first candidate wins."""
    rows = []
    for row in read_rows(sample, dialect):
        if row.cells != []:
            rows.append(row.cells)
        if len(rows) == _SAMPLE_ROWS:
            break
    headings = max((row for row in rows[:_TITLES] if row), key=known, default=[])
    width = len(headings)
    like_the_first = sum(row is not None and len(row) == width for row in rows)
    quoted = sum(
        cell[:1] == cell[-1:] and cell[:1] in "\"'" and len(cell) > 1 for row in rows if row for cell in row
    )
    return known(headings), width > 1, like_the_first - len(rows), -quoted, width
