"""A clinic's day: 400 rows that are some 146 different packets, against typst and the build before parts.

    python -m benchmarks.realistic_day              # a few minutes
    python -m benchmarks.realistic_day --seed 11    # another day
    python -m benchmarks.realistic_day --long       # also 4,000 rows, 20 practitioners

Whole commands with their start-up, on every processor of this machine. typst keeps one compiler for each
processor and prints the words of the same packets as plain headings and paragraphs, without form fields,
boxes and tables; what it takes to learn its number of pages is not counted. The build before parts is taken
from the history and timed on a part of the day, since it needs minutes for all of it.
"""

from __future__ import annotations

import argparse
import os
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from benchmarks.day import Day, write_day
from benchmarks.earlier import BEFORE_PARTS, check_out
from benchmarks.measure import MEGABYTE, empty_cache, keep_compiled_modules, table, verdict
from benchmarks.render_cold import EXAMPLES, HERE, ISSUED_ON

ROWS, LONG = 400, (4_000, 20)
ROWS_BEFORE = 24
AIM_COLD, AIM_PARTS, AIM_LONG = 6.0, 1.5, 20.0
"""Seconds, on two processors."""
AIM_TYPST, AIM_BEFORE = 2.0, 25.0
"""Times as fast."""


@dataclass(frozen=True)
class Run:
    """One command, from start to end."""

    seconds: float
    processor: float
    peak_bytes: int


def main(seed: int, *, rows: int = ROWS, rows_before: int = ROWS_BEFORE, long: bool = False) -> None:
    """Print the table."""
    keep_compiled_modules()
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        day = write_day(EXAMPLES, folder, rows, seed=seed)
        cold = _batch(folder, day, "cold", cache="cache")
        again = _batch(folder, day, "again", cache="cache")
        typst = _typst(day)
        lines = [
            _line("consent batch, nothing cached", cold, day.rows, AIM_COLD),
            _line("consent batch, parts cached", again, day.rows, AIM_PARTS),
            _line("typst, a kept compiler for each processor", typst, day.rows, None, cold, AIM_TYPST),
            _before(folder, seed, rows_before, day, cold),
        ]
        if long:
            count, practitioners = LONG
            (folder / "long").mkdir()
            more = write_day(EXAMPLES, folder / "long", count, seed=seed, practitioners=practitioners)
            run = _batch(folder / "long", more, "cold", cache="cache")
            title = f"{count:,} rows, {more.contents} contents, nothing cached"
            lines.append(_line(title, run, count, AIM_LONG))
    heading = (
        f"A realistic day: {day.rows} rows, {day.contents} contents, seed {seed}, "
        f"{os.cpu_count()} processors; "
        "aims for 400 rows on two processors"
    )
    headings = ("", "s", "aim", "packets/s", "processor s", "peak MB", "nothing cached is", "aim")
    print(table(heading, headings, lines))


def _line(
    name: str, run: Run, rows: int, aim: float | None, ours: Run | None = None, times: float = 0.0
) -> list[str]:
    faster = run.seconds / ours.seconds if ours else 0.0
    return [
        name,
        f"{run.seconds:.1f}",
        verdict(run.seconds, aim) if aim else "",
        f"{rows / run.seconds:.0f}",
        f"{run.processor:.1f}",
        f"{run.peak_bytes / MEGABYTE:.0f}",
        f"{faster:.1f}x as fast" if ours else "",
        ("met" if faster >= times else "MISSED") if ours else "",
    ]


def _before(folder: Path, seed: int, rows: int, day: Day, cold: Run) -> list[str]:
    """The build before parts, on as many rows as it can do in a minute or two; scaled by contents."""
    name = f"the build before parts ({BEFORE_PARTS})"
    build = check_out(BEFORE_PARTS, folder / "before")
    if build is None:
        return [name, "no history", "", "", "", "", "", ""]
    (folder / "some").mkdir()
    some = write_day(build / "examples", folder / "some", rows, seed=seed)
    run = _batch(folder / "some", some, "before", cache="cache", source=build / "src")
    scale = day.contents / some.contents
    whole = Run(run.seconds * scale, run.processor * scale, run.peak_bytes)
    return _line(f"{name}, from {some.contents} contents", whole, day.rows, None, cold, AIM_BEFORE)


def _batch(folder: Path, day: Day, output: str, *, cache: str, source: Path | None = None) -> Run:
    command = [sys.executable, "-m", "consent", "batch", str(day.schedule), "-o", str(folder / output)]
    command += ["--practice", str(day.practice), "--issued-on", str(ISSUED_ON), "--quiet"]
    environment = {**os.environ, "CONSENT_CACHE": empty_cache(folder / cache)}
    if source is not None:
        environment["PYTHONPATH"] = str(source)
    return _timed(command, environment)


def _typst(day: Day) -> Run:
    """As many processes as there are processors, each with its share of the contents."""
    processors = os.cpu_count() or 1
    script = [
        sys.executable,
        "-m",
        "benchmarks.realistic_day",
        "--typst",
        str(day.practice),
        str(day.schedule),
    ]
    started = [
        subprocess.Popen(
            [*script, str(number), str(processors)], cwd=HERE.parent, stdout=subprocess.PIPE, text=True
        )
        for number in range(processors)
    ]
    shares = [float(process.communicate()[0].strip() or "0") for process in started]
    if any(process.returncode for process in started):
        raise SystemExit("typst failed")
    return Run(max(shares), sum(shares), 0)


def _timed(command: list[str], environment: dict[str, str]) -> Run:
    os.sync()
    before = os.times()
    started = time.perf_counter()
    process = subprocess.Popen(command, env=environment)
    _, status, usage = os.wait4(process.pid, 0)
    seconds = time.perf_counter() - started
    after = os.times()
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode not in (0, 1):
        raise SystemExit(f"{' '.join(command)} failed with {process.returncode}")
    spent = after.children_user + after.children_system - before.children_user - before.children_system
    return Run(seconds, spent, usage.ru_maxrss * (1 if sys.platform == "darwin" else 1024))


def _typst_share(practice: Path, schedule: Path, number: int, of: int) -> None:
    """Print the seconds that this share of the day takes with typst."""
    from benchmarks.typst_day import seconds_of_share

    print(seconds_of_share(practice, schedule, date.fromisoformat(str(ISSUED_ON)), number, of))


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("--seed", type=int, default=7)
    parser.add_argument("--long", action="store_true")
    parser.add_argument("--typst", nargs=4, metavar=("PRACTICE", "SCHEDULE", "NUMBER", "OF"))
    return parser.parse_args()


if __name__ == "__main__":
    given = _arguments()
    if given.typst:
        _typst_share(Path(given.typst[0]), Path(given.typst[1]), int(given.typst[2]), int(given.typst[3]))
    else:
        main(given.seed, long=given.long)
