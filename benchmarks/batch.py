"""`consent batch` against WeasyPrint in a loop, typst and copying the same files; and a curve over rows.

    python -m benchmarks.batch            # up to 10,000 rows, about 3 GB of packets while it runs
    python -m benchmarks.batch --long     # up to 100,000 rows, about 16 GB
    python -m benchmarks.batch --rows 300 --rounds 1    # whether it still runs

A short packet with a code on each page: `short_packet/` leaves the middle of a real one out, for this alone.
"""

from __future__ import annotations

import argparse
import os
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path

import pypdfium2

from benchmarks.measure import MEGABYTE, empty_cache, keep_compiled_modules, table, verdict
from benchmarks.render_cold import EXAMPLES, HERE, ISSUED_ON, lay_out_the_same_page
from benchmarks.schedule import SHORT_RECORD, write_schedule

ROUNDS = 3
ROWS = 3_000
CURVE = (10, 100, 1_000, 10_000)
LOOPED = 6
COMPILED = 60
AIM_ONE, AIM_TWO = 450, 800
AIM_LOOP = 200
AIM_TYPST = 12
AIM_COPY = 4
AIM_BYTES = 75_000
SHORT_PACKET = HERE / "short_packet"
RACES: dict[str, tuple[str, str, Path | None]] = {
    "a short packet": ("ultrasound-guidance", "short.yaml", SHORT_PACKET),
    "a real packet": ("msc-exosomes;ha-medium;ultrasound-guidance", "r-0001.yaml", None),
}


@dataclass(frozen=True)
class Run:
    """One `consent batch` from start to end."""

    seconds: float
    peak_bytes: int
    """Of the largest of its processes."""
    processor_seconds: float
    """Of all its processes: what others do on the machine changes it little."""


def main(rows: int = ROWS, rounds: int = ROUNDS, *, long: bool = False) -> None:
    """Print the tables: races of so many rows, in turns, and a curve of at most ten times as many."""
    keep_compiled_modules()
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        shutil.copytree(EXAMPLES, folder / "examples")
        os.environ["CONSENT_CACHE"] = empty_cache(folder / "cache")
        (folder / "examples" / "records" / "short.yaml").write_text(SHORT_RECORD)
        for title, (procedures, record, templates) in RACES.items():
            print(_race(folder, title, procedures, record, templates, rows, rounds))
        print(_curve(folder, (*CURVE, 100_000) if long else tuple(n for n in CURVE if n <= 10 * rows)))


def _race(
    folder: Path, title: str, procedures: str, record: str, templates: Path | None, count: int, rounds: int
) -> str:
    options = ("--templates", str(templates)) if templates else ()
    here = folder / title.replace(" ", "-")
    here.mkdir()
    source = write_schedule(here / "schedule.csv", count, procedures)
    # The masters of both runs come from a warm cache: what is raced is the rows.
    first = write_schedule(here / "first.csv", 1, procedures)
    one_batch(folder, first, here / "first", 1, options)
    pages = _pages(here / "first" / "packets")
    ones, twos, copies, loops, compiled = [], [], [], [], []
    for number in range(rounds):
        loops.append(_loop(folder, here / f"loop-{number}", record, templates))
        compiled.append(_compiled(here / f"loop-{number}", pages))
        ones.append(one_batch(folder, source, here / f"one-{number}", 1, options).seconds)
        twos.append(one_batch(folder, source, here / f"two-{number}", 2, options).seconds)
        copies.append(_copy(here / f"one-{number}" / "packets", here / f"copy-{number}"))
    sizes = [path.stat().st_size for path in (here / "one-0" / "packets").iterdir()]
    rows = []
    for jobs, seconds, aim in ((1, ones, AIM_ONE), (2, twos, AIM_TWO)):
        rate = count / statistics.median(seconds)
        against_loop = statistics.median(loop * count / own for loop, own in zip(loops, seconds, strict=True))
        against_copy = statistics.median(own / copy for copy, own in zip(copies, seconds, strict=True))
        against_typst = statistics.median(t * count / own for t, own in zip(compiled, seconds, strict=True))
        aims = (
            f"{rate:.0f}",
            _at_least(rate, aim),
            f"{against_loop:.0f}x",
            _at_least(against_loop, AIM_LOOP),
            f"{against_typst:.1f}x",
            _at_least(against_typst, AIM_TYPST),
        )
        rows.append(
            [f"consent batch --jobs {jobs}", *aims, f"{against_copy:.1f}x", verdict(against_copy, AIM_COPY)]
        )
    loop = 1 / statistics.median(loops)
    typst = 1 / statistics.median(compiled)
    copied = f"{count / statistics.median(copies):.0f}"
    rows.append(["warm WeasyPrint loop, one process", f"{loop:.2f}", "", "1x", "", "", "", "", ""])
    rows.append(["typst, one compiler kept", f"{typst:.1f}", "", "", "", "1.0x", "", "", ""])
    rows.append(["copying the files", copied, "", "", "", "", "", "1.0x", ""])
    size = statistics.mean(sizes)
    heading = (
        f"{title}: {count:,} rows of {pages} pages, whole commands with their start-up, "
        f"medians of {rounds} rounds in turns; "
        f"{size / 1000:.0f} kB each ({verdict(size, AIM_BYTES)} for a short one at {AIM_BYTES / 1000:.0f} kB)"
    )
    headings = (
        "",
        "packets/s",
        "aim",
        "against loop",
        "aim",
        "against typst",
        "aim",
        "time of copying",
        "aim",
    )
    return table(heading, headings, rows)


