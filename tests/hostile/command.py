"""The real command in a process of its own: what it says, how it ends, what it takes."""

from __future__ import annotations

import json
import subprocess
import sys
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

ASKED = ("--policy", "us-fda", "--procedure", "msc-exosomes", "--as-of", "2026-11-24")


@dataclass(frozen=True)
class Run:
    """One run of ``consent check``."""

    code: int
    stdout: str
    stderr: str
    seconds: float
    """Of processor time, the children's too."""
    megabytes: float
    """Of memory, of that process among it and its children which took most."""

    def findings(self) -> dict[str, list[Any]]:
        """By the name of the file, from the JSON report."""
        found = defaultdict(list)
        for finding in json.loads(self.stdout)["findings"]:
            found[Path(finding["file"]).name].append(finding)
        return dict(found)


_LAUNCHER = """
import json, os, subprocess, sys
with open("standard-output", "wb") as out, open("standard-error", "wb") as err:
    process = subprocess.Popen(sys.argv[1:], stdout=out, stderr=err, stdin=subprocess.DEVNULL)
    _, status, used = os.wait4(process.pid, 0)
print(json.dumps([os.waitstatus_to_exitcode(status), used.ru_utime + used.ru_stime, used.ru_maxrss]))
process.returncode = 0
"""
"""Small, because a child begins with the memory of the one that starts it: pytest has much."""


_SMALL = """
from consent.cli import main
from consent.reading.safe import drawn, guard, weigh
weigh.MOST_UNPACKED = drawn.MOST_UNPACKED = 5_000_000
weigh.MOST_PIXELS, weigh.MOST_TABLE, weigh.MOST_TOGETHER = 15_000_000, 1_600_000, 100_000_000
drawn.MOST_ON_A_PAGE, drawn.MOST_DRAWN = 1_000_000, 4_000_000
guard.SECONDS, guard.BYTES = 5.0, 256_000_000
main()
"""
"""The command with a tenth of its limits, and half of the memory: what it stops can be too small for harm."""


def check(folder: Path, paths: Iterable[str | bytes | Path], *options: str, small: bool = False) -> Run:
    """Run ``consent check`` on some files in a folder; ``small`` with a tenth of its limits."""
    started = ["-c", _SMALL] if small else ["-m", "consent"]
    command = [sys.executable, *started, "check", *options, *ASKED, "--", *paths]
    launched = subprocess.run(
        [sys.executable, "-c", _LAUNCHER, *command], cwd=folder, capture_output=True, check=True
    )
    code, seconds, memory = json.loads(launched.stdout)
    out, err = folder / "standard-output", folder / "standard-error"
    unit = 1 << 20 if sys.platform == "darwin" else 1 << 10
    return Run(code, out.read_text("utf-8"), err.read_text("utf-8"), seconds, memory / unit)
