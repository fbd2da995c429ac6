"""How long `consent` takes before it does anything, against a Python that does nothing."""

from __future__ import annotations

import sys
import tempfile
from pathlib import Path

from benchmarks.measure import Contender, race, script, table, verdict

ROUNDS = 15
AIM_MILLISECONDS = 150
BASELINE = Contender("python -c pass", (sys.executable, "-c", "pass"))
COMMANDS = (
    Contender("consent --help", (script("consent"), "--help")),
    Contender("consent list procedures", (script("consent"), "list", "procedures")),
)


def main() -> None:
    """Print the table."""
    with tempfile.TemporaryDirectory() as folder:
        baseline, *results = race((BASELINE, *COMMANDS), ROUNDS, Path(folder))
    rows = [[baseline.name, f"{baseline.seconds * 1000:.0f}", "", "", f"{baseline.peak_megabytes:.0f}"]]
    for result in results:
        more = (result.seconds - baseline.seconds) * 1000
        rows.append(
            [
                result.name,
                f"{result.seconds * 1000:.0f}",
                f"+{more:.0f}",
                verdict(more, AIM_MILLISECONDS),
                f"{result.peak_megabytes:.0f}",
            ]
        )
    title = (
        f"Start-up: medians of {ROUNDS} rounds in turns; aim: at most {AIM_MILLISECONDS} ms over the baseline"
    )
    print(table(title, ["command", "ms", "over baseline", "aim", "peak MB"], rows))


if __name__ == "__main__":
    main()