def _curve(folder: Path, counts: tuple[int, ...]) -> str:
    here = folder / "curve"
    here.mkdir()
    options = ("--templates", str(SHORT_PACKET))
    rows = []
    for count in counts:
        source = write_schedule(here / f"{count}.csv", count, "ultrasound-guidance")
        run = one_batch(folder, source, here / str(count), os.cpu_count() or 1, options)
        copied = here / f"copy-{count}"
        against_copy = run.seconds / _copy(here / str(count) / "packets", copied)
        shutil.rmtree(copied)
        rows.append(
            [
                f"{count:,}",
                f"{run.seconds:.1f}",
                f"{count / run.seconds:.0f}",
                f"{against_copy:.1f}x",
                f"{run.peak_bytes / MEGABYTE:.0f}",
            ]
        )
    title = (
        "Rows and what they take: one run each, a short packet, a process for each processor, masters cached"
    )
    return table(title, ("rows", "s", "packets/s", "time of copying", "peak MB of a process"), rows)


def one_batch(folder: Path, source: Path, output: Path, jobs: int, options: tuple[str, ...]) -> Run:
    """Time one run over a schedule, with a register of its own beside the output."""
    command = [sys.executable, "-m", "consent", "batch", str(source), "-o", str(output), "--jobs", str(jobs)]
    command += ["--practice", "examples/practice.yaml", "--issued-on", str(ISSUED_ON), "--quiet", *options]
    # Schedules of every length have the same record ids, for other people.
    environment = {**os.environ, "CONSENT_REGISTER": str(output.with_name(f"{output.name}-register"))}
    os.sync()
    started = time.perf_counter()
    process = subprocess.Popen(command, cwd=folder, env=environment)
    _, status, usage = os.wait4(process.pid, 0)
    seconds = time.perf_counter() - started
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode != 0:
        raise SystemExit(f"consent batch failed with {process.returncode}")
    peak = usage.ru_maxrss * (1 if sys.platform == "darwin" else 1024)
    return Run(seconds, peak, usage.ru_utime + usage.ru_stime)


def _loop(folder: Path, here: Path, record: str, templates: Path | None) -> float:
    """Seconds for each packet."""
    lay_out_the_same_page(folder / "examples", here, record, templates)
    script = [sys.executable, str(HERE / "warm_loop.py"), str(here), str(LOOPED)]
    return float(subprocess.run(script, capture_output=True, text=True, check=True).stdout)


def _compiled(here: Path, pages: int) -> float:
    """Seconds for each packet with typst, in the folder of a loop."""
    script = [sys.executable, str(HERE / "typst_loop.py"), str(here), str(COMPILED), str(pages)]
    return float(subprocess.run(script, capture_output=True, text=True, check=True).stdout)


def _pages(packets: Path) -> int:
    with pypdfium2.PdfDocument(next(packets.iterdir())) as document:
        return len(document)


def _copy(source: Path, target: Path) -> float:
    """Seconds for all files, synced as the batch syncs them."""
    os.sync()
    started = time.perf_counter()
    target.mkdir()
    for path in source.iterdir():
        shutil.copyfile(path, target / path.name)
    os.sync()
    return time.perf_counter() - started


def _at_least(value: float, aim: float) -> str:
    return "met" if value >= aim else "MISSED"


if __name__ == "__main__":
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--rows", type=int, default=ROWS)
    parser.add_argument("--rounds", type=int, default=ROUNDS)
    parser.add_argument("--long", action="store_true")
    given = parser.parse_args()
    main(given.rows, given.rounds, long=given.long)
