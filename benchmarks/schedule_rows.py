"""What reading a schedule costs. Run: ``python -m benchmarks.schedule_rows [ROWS]``.

The layouts of ``tests/data/layouts``, as systems export them, free text and all, each grown to so many rows
with other people, are read up to checked records or refusals; the baseline is Python's own ``csv`` reader
over the same bytes, in the same run. CPU seconds of one core, both readings of the file included; without
the library, and without the first row, which waits for most.
"""

from __future__ import annotations

import csv
import io
import re
import sys
import tempfile
import time
import tracemalloc
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import cycle, islice
from pathlib import Path

from consent.errors import InputError
from consent.load.library.profiles import load_profiles
from consent.load.library.survey import load_library
from consent.load.practice.read import load_practice
from consent.load.rows.options import SourceOptions
from consent.load.source.columns import look_at
from consent.load.source.open import open_source
from consent.load.table.columns.columns_file import Columns, read_columns
from consent.load.table.columns.fields import field_called, field_named, key_of
from consent.load.table.columns.propose import propose
from consent.models.library.collection import Library
from consent.models.people.practice import Practice
from consent.models.place import Sourced

_ROOT = Path(__file__).parents[1]
_LAYOUTS = _ROOT / "tests" / "data" / "layouts"
_TEMPLATES = _ROOT / "templates"
_ROWS = 10_000
_NAMES = frozenset({"given_name", "family_name", "patient_name"})
_NUMBERS = frozenset({"mrn", "record_id"})
_YEAR = re.compile(r"19\d\d")
_TIME = re.compile(r"(\d?\d):(\d\d)")
_LETTER = re.compile(r"(?<=[A-Za-z]{2})(?=[A-Za-z])")
_ISSUED_ON = date(2026, 11, 23)


@dataclass(frozen=True)
class Measured:
    """One run over one layout."""

    layout: str
    rows: int
    good: int
    """Of the others some are refused, and some visits are off."""
    seconds: float
    """CPU, of all rows but the first."""
    baseline: float
    """CPU of the csv reader over the same file."""

    @property
    def rate(self) -> float:
        """Rows a second."""
        return (self.rows - 1) / self.seconds if self.seconds else 0.0


def grown(text: str, rows: int, columns: Columns) -> str:
    """An export with so many rows: those it has again and again, each with another person at another time.

    ``columns``: what a columns file says of its headings.
    """
    dialect = csv.Sniffer().sniff(text.partition("\n")[0], ",;|")
    headings, *patterns = csv.reader(io.StringIO(text), dialect)
    out = io.StringIO()
    writer = csv.writer(out, dialect)
    writer.writerow(headings)
    keys = [key_of(heading) for heading in headings]
    fields = [
        columns.get(key) or field_named(heading) or field_called(heading)
        for key, heading in zip(keys, headings, strict=True)
    ]
    for number, pattern in enumerate(islice(cycle(patterns), rows)):
        writer.writerow(_another(fields, pattern, number))
    return out.getvalue()


def _another(fields: Sequence[str | None], pattern: Sequence[str], number: int) -> Iterator[str]:
    for name, cell in zip(fields, pattern, strict=False):
        if name in _NAMES:
            letters = f"{chr(97 + number % 26)}{chr(97 + number // 26 % 26)}"
            yield _LETTER.sub(letters, cell, count=1)
        elif name in _NUMBERS and cell:
            yield f"{cell}{number:06}"
        elif name == "date_of_birth":
            yield _YEAR.sub(str(1930 + number % 60), cell)
        else:
            yield _TIME.sub(lambda found: f"{found[1]}:{number % 60:02}", cell)


@dataclass(frozen=True)
class Reader:
    """Reads exports for the example practice."""

    library: Library
    practice: Sourced[Practice]
    folder: Path

    def measure(self, layout: str, rows: int) -> Measured | None:
        """Read a layout of so many rows once; None when it lacks a column that must be there."""
        path = self.write(layout, rows)
        begun = time.process_time()
        with path.open(encoding="utf-8", newline="") as file:
            for _ in csv.reader(file):
                pass
        baseline = time.process_time() - begun
        begun = time.process_time()
        try:
            opened = open_source((path,), library=self.library, practice=self.practice, issued_on=_ISSUED_ON)
        except InputError:
            return None
        with opened as source:
            opening = time.process_time() - begun
            first = next(source.rows, None)
            begun = time.process_time()
            good = sum(not row.refused for row in source.rows) + bool(first and not first.refused)
            seconds = time.process_time() - begun
        return Measured(layout, rows, good, opening + seconds, baseline)

    def write(self, layout: str, rows: int) -> Path:
        """An export of so many rows, and beside it the columns file that is proposed for the layout."""
        text = (_LAYOUTS / f"{layout}.csv").read_text(encoding="utf-8")
        path = self.folder / f"{layout}.csv"
        path.write_text(text, encoding="utf-8")
        columns = self._write_columns(path)
        path.write_text(grown(text, rows, columns), encoding="utf-8")
        return path

    def _write_columns(self, path: Path) -> Columns:
        """What ``consent columns`` writes."""
        profiles, _ = load_profiles([_TEMPLATES])
        look = look_at(path, SourceOptions())
        proposal = propose(
            look.headings, look.rows, profiles=profiles, library=self.library, practice=self.practice.value
        )
        columns = path.with_name(f"{path.stem}.columns.yaml")
        columns.write_text(proposal.text(), encoding="utf-8")
        return read_columns(columns).columns


def layouts() -> tuple[str, ...]:
    """The names of all layouts."""
    return tuple(sorted(path.stem for path in _LAYOUTS.glob("*.csv")))


def reader(folder: Path) -> Reader:
    """A reader that puts its files there."""
    library = load_library([_TEMPLATES])
    return Reader(library, load_practice(_ROOT / "examples" / "practice.yaml", library), folder)


def peak(desk: Reader, layout: str, rows: int) -> int:
    """Most bytes that reading takes at a time."""
    tracemalloc.start()
    desk.measure(layout, rows)
    _, most = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    return most


def main(arguments: list[str]) -> None:
    """Print the rate of each layout and its ratio to the csv reader, and memory for few and many rows."""
    rows = int(arguments[0]) if arguments else _ROWS
    with tempfile.TemporaryDirectory() as name:
        desk = reader(Path(name))
        all_rows, seconds, baseline = 0, 0.0, 0.0
        for layout in layouts():
            runs = [one for _ in range(2) if (one := desk.measure(layout, rows))]
            if not runs:
                print(f"{layout:20} lacks a column")
                continue
            best = min(runs, key=lambda one: one.seconds)
            ratio = best.seconds / best.baseline
            print(
                f"{layout:20} {best.rate:9,.0f} rows/s, csv is {ratio:3.0f} times as fast; {best.good:,} good"
            )
            all_rows, seconds, baseline = all_rows + rows, seconds + best.seconds, baseline + best.baseline
        print(f"{'all':20} {all_rows / seconds:9,.0f} rows/s of one core")
        print(f"the csv reader alone is {seconds / baseline:.0f} times as fast")
        few, many = (peak(desk, "epic-appointments", count) for count in (max(rows // 10, 10), rows))
        print(f"memory at most: {few / 1e6:.1f} MB for {rows // 10:,} rows, {many / 1e6:.1f} MB for {rows:,}")


if __name__ == "__main__":
    main(sys.argv[1:])
