"""Time whole processes in turns, so that a machine that slows down slows every contender."""

from __future__ import annotations

import os
import statistics
import subprocess
import sys
import time
from collections.abc import Sequence
from contextlib import nullcontext
from dataclasses import dataclass
from pathlib import Path

MEGABYTE = 1024 * 1024
WARM_UPS = 1
"""Rounds before those that count."""
AT_HAND: Path | None = None
"""A cache that stands in for every empty one, in a run whose seconds nobody wants."""


@dataclass(frozen=True)
class Contender:
    """A command to time; the first of a run is the baseline of the others."""

    name: str
    command: tuple[str, ...]


@dataclass(frozen=True)
class Sample:
    """One process, from start to end."""

    seconds: float
    peak_bytes: int


@dataclass(frozen=True)
class Result:
    """All samples of one contender, in the order of the rounds."""

    name: str
    samples: tuple[Sample, ...]

    @property
    def seconds(self) -> float:
        """The median time."""
        return statistics.median(sample.seconds for sample in self.samples)

    @property
    def peak_megabytes(self) -> float:
        """The median of the peak resident memory."""
        return statistics.median(sample.peak_bytes for sample in self.samples) / MEGABYTE

    def ratio_to(self, baseline: Result) -> float:
        """The median over the rounds of this time divided by the baseline's time in the same round."""
        pairs = zip(self.samples, baseline.samples, strict=True)
        return statistics.median(own.seconds / other.seconds for own, other in pairs)


def empty_cache(path: Path) -> str:
    """A cache that this benchmark fills."""
    return str(AT_HAND or path)


def race(contenders: tuple[Contender, ...], rounds: int, folder: Path) -> list[Result]:
    """Run every contender once to warm the disk, then `rounds` times in turns, every other time backwards."""
    keep_compiled_modules()
    samples: dict[str, list[Sample]] = {contender.name: [] for contender in contenders}
    for contender in contenders * WARM_UPS:
        _run(contender, folder)
    for number in range(rounds):
        for contender in contenders if number % 2 == 0 else reversed(contenders):
            samples[contender.name].append(_run(contender, folder))
    return [Result(name, tuple(taken)) for name, taken in samples.items()]


def keep_compiled_modules() -> None:
    """Let the programs that are timed keep their modules compiled, as an installed program does.

    Some build machines forbid it; then every start would be timed with the work of the compiler.
    """
    os.environ.pop("PYTHONDONTWRITEBYTECODE", None)


def script(name: str) -> str:
    """A program of the environment that runs this benchmark."""
    return str(Path(sys.executable).with_name(name))


def table(title: str, headings: Sequence[str], rows: Sequence[Sequence[str]]) -> str:
    """Columns for a terminal: the first to the left, numbers to the right."""
    widths = [max(len(row[column]) for row in (headings, *rows)) for column in range(len(headings))]

    def line(row: Sequence[str]) -> str:
        cells = [
            cell.ljust(width) if not at else cell.rjust(width)
            for at, (cell, width) in enumerate(zip(row, widths, strict=True))
        ]
        return "  ".join(cells).rstrip()

    return "\n".join(
        [title, "", line(headings), line(["-" * width for width in widths]), *map(line, rows), ""]
    )


def verdict(value: float, limit: float) -> str:
    """Whether an aim is met, in a word."""
    return "met" if value <= limit else "MISSED"


def _run(contender: Contender, folder: Path) -> Sample:
    started = time.perf_counter()
    process = subprocess.Popen(
        contender.command,
        cwd=folder,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
    )
    with process.stderr or nullcontext() as said:
        complaints = said.read() if said else b""
    _, status, usage = os.wait4(process.pid, 0)
    seconds = time.perf_counter() - started
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode != 0:
        raise SystemExit(f"{contender.name} failed:\n{complaints.decode(errors='replace')}")
    # The kernel counts kilobytes on Linux and bytes on macOS.
    return Sample(seconds, usage.ru_maxrss * (1 if sys.platform == "darwin" else 1024))
