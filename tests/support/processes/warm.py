"""Programs that need not import anything: each is a fork of a process that has the command line at hand.

What Python or the system decides when a program starts – its hash seed, its locale, what is loaded first – a
fork cannot have otherwise: for that, and to prove a start, a signal or a limit, a test starts a program.
"""

from __future__ import annotations

import atexit
import json
import os
import socket
import subprocess
import sys
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from tempfile import TemporaryFile

_PROGRAM = Path(__file__).with_name("forked.py")
_AT_THE_START = ("PYTHON", "LC_", "LANG", "LD_", "DYLD_", "MALLOC_", "OMP_", "OPENBLAS_", "MKL_")
"""Variables that begin so are read before a program has begun."""


def can_be_forked(environment: Mapping[str, str]) -> bool:
    """Whether a fork is what a fresh process with these variables would be."""
    return _read_at_the_start(environment) == _read_at_the_start(_warm(environment["PYTHONPATH"]).environment)


def fork(
    arguments: Sequence[str], folder: Path, environment: Mapping[str, str]
) -> subprocess.CompletedProcess[str]:
    """``python -m consent`` with nobody typing, to its end."""
    mask = os.umask(0)
    os.umask(mask)
    asked = {"arguments": [*arguments], "folder": str(folder), "environment": {**environment}, "mask": mask}
    with TemporaryFile() as out, TemporaryFile() as err:
        code = _warm(environment["PYTHONPATH"]).ask(json.dumps(asked), (out.fileno(), err.fileno()))
        said = []
        for file in (out, err):
            file.seek(0)
            said.append(file.read().decode())
    return subprocess.CompletedProcess([*arguments], code, *said)


def _read_at_the_start(environment: Mapping[str, str]) -> dict[str, str]:
    return {name: value for name, value in environment.items() if name.startswith(_AT_THE_START)}


@dataclass(frozen=True)
class _Warm:
    """The process that is forked; it ends when its socket does."""

    line: socket.socket
    environment: Mapping[str, str]

    def ask(self, request: str, files: Sequence[int]) -> int:
        """The exit code of a fork, as ``subprocess`` says it."""
        socket.send_fds(self.line, [b"."], files)
        with self.line.makefile("rw", encoding="utf-8") as lines:
            lines.write(f"{request}\n")
            lines.flush()
            answer = lines.readline()
        assert answer, "the process that is forked has ended"
        return int(answer)


@cache
def _warm(path: str) -> _Warm:
    ours, theirs = socket.socketpair()
    environment = {**os.environ, "PYTHONPATH": path}
    process = subprocess.Popen(
        [sys.executable, str(_PROGRAM), str(theirs.fileno())],
        env=environment,
        pass_fds=[theirs.fileno()],
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
    )
    theirs.close()

    def end() -> None:
        ours.close()
        process.wait()

    atexit.register(end)
    return _Warm(ours, environment)
