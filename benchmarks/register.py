"""What the register costs a batch: the same rows with it and without, in turns.

    python -m benchmarks.register                # 10,000 rows of a short packet; about 3 GB while it runs
    python -m benchmarks.register --rows 2000

The baseline is `--no-register`. Aimed at: nine tenths of its speed, by the clock and in processor seconds of
all processes; the second says the same on a machine that others use.
"""

from __future__ import annotations

import argparse
import os
import shutil
import statistics
import tempfile
from collections.abc import Callable
from pathlib import Path

from benchmarks.batch import SHORT_PACKET, Run, one_batch
from benchmarks.measure import empty_cache, keep_compiled_modules, table
from benchmarks.render_cold import EXAMPLES
from benchmarks.schedule import write_schedule

ROWS = 10_000
ROUNDS = 3
AIM = 0.9


def main(rows: int = ROWS, rounds: int = ROUNDS) -> str:
    """The table."""
    keep_compiled_modules()
    jobs = os.cpu_count() or 1
    taken: dict[bool, list[Run]] = {True: [], False: []}
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        shutil.copytree(EXAMPLES, folder / "examples")
        os.environ["CONSENT_CACHE"] = empty_cache(folder / "cache")
        source = write_schedule(folder / "schedule.csv", rows, "ultrasound-guidance")
        first = write_schedule(folder / "first.csv", 1, "ultrasound-guidance")
        options = ("--templates", str(SHORT_PACKET))
        # The masters of every run come from a warm cache: what is raced is the rows.
        one_batch(folder, first, folder / "first", jobs, options)
        for number in range(rounds):
            for noted in (True, False) if number % 2 else (False, True):
                output = folder / f"{'noted' if noted else 'not'}-{number}"
                more = () if noted else ("--no-register",)
                taken[noted].append(one_batch(folder, source, output, jobs, (*options, *more)))
                shutil.rmtree(output)
    return table(
        f"{rows:,} rows of a short packet, {jobs} processes, medians of {rounds} rounds in turns",
        ("", "with the register", "--no-register", "speed kept", f"aim {AIM:.0%}"),
        [
            _row("seconds by the clock", taken, lambda run: run.seconds),
            _row("processor seconds", taken, lambda run: run.processor_seconds),
        ],
    )


def _row(name: str, taken: dict[bool, list[Run]], of: Callable[[Run], float]) -> list[str]:
    with_it, without = ([of(run) for run in taken[noted]] for noted in (True, False))
    kept = statistics.median(plain / own for own, plain in zip(with_it, without, strict=True))
    told = "met" if kept >= AIM else "MISSED"
    return [name, *(f"{statistics.median(one):.1f}" for one in (with_it, without)), f"{kept:.0%}", told]


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rows", type=int, default=ROWS)
    parser.add_argument("--rounds", type=int, default=ROUNDS)
    given = parser.parse_args()
    print(main(given.rows, given.rounds))
