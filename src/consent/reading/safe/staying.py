"""Children that stay for the next file: what one has learned of fonts, glyphs and words serves all of them.

``guard`` starts a child for each piece of work, and what that learns goes with it. These are for many pieces
of the same work. They have less time and no more memory than a child of ``guard``, so what one of them cannot
do is no answer yet: it is done again alone, under guard, which says why.
"""

from __future__ import annotations

import faulthandler
import gc
import math
import multiprocessing
import os
import pickle
import signal
import sys
import time
from collections import deque
from collections.abc import Callable, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass
from multiprocessing.connection import Connection, wait
from multiprocessing.context import BaseContext
from multiprocessing.process import BaseProcess
from pathlib import Path
from typing import Any, Generic, TypeAlias, TypeVar

from consent.reading.safe import guard

T = TypeVar("T")
R = TypeVar("R")
_Pipe: TypeAlias = "Connection[Any, Any]"

_TO_BEGIN = 15.0
"""Seconds by the clock that a child may take, on a busy machine, until it can work."""
_LOOKED = 1.0
"""Seconds after which a child that waits looks whether there is still somebody to wait for."""
_SIZES = Path("/proc/self/statm")


@dataclass(frozen=True, slots=True)
class Limits:
    """What one piece of work may take."""

    seconds: float
    """Of processor time: no more than any part of it has under guard."""
    most_bytes: int
    """More than a child begins with; one that is left with half of them does not stay."""


def usual() -> Limits:
    """A third of the time that a child has under guard, and the same memory."""
    return Limits(guard.SECONDS / 3, guard.BYTES)


def in_turn(
    work: Callable[[T], R], things: Sequence[T], children: int, limits: Limits | None = None
) -> Iterator[tuple[int, R]]:
    """What the work gives for each thing, with its number, as they are finished.

    Left out are the things whose child took too long, asked for too much memory, died, or raised. The limits
    are the ``usual`` ones where none are given.
    """
    team = _Team(work, things, limits or usual())
    todo = deque(range(len(things)))
    try:
        while todo or team.busy:
            while todo and len(team.busy) < children:
                team.hand(team.joined(), todo.popleft())
            for child, answer in team.heard():
                if answer is not None and answer.value is not None:
                    yield child.number, answer.value[0]
                if todo and answer is not None and not answer.leaves:
                    team.hand(child, todo.popleft())
                else:
                    team.dismiss(child)
    finally:
        for child in tuple(team.busy):
            team.dismiss(child)


@dataclass(frozen=True, slots=True)
class _Answer(Generic[R]):
    """What a child says of one piece of work."""

    value: tuple[R] | None
    """None where the work raised."""
    leaves: bool
    """It has grown too large to stay."""


@dataclass(slots=True, eq=False)
class _Child:
    process: BaseProcess
    pipe: _Pipe
    number: int = 0
    until: float = 0.0


class _Team(Generic[T, R]):
    """The children of one run."""

    def __init__(self, work: Callable[[T], R], things: Sequence[T], limits: Limits) -> None:
        self._work, self._things, self._limits = work, things, limits
        # Where other threads are at work a copy of this process could wait for ever on what they held.
        self._context: BaseContext = multiprocessing.get_context("fork" if guard.may_fork() else "spawn")
        self.busy: list[_Child] = []

    def joined(self) -> _Child:
        """A child more."""
        here, there = self._context.Pipe()
        target = (self._work, self._things, there, os.getpid(), self._limits)
        process = self._context.Process(target=_stay, args=target, name="consent-reader", daemon=True)  # type: ignore[attr-defined]
        process.start()
        there.close()
        child = _Child(process, here)
        self.busy.append(child)
        return child

    def hand(self, child: _Child, number: int) -> None:
        """Give a child the thing of that number."""
        patience = self._limits.seconds * guard.PATIENCE + _TO_BEGIN
        child.number, child.until = number, time.monotonic() + patience
        # One that has died meanwhile is heard to be dead.
        with suppress(OSError):
            child.pipe.send(number)

    def heard(self) -> list[tuple[_Child, _Answer[R] | None]]:
        """Those who have finished, or never will: then there is no answer."""
        patience = max(min(child.until for child in self.busy) - time.monotonic(), 0)
        told = wait([child.pipe for child in self.busy], patience)
        now = time.monotonic()
        return [(child, _received(child)) for child in self.busy if child.pipe in told or child.until <= now]

    def dismiss(self, child: _Child) -> None:
        """End a child, whatever it is at."""
        self.busy.remove(child)
        child.pipe.close()
        child.process.kill()
        child.process.join()
        child.process.close()


def _received(child: _Child) -> _Answer[Any] | None:
    try:
        if child.pipe.poll():
            answer: _Answer[Any] = child.pipe.recv()
            return answer
    except (EOFError, OSError):
        pass
    return None


def _stay(work: Callable[[T], R], things: Sequence[T], pipe: _Pipe, parent: int, limits: Limits) -> None:
    """Do what is handed over the pipe, one piece after the other, until nobody is there to hand another."""
    _settle_down()
    begun = _taken()
    while (number := _next(pipe, parent)) is not None:
        _limit(limits.seconds, begun + limits.most_bytes)
        try:
            value = (work(things[number]),)
            leaves = _taken() - begun > limits.most_bytes // 2
            answer = pickle.dumps(_Answer(value, leaves))
        except MemoryError:
            os._exit(1)
        except Exception:  # noqa: BLE001 - raised again, and heard, where it is done alone
            answer = pickle.dumps(_Answer[R](None, leaves=True))
        pipe.send_bytes(answer)


def _settle_down() -> None:
    # Ctrl-C is for the parent, which ends this one; and a copy would clear away what is not its own.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    for name in ("SIGTERM", "SIGHUP"):
        if hasattr(signal, name):
            signal.signal(getattr(signal, name), signal.SIG_DFL)
    # A crash of the reader is an answer, not something to print.
    faulthandler.disable()
    os.dup2(os.open(os.devnull, os.O_WRONLY), 2)
    gc.freeze()


def _next(pipe: _Pipe, parent: int) -> int | None:
    try:
        while not pipe.poll(_LOOKED):
            # The next child holds a copy of this one's pipe, which does not break when the parent is killed.
            if os.getppid() != parent:
                return None
        number: int = pipe.recv()
        return number
    except (EOFError, OSError):
        return None


def _taken() -> int:
    """Bytes of address space; 0 where that is not told."""
    if not sys.platform.startswith("linux"):
        return 0
    import resource

    return int(_SIZES.read_text().split()[0]) * resource.getpagesize()


def _limit(seconds: float, most_bytes: int) -> None:
    """So much processor time from now on, and so much memory in all."""
    if sys.platform == "win32":
        return
    import resource

    # A crash leaves no copy of the memory, and so of the form, on the disk.
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    # Only the first limit: the second could never be raised again for the next file.
    hardest = resource.getrlimit(resource.RLIMIT_CPU)[1]
    until = math.ceil(time.process_time() + seconds)
    resource.setrlimit(resource.RLIMIT_CPU, (_at_most(until, hardest), hardest))
    if sys.platform.startswith("linux"):
        hardest = resource.getrlimit(resource.RLIMIT_AS)[1]
        resource.setrlimit(resource.RLIMIT_AS, (_at_most(most_bytes, hardest), hardest))


def _at_most(wanted: int, hardest: int) -> int:
    return wanted if hardest < 0 else min(wanted, hardest)
