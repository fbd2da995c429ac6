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


def check(folder: Path, paths: Iterable[str | bytes | Path], *options: str) -> Run:
    """Run ``consent check`` on some files in a folder."""
    command = [sys.executable, "-m", "consent", "check", *options, *ASKED, "--", *paths]
    launched = subprocess.run(
        [sys.executable, "-c", _LAUNCHER, *command], cwd=folder, capture_output=True, check=True
    )
    code, seconds, memory = json.loads(launched.stdout)
    out, err = folder / "standard-output", folder / "standard-error"
    unit = 1 << 20 if sys.platform == "darwin" else 1 << 10
    return Run(code, out.read_text("utf-8"), err.read_text("utf-8"), seconds, memory / unit)
