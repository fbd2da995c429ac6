"""Work on files from strangers is done in a child process that may be stopped: bounded time and memory."""

from __future__ import annotations

import os
import pickle
import select
import signal
import sys
import time
import warnings
from collections.abc import Callable
from pathlib import Path
from typing import TypeVar

T = TypeVar("T")

SECONDS = 45.0
BYTES = 1 << 30
"""What the child may ask for beyond what it shares with its parent."""
_CHUNK = 1 << 16
_CAN_FORK = sys.platform.startswith("linux")


class StoppedError(Exception):
    """The child took too long, asked for too much memory, or died."""


def guarded(work: Callable[[], T], *, seconds: float = SECONDS, most_bytes: int = BYTES) -> T:
    """Do the work in a child and return what it returns; its exceptions are raised here.

    Only Linux can stop a child that shares what was loaded already; elsewhere the work is done in place.
    """
    if not _CAN_FORK:
        return work()
    reading, writing = os.pipe()
    with warnings.catch_warnings():
        # Python warns of threads, which numerical libraries start; the child uses none of them.
        warnings.simplefilter("ignore", DeprecationWarning)
        child = os.fork()
    if not child:
        os.close(reading)
        _work_and_exit(work, writing, seconds, most_bytes)
    os.close(writing)
    try:
        answer = _answer(reading, seconds)
    finally:
        os.close(reading)
        os.kill(child, signal.SIGKILL)
        os.waitpid(child, 0)
    if answer is None:
        raise StoppedError
    good, value = pickle.loads(answer)  # noqa: S301 - written by our own child
    if not good:
        raise value
    return value  # type: ignore[no-any-return]


def _work_and_exit(work: Callable[[], T], writing: int, seconds: float, most_bytes: int) -> None:
    import faulthandler
    import resource

    try:
        # A crash of the reader is an answer, not something to print.
        faulthandler.disable()
        os.dup2(os.open(os.devnull, os.O_WRONLY), 2)
        limit = _size_now() + most_bytes
        resource.setrlimit(resource.RLIMIT_AS, (limit, limit))
        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
        resource.setrlimit(resource.RLIMIT_CPU, (int(seconds), int(seconds) + 1))
        try:
            answer = pickle.dumps((True, work()))
        except MemoryError:
            os._exit(1)
        except Exception as error:  # noqa: BLE001 - raised again by the parent
            answer = pickle.dumps((False, error))
        with os.fdopen(writing, "wb") as pipe:
            pipe.write(answer)
    finally:
        os._exit(0)


def _size_now() -> int:
    pages = int(Path("/proc/self/statm").read_text().split()[0])
    return pages * os.sysconf("SC_PAGE_SIZE")


def _answer(reading: int, seconds: float) -> bytes | None:
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
