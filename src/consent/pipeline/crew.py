"""Worker processes, or none: tasks in, answers out, nobody left behind.

A worker ends by itself when the program that started it is gone, however that ended.
"""

from __future__ import annotations

import multiprocessing
import signal
import traceback
from collections import deque
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from multiprocessing.connection import Connection, wait
from types import TracebackType
from typing import Any, Protocol, Self

from consent.errors import ConsentError

_AHEAD = 2
"""Tasks a worker has at a time: one to work on, one so that it need not wait."""
_PATIENCE = 0.5
"""Seconds to wait for a worker to end."""


class Task(Protocol):
    """Something to do. Sent to another process, so it must be plain data."""

    def run(self, bench: Any) -> Any:
        """Do it; what can go wrong for a user is part of the answer."""


@dataclass(frozen=True, slots=True)
class Broken:
    """A worker stumbled over a bug of ours: where, without the message, which may quote a patient."""

    kind: str
    where: str


class LostWorkerError(ConsentError):
    """A worker process has gone."""


class Crew(Protocol):
    """Does tasks in any order."""

    def submit(self, number: int, task: Task, *, first: bool = False) -> None:
        """Take on a task; ``first`` puts it before those that wait."""

    def collect(self, *, patient: bool) -> list[tuple[int, Any]]:
        """Answers and the numbers of their tasks. ``patient``: wait for one, if anything is under way."""

    def __enter__(self) -> Self: ...

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None: ...


class Alone:
    """No other process: each task is done when its answer is asked for."""

    def __init__(self, bench: Any) -> None:
        self._bench = bench
        self._tasks: deque[tuple[int, Task]] = deque()

    def submit(self, number: int, task: Task, *, first: bool = False) -> None:
        """Take on a task."""
        (self._tasks.appendleft if first else self._tasks.append)((number, task))

    def collect(self, *, patient: bool) -> list[tuple[int, Any]]:
        """Do one task, if somebody waits for it."""
        if not self._tasks or not patient:
            return []
        number, task = self._tasks.popleft()
        return [(number, task.run(self._bench))]

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._tasks.clear()


@dataclass(slots=True)
class _Worker:
    process: Any
    line: Connection
    under_way: int = 0


class Workers:
    """Several processes."""

    def __init__(self, size: int, bench: Any) -> None:
        self._size = size
        self._bench = bench
        self._tasks: deque[tuple[int, Task]] = deque()
        self._workers: list[_Worker] = []

    def __enter__(self) -> Self:
        # A fresh interpreter for each: forking one that has threads or Pango in it is asking for trouble.
        context = multiprocessing.get_context("spawn")
        with _deaf_to_interrupts():
            for number in range(self._size):
                ours, theirs = context.Pipe()
                process = context.Process(
                    target=_work, args=(theirs, self._bench), name=f"consent-{number + 1}", daemon=True
                )
                process.start()
                theirs.close()
                self._workers.append(_Worker(process, ours))
        return self

    def submit(self, number: int, task: Task, *, first: bool = False) -> None:
        """Take on a task."""
        (self._tasks.appendleft if first else self._tasks.append)((number, task))
        self._hand_out()

    def collect(self, *, patient: bool) -> list[tuple[int, Any]]:
        """Answers, as soon as there is one or at once."""
        busy = {worker.line: worker for worker in self._workers if worker.under_way}
        answers = []
        for line in wait(list(busy), None if patient else 0) if busy else ():
            worker = busy[line]  # type: ignore[index]  # what goes in comes out
            try:
                number, answer = worker.line.recv()
            except (EOFError, ConnectionError):
                raise _lost() from None
            worker.under_way -= 1
            if isinstance(answer, Broken):
                bug = RuntimeError("a worker failed")
                bug.add_note(f"{answer.where}{answer.kind}")
                raise bug
            answers.append((number, answer))
        self._hand_out()
        return answers

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        for worker in self._workers:
            if kind is not None:
                worker.process.terminate()
            worker.line.close()
        for worker in self._workers:
            worker.process.join(_PATIENCE)
            if worker.process.is_alive():
                worker.process.kill()
                worker.process.join()
        self._workers.clear()

    def _hand_out(self) -> None:
        while self._tasks:
            worker = min(self._workers, key=lambda worker: worker.under_way)
            if worker.under_way >= _AHEAD:
                return
            try:
                worker.line.send(self._tasks.popleft())
            except (BrokenPipeError, ConnectionError):
                raise _lost() from None
            worker.under_way += 1


def _work(line: Connection, bench: Any) -> None:
    """What a worker does until nobody is there to ask."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    # An end of the line is the end of the work, however it came.
    with suppress(EOFError, ConnectionError):
        while True:
            number, task = line.recv()
            line.send((number, _answer(task, bench)))


def _answer(task: Task, bench: Any) -> Any:
    try:
        return task.run(bench)
    except Exception as error:  # noqa: BLE001 - it is reported where somebody sees it
        return Broken(type(error).__name__, "".join(traceback.format_tb(error.__traceback__)))


@contextmanager
def _deaf_to_interrupts() -> Iterator[None]:
    # Ctrl-C reaches every process of a terminal; a worker inherits that it is not meant.
    try:
        before = signal.signal(signal.SIGINT, signal.SIG_IGN)
    except ValueError:
        # Not the main thread, which alone hears signals.
        yield
        return
    try:
        yield
    finally:
        signal.signal(signal.SIGINT, before)


def _lost() -> LostWorkerError:
    return LostWorkerError(
        "a worker process has ended before its work was done; something outside has killed it",
        hint="run the same command again, with fewer --jobs if memory is short",
    )
