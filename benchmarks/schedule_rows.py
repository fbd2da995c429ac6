"""What reading a schedule costs. Run: ``python -m benchmarks.schedule_rows [ROWS]``.

Rows as systems export them, free text and all, are read up to checked records; the baseline is Python's
own ``csv`` reader over the same bytes. CPU seconds of one core, without the first row, which waits for most.
"""

from __future__ import annotations

import csv
import sys
import tempfile
import time
import tracemalloc
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from consent.load.library.survey import load_library
from consent.load.practice.read import load_practice
from consent.load.rows.options import DateFormat, SourceOptions
from consent.load.source.open import open_source

_ROOT = Path(__file__).parents[1]
_ROWS = 10_000
_HEADINGS = (
    "Appt Date/Time,Patient,MRN,DOB,Age,Sex,Visit Type,Provider/Resource,Department,Appt Notes,Appt Status,"
    "CSN,Dx"
)
_NOTES = ("Left knee HA #1", "HA R knee", "Inj HA L knee", "gel shot right knee")


@dataclass(frozen=True)
class Measured:
    """One run."""

    rows: int
    good: int
    seconds: float
    """CPU, of all rows but the first."""
    baseline: float
    """CPU of the csv reader over the same file."""

    @property
    def rate(self) -> float:
        """Rows a second."""
        return (self.rows - 1) / self.seconds if self.seconds else 0.0


def export(path: Path, rows: int) -> None:
    """A made-up schedule of so many visits."""
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(_HEADINGS.split(","))
        for number in range(rows):
            writer.writerow(
                (
                    f"12/{number % 28 + 1}/2026 8:{number % 60:02} AM",
                    f"Family{chr(97 + number % 26)}, Given{chr(97 + number // 26 % 26)}",
                    f"E{number:08}",
                    f"{number % 12 + 1}/{number % 28 + 1}/{1930 + number % 60}",
                    "66 y.o.",
                    "F",
                    "INJECTION [77]",
                    "RUIZ, ANA [5501]",
                    "HP ORTHO",
                    _NOTES[number % 4],
                    "Scheduled",
                    f"{number:010}",
                    "M17.12" if number % 2 == 0 else "M17.11",
                )
            )


def measure(rows: int, folder: Path) -> Measured:
    """Read so many rows once."""
    path = folder / "export.csv"
    export(path, rows)
    library = load_library([_ROOT / "templates"])
    practice = load_practice(_ROOT / "examples" / "practice.yaml", library)
    begun = time.process_time()
    with path.open(encoding="utf-8", newline="") as file:
        for _ in csv.reader(file):
            pass
    baseline = time.process_time() - begun
    options = SourceOptions(date_format=DateFormat.MDY)
    with open_source(
        (path,), library=library, practice=practice, issued_on=date(2026, 11, 23), options=options
    ) as source:
        good = int(not next(source.rows).refused)
        begun = time.process_time()
        good += sum(not row.refused for row in source.rows)
        seconds = time.process_time() - begun
    return Measured(rows, good, seconds, baseline)


def peak(rows: int, folder: Path) -> int:
    """Most bytes that reading takes at a time."""
    tracemalloc.start()
    measure(rows, folder)
    _, most = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    return most


def main(arguments: list[str]) -> None:
    """Print the rate, the ratio to the csv reader, and memory for few and many rows."""
    rows = int(arguments[0]) if arguments else _ROWS
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        best = min((measure(rows, folder) for _ in range(3)), key=lambda one: one.seconds)
        print(f"{best.rows:,} rows, {best.good:,} good: {best.rate:,.0f} rows/s of one core")
        print(f"the csv reader alone is {best.seconds / best.baseline:.0f} times as fast")
        few, many = peak(max(rows // 10, 10), folder), peak(rows, folder)
        print(f"memory at most: {few / 1e6:.1f} MB for {rows // 10:,} rows, {many / 1e6:.1f} MB for {rows:,}")


if __name__ == "__main__":
    main(sys.argv[1:])
