"""A fresh interpreter that stays at hand where this process may not fork: it forks in its place.

Starting one for each file takes a second of imports, and a front desk is handed files all day.
"""

from __future__ import annotations

import atexit
import contextlib
import os
import pickle
import select
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import IO, Any

HEAD = 8
"""Bytes before each message, which say how long it is."""
Told = tuple[bytes, int | None]
"""The answer of a child and how it ended, as ``guard`` has it of its own."""


@dataclass(frozen=True, slots=True)
class Errand:
    """One piece of work, and where this process stands: what is sent to the spare one."""

    work: Callable[[], Any]
    seconds: float
    most_bytes: int
    folder: str
    environment: Mapping[str, str]

    def __call__(self) -> Any:
        """Do the work as if this process had done it."""
        if self.folder:
            os.chdir(self.folder)
        os.environ.clear()
        os.environ.update(self.environment)
        return self.work()


class Spare:
    """The process, started when it is first needed; it ends with this one."""

    def __init__(self) -> None:
        self._alone = threading.Lock()
        self._process: subprocess.Popen[bytes] | None = None
        self._owner = 0

    def ask(self, work: Callable[[], Any], seconds: float, most_bytes: int, patience: float) -> Told | None:
        """How the work ended in a child of the spare process; None when that is busy, or cannot be had.

        After ``patience`` seconds both are given up.
        """
        if not self._alone.acquire(blocking=False):
            return None
        try:
            errand = Errand(work, seconds, most_bytes, _folder(), dict(os.environ))
            return self._sent(pickle.dumps(errand), patience)
        finally:
            self._alone.release()

    def _sent(self, errand: bytes, patience: float) -> Told | None:
        process = self._running()
        if process is None or process.stdin is None or process.stdout is None:
            return None
        try:
            write(process.stdin, errand)
            answer = _read_within(process.stdout.fileno(), patience)
        except OSError:
            # It is dead; whoever asks again is answered by a new one.
            self.end()
            return None
        if answer is None:
            self.end()
            return b"", None
        told: Told | None = pickle.loads(answer)  # noqa: S301 - written by our own child
        return told

    def _running(self) -> subprocess.Popen[bytes] | None:
        if self._owner != os.getpid():
            # A child that was forked of this process has nothing to say on its parent's pipes.
            self._process, self._owner = None, os.getpid()
        if self._process is None or self._process.poll() is not None:
            path = os.pathsep.join(entry for entry in sys.path if entry)
            try:
                self._process = subprocess.Popen(
                    [sys.executable, "-m", "consent.reading.safe.worker"],
                    stdin=subprocess.PIPE,
                    stdout=subprocess.PIPE,
                    stderr=subprocess.DEVNULL,
                    env={**os.environ, "PYTHONPATH": path},
                    # Ctrl-C is for this process; that one ends when its standard input does.
                    start_new_session=True,
                )
            except OSError:
                return None
            atexit.register(self.end)
        return self._process

    def end(self) -> None:
        """End the process, if there is one."""
        process, self._process = self._process, None
        if process is None or self._owner != os.getpid():
            return
        for pipe in (process.stdin, process.stdout):
            if pipe is not None:
                with contextlib.suppress(OSError):
                    pipe.close()
        process.kill()
        process.wait()
        atexit.unregister(self.end)


def write(pipe: IO[bytes], message: bytes) -> None:
    """Write a message, its length before it."""
    pipe.write(len(message).to_bytes(HEAD, "big") + message)
    pipe.flush()


def read(pipe: IO[bytes]) -> bytes | None:
    """The next message; None at the end."""
    head = pipe.read(HEAD)
    return pipe.read(int.from_bytes(head, "big")) if len(head) == HEAD else None


def _read_within(reading: int, seconds: float) -> bytes | None:
    """The next message; None when it takes too long.

    Raises:
        BrokenPipeError: nobody is left to write it.
    """
    end = time.monotonic() + seconds
    found = bytearray()
    while len(found) < HEAD or len(found) < HEAD + int.from_bytes(found[:HEAD], "big"):
        left = end - time.monotonic()
        if left <= 0 or not select.select([reading], [], [], left)[0]:
            return None
        part = os.read(reading, 1 << 16)
        if not part:
            raise BrokenPipeError
        found += part
    return bytes(found[HEAD:])


def _folder() -> str:
    try:
        return os.getcwd()  # noqa: PTH109 - a text is sent
    except OSError:
        return ""
