"""What takes long to make, made once for all the processes of a run."""

from __future__ import annotations

import fcntl
import os
from collections.abc import Callable
from pathlib import Path

import pytest


def made_once(run: pytest.TempPathFactory, name: str, make: Callable[[Path], object]) -> Path:
    """The path of this name that all workers of a run share; whoever asks first makes it, the others wait."""
    base = run.getbasetemp()
    shared = base.parent if os.environ.get("PYTEST_XDIST_WORKER") else base
    made, done = shared / name, shared / f"{name}.made"
    # The system lets go of the lock of a worker that has died; the next one then makes the thing.
    with (shared / f"{name}.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not done.exists():
            make(made)
            done.touch()
    return made
