"""What the register costs a batch: the same rows with it and without, in turns.

    python -m benchmarks.register                # 10,000 rows, eight pages; about 3 GB while it runs
    python -m benchmarks.register --rows 2000

The baseline is `--no-register`. Aimed at: nine tenths of its speed.
"""

from __future__ import annotations

import argparse
import os
import shutil
import statistics
import tempfile
from pathlib import Path

from benchmarks.batch import EIGHT_PAGES, one_batch
from benchmarks.measure import keep_compiled_modules, table
from benchmarks.render_cold import EXAMPLES
from benchmarks.schedule import write_schedule

ROWS = 10_000
ROUNDS = 3
AIM = 0.9


def main(rows: int = ROWS, rounds: int = ROUNDS) -> str:
    """The table."""
    keep_compiled_modules()
    jobs = os.cpu_count() or 1
    taken: dict[bool, list[float]] = {True: [], False: []}
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        shutil.copytree(EXAMPLES, folder / "examples")
        os.environ["CONSENT_CACHE"] = str(folder / "cache")
        source = write_schedule(folder / "schedule.csv", rows, "ultrasound-guidance")
        first = write_schedule(folder / "first.csv", 1, "ultrasound-guidance")
        options = ("--templates", str(EIGHT_PAGES))
        # The masters of every run come from a warm cache: what is raced is the rows.
        one_batch(folder, first, folder / "first", jobs, options)
        for number in range(rounds):
            for noted in (True, False) if number % 2 else (False, True):
                output = folder / f"{'noted' if noted else 'not'}-{number}"
                more = () if noted else ("--no-register",)
                taken[noted].append(one_batch(folder, source, output, jobs, (*options, *more)).seconds)
                shutil.rmtree(output)
    kept = statistics.median(plain / own for own, plain in zip(taken[True], taken[False], strict=True))
    with_it, without = (statistics.median(taken[noted]) for noted in (True, False))
    told = "met" if kept >= AIM else "MISSED"
    return table(
        f"{rows:,} rows of eight pages, {jobs} processes, medians of {rounds} rounds in turns",
        ("", "packets/s", "share of the speed without", f"aim {AIM:.0%}"),
        [
            ["with the register", f"{rows / with_it:.0f}", f"{kept:.0%}", told],
            ["--no-register", f"{rows / without:.0f}", "100%", ""],
        ],
    )


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rows", type=int, default=ROWS)
    parser.add_argument("--rounds", type=int, default=ROUNDS)
    given = parser.parse_args()
    print(main(given.rows, given.rounds))
