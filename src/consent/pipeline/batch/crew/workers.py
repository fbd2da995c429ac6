"""Several worker processes: one that is killed is replaced, its work handed out again, nobody left behind.

A worker ends by itself when the program that started it is gone, however that ended. Where that is sound it
begins as a copy of that program, so that nothing is read twice.
"""

from __future__ import annotations

import gc
import multiprocessing
import os
import signal
import threading
from collections import Counter, deque
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from multiprocessing.connection import Connection, wait
from types import TracebackType
from typing import Any, Self

from consent.pipeline.batch.crew.tasks import GivenUpError, Task, answer_of, sound
from consent.pipeline.parts.beside import may_fork
from consent.uncollected import collect_seldom

_AHEAD = 2
"""Tasks a worker has at a time: one to work on, one so that it need not wait."""
_PATIENCE = 0.5
"""Seconds to wait for a worker to end."""
_DEATHS = 3
"""Workers that may die of the same task."""


@dataclass(slots=True)
class _Worker:
    process: Any
    line: Connection
    under_way: deque[tuple[int, Task]] = field(default_factory=deque)
    """It does them in this order."""


class Workers:
    """Several processes on this machine."""

    def __init__(self, size: int, bench: Any) -> None:
        self._size = size
        self._bench = bench
        self._started = 0
        self._tasks: deque[tuple[int, Task]] = deque()
        self._answers: list[tuple[int, Any]] = []
        self._deaths: Counter[int] = Counter()
        self._given_up: GivenUpError | None = None
        self._workers: list[_Worker] = []

    @property
    def width(self) -> int:
        """How many processes there are."""
        return self._size

    def __enter__(self) -> Self:
        # What is there now stays: looking through it for garbage would also part the copies from each other.
        gc.freeze()
        for _ in range(self._size):
            self._workers.append(self._hired())
        return self

    def submit(self, number: int, task: Task, *, first: bool = False) -> None:
        """Take on a task."""
        (self._tasks.appendleft if first else self._tasks.append)((number, task))
        self._hand_out()

    def collect(self, *, patient: bool) -> list[tuple[int, Any]]:
        """Answers, as soon as there is one or at once."""
        if self._given_up:
            raise self._given_up
        busy = {worker.line: worker for worker in self._workers if worker.under_way}
        if busy and not self._answers:
            # A worker whose line closes has died, so this never waits for nobody.
            for line in wait(list(busy), None if patient else 0):
                worker = busy[line]  # type: ignore[index]  # what goes in comes out
                if not self._heard(worker):
                    self._replace(worker)
        self._hand_out()
        answers, self._answers = self._answers, []
        return answers

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        gc.unfreeze()
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

    def _hired(self) -> _Worker:
        forks = may_fork()
        # What they have in common does not say that both can do this.
        context: Any = multiprocessing.get_context("fork" if forks else "spawn")
        ours, theirs = context.Pipe()
        self._started += 1
        # A copy holds our end of its line too, and while it does, that line never ends for it.
        copied = (ours, *(worker.line for worker in self._workers)) if forks else ()
        process = context.Process(
            target=_work,
            args=(theirs, self._bench, copied),
            name=f"consent-{self._started}",
            daemon=True,
        )
        with _deaf_to_interrupts():
            process.start()
        theirs.close()
        return _Worker(process, ours)

    def _heard(self, worker: _Worker) -> bool:
        """Take in one answer; False when there is none and will be none."""
        try:
            number, answer = worker.line.recv()
        except (EOFError, OSError):
            return False
        worker.under_way.popleft()
        self._deaths.pop(number, None)
        self._answers.append((number, sound(answer)))
        return True

    def _hand_out(self) -> None:
        while self._tasks:
            worker = min(self._workers, key=lambda worker: len(worker.under_way))
            if len(worker.under_way) >= _AHEAD:
                return
            job = self._tasks.popleft()
            worker.under_way.append(job)
            try:
                worker.line.send(job)
            except OSError:
                self._replace(worker)

    def _replace(self, worker: _Worker) -> None:
        """Somebody has killed it, or memory has run out: hand its work out again."""
        # What it did before its end counts.
        while worker.under_way and self._heard(worker):
            pass
        worker.line.close()
        worker.process.kill()
        worker.process.join()
        self._workers.remove(worker)
        if worker.under_way:
            number, _ = worker.under_way[0]
            self._deaths[number] += 1
            if self._deaths[number] >= _DEATHS:
                # Said when somebody asks for answers; what comes in until then is still good.
                self._given_up = GivenUpError(number, _DEATHS)
                worker.under_way.popleft()
        self._tasks.extendleft(reversed(worker.under_way))
        self._workers.append(self._hired())


def _work(line: Connection, bench: Any, others: Sequence[Connection]) -> None:
    """What a worker does until nobody is there to ask; ``others`` are ends of lines that are not its own."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    for number in (signal.SIGTERM, signal.SIGHUP):
        if callable(signal.getsignal(number)):
            # A copy would clear away what is not its own.
            signal.signal(number, signal.SIG_DFL)
    for other in others:
        other.close()
    threading.Thread(target=_end_with_parent, daemon=True).start()
    # A copy does so already; who begins from nothing does not.
    collect_seldom()
    # An end of the line is the end of the work, however it came.
    with suppress(EOFError, ConnectionError):
        while True:
            number, task = line.recv()
            line.send((number, answer_of(task, bench)))


def _end_with_parent() -> None:
    """End at once when the program is gone: another run may have begun, for a schedule that has changed."""
    parent = multiprocessing.parent_process()
    if parent is not None:
        wait([parent.sentinel])
        os._exit(1)


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
