"""Work on strangers' files is done in a child process that may be stopped: bounded time, bounded memory.

``weigh`` counts what a file unpacks to before it is read; both belts are needed. Without that one, this one
stops 7 of 25 files that are small on disk and large in memory, and cannot name what is wrong; the others pass
for good forms, or for pictures. Without this one, a file of small dictionaries takes all memory there is, and
a page of see-through sheets never ends: nothing in them unpacks to anything large.
"""

from __future__ import annotations

import faulthandler
import math
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

import numpy as np  # noqa: F401 - its threads are there before they are counted
import pypdfium2  # noqa: F401

from consent.reading.safe.spare import Spare

T = TypeVar("T")

SECONDS = 30.0
"""Of processor time; a busy machine may take four times as long for them, and then it is enough."""
BYTES = 512 * 1_000_000
"""What the child may ask for beyond what it begins with."""
PATIENCE = 4
_TO_BEGIN = 5
"""Seconds that a fresh interpreter may take until it is at work."""
_CHUNK = 1 << 16
_MOST_ANSWERED = 50_000_000
_SPARE = Spare()
_OUT_OF_TIME = getattr(signal, "SIGXCPU", 24)
_TASKS = Path("/proc/self/task")


def _threads() -> int:
    return len(list(_TASKS.iterdir())) if _TASKS.is_dir() else 0


def _of_numpy() -> int:
    """How many threads numpy may run, this one among them: one a core, or what the environment says."""
    for name in ("OPENBLAS_NUM_THREADS", "OMP_NUM_THREADS"):
        if (asked := os.environ.get(name, "")).isdecimal() and int(asked):
            return int(asked)
    return os.cpu_count() or 1


_HARMLESS = min(_threads(), _of_numpy())
"""This thread and those of numpy, which sets its own right in a child.

Not all that happen to be there when this module is imported: a typesetter's or a validator's may be among
them, and a child that waits for one of those waits for ever.
"""


class StoppedError(Exception):
    """The child took too long, asked for too much memory, or died; its text says which."""


def guarded(work: Callable[[], T], *, seconds: float | None = None, most_bytes: int | None = None) -> T:
    """Do the work in a child and return what it returns; what it raises is raised here.

    The limits are ``SECONDS`` and ``BYTES`` where none are given.
    """
    seconds, most_bytes = seconds or SECONDS, most_bytes or BYTES
    run = forked if may_fork() else _elsewhere
    answer, status = run(work, seconds, most_bytes)
    if not answer:
        raise StoppedError(_why(status, seconds, most_bytes))
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
        return pickle.dumps((False, _sendable(error)))


def _sendable(error: Exception) -> Exception:
    try:
        pickle.loads(pickle.dumps(error))  # noqa: S301 - written on the line itself
    except Exception:  # noqa: BLE001 - whatever it needs, it cannot be raised elsewhere
        return RuntimeError(type(error).__name__)
    return error


def _why(status: int | None, seconds: float, most_bytes: int) -> str:
    """How the child ended: ``status`` as subprocess counts it, None when it was still at work."""
    if status is None or -status == _OUT_OF_TIME:
        return f"took more than {seconds:g} seconds of processor time"
    return f"asked for more than {most_bytes // 1_000_000} MB of memory, or broke its reader"


def may_fork() -> bool:
    """Whether this process has no threads but harmless ones, and tells."""
    # A fork in the middle of other threads' work can wait for ever on what they held.
    return 0 < _threads() <= _HARMLESS


def forked(work: Callable[[], Any], seconds: float, most_bytes: int) -> tuple[bytes, int | None]:
    """What a child of this process writes, and how it ended: only for one that has no threads of its own."""
    reading, writing = os.pipe()
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", DeprecationWarning)
        child = os.fork()
    if not child:
        os.close(reading)
        _answer_and_exit(work, writing, seconds, most_bytes)
    os.close(writing)
    ended = False
    try:
        answer = _read(reading, seconds * PATIENCE)
        ended = answer is not None
    finally:
        os.close(reading)
        if not ended:
            os.kill(child, signal.SIGKILL)
        status = os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])
    return answer or b"", status if ended else None


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
    """All that the child writes until it closes its end; None when it takes too long, or writes too much."""
    end = time.monotonic() + seconds
    parts: list[bytes] = []
    size = 0
    while size <= _MOST_ANSWERED:
        left = end - time.monotonic()
        if left <= 0 or not select.select([reading], [], [], left)[0]:
            return None
        part = os.read(reading, _CHUNK)
        if not part:
            return b"".join(parts)
        parts.append(part)
        size += len(part)
    return None


def _elsewhere(work: Callable[[], Any], seconds: float, most_bytes: int) -> tuple[bytes, int | None]:
    told = _SPARE.ask(work, seconds, most_bytes, seconds * PATIENCE + _TO_BEGIN) if _threads() else None
    return told if told is not None else _started(work, seconds, most_bytes)


def _started(work: Callable[[], Any], seconds: float, most_bytes: int) -> tuple[bytes, int | None]:
    command = [sys.executable, "-m", "consent.reading.safe.worker", str(most_bytes), str(seconds)]
    path = os.pathsep.join(entry for entry in sys.path if entry)
    try:
        done = subprocess.run(  # noqa: S603 - this very program
            command,
            input=pickle.dumps(work),
            capture_output=True,
            timeout=seconds * PATIENCE + _TO_BEGIN,
            check=False,
            env={**os.environ, "PYTHONPATH": path},
        )
    except subprocess.TimeoutExpired:
        return b"", None
    return done.stdout if not done.returncode and len(done.stdout) <= _MOST_ANSWERED else b"", done.returncode


def _limit(most_bytes: int, seconds: float) -> None:
    if sys.platform == "win32":
        return
    import resource

    # A crash leaves no copy of the memory, and so of the form, on the disk.
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    # The first limit asks the process to end; one second later the second does not ask.
    resource.setrlimit(resource.RLIMIT_CPU, (math.ceil(seconds), math.ceil(seconds) + 1))
    if sys.platform.startswith("linux"):
        # Counted from what is taken already: a fork begins with all the addresses of its parent.
        pages = int(Path("/proc/self/statm").read_text().split()[0])
        most = pages * resource.getpagesize() + most_bytes
        resource.setrlimit(resource.RLIMIT_AS, (most, most))
