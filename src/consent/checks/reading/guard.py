"""Work on strangers' files is done in a child process that may be stopped: bounded time, bounded memory."""

from __future__ import annotations

import faulthandler
import os
import pickle
import select
import signal
import subprocess
import sys
import time
import warnings
from collections.abc import Callable
from pathlib import Path
from typing import Any, NoReturn, TypeVar

import pypdfium2  # noqa: F401 - the threads that it and its kind start are there before they are counted

T = TypeVar("T")

SECONDS = 45.0
BYTES = 1 << 30
"""What the child may ask for beyond what it begins with."""
_CHUNK = 1 << 16
_TASKS = Path("/proc/self/task")


class StoppedError(Exception):
    """The child took too long, asked for too much memory, or died."""


def guarded(work: Callable[[], T], *, seconds: float = SECONDS, most_bytes: int = BYTES) -> T:
    """Do the work in a child and return what it returns; what it raises is raised here."""
    answer = _forked(work, seconds, most_bytes) if _may_fork() else _started(work, seconds, most_bytes)
    if answer is None:
        raise StoppedError
    good, value = pickle.loads(answer)  # noqa: S301 - written by our own child
    if not good:
        raise value
    return value  # type: ignore[no-any-return]


def answer_to(work: Callable[[], Any], most_bytes: int, seconds: float) -> bytes:
    """Do the work within the limits, in this process, and pickle what it gives or raises."""
    _limit(most_bytes, seconds)
    try:
        return pickle.dumps((True, work()))
    except MemoryError:
        os._exit(1)
    except Exception as error:  # noqa: BLE001 - raised again by the parent
        return pickle.dumps((False, error))


def _threads() -> int:
    return len(list(_TASKS.iterdir())) if _TASKS.is_dir() else 0


_THREADS_AT_START = _threads()


def _may_fork() -> bool:
    # A fork in the middle of other threads' work can wait for ever on what they held.
    return 0 < _threads() <= _THREADS_AT_START


def _forked(work: Callable[[], Any], seconds: float, most_bytes: int) -> bytes | None:
    reading, writing = os.pipe()
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", DeprecationWarning)
        child = os.fork()
    if not child:
        os.close(reading)
        _answer_and_exit(work, writing, seconds, most_bytes)
    os.close(writing)
    try:
        return _read(reading, seconds)
    finally:
        os.close(reading)
        os.kill(child, signal.SIGKILL)
        os.waitpid(child, 0)


def _answer_and_exit(work: Callable[[], Any], writing: int, seconds: float, most_bytes: int) -> NoReturn:
    try:
        # A crash of the reader is an answer, not something to print.
        faulthandler.disable()
        os.dup2(os.open(os.devnull, os.O_WRONLY), 2)
        answer = answer_to(work, most_bytes, seconds)
        with os.fdopen(writing, "wb") as pipe:
            pipe.write(answer)
    finally:
        os._exit(0)


def _read(reading: int, seconds: float) -> bytes | None:
    end = time.monotonic() + seconds
    parts: list[bytes] = []
    while True:
        left = end - time.monotonic()
        if left <= 0 or not select.select([reading], [], [], left)[0]:
            return None
        part = os.read(reading, _CHUNK)
        if not part:
            return b"".join(parts) or None
        parts.append(part)


def _started(work: Callable[[], Any], seconds: float, most_bytes: int) -> bytes | None:
    command = [sys.executable, "-m", "consent.checks.reading.worker", str(most_bytes), str(seconds)]
    path = os.pathsep.join(entry for entry in sys.path if entry)
    try:
        done = subprocess.run(  # noqa: S603 - this very program
            command,
            input=pickle.dumps(work),
            capture_output=True,
            timeout=seconds + 5,
            check=False,
            env={**os.environ, "PYTHONPATH": path},
        )
    except subprocess.TimeoutExpired:
        return None
    return done.stdout if done.returncode == 0 and done.stdout else None


def _limit(most_bytes: int, seconds: float) -> None:
    if not sys.platform.startswith("linux"):
        return
    import resource

    pages = int(Path("/proc/self/statm").read_text().split()[0])
    most = pages * resource.getpagesize() + most_bytes
    resource.setrlimit(resource.RLIMIT_AS, (most, most))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    resource.setrlimit(resource.RLIMIT_CPU, (int(seconds) + 1, int(seconds) + 2))
