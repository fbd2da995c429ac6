"""Who does the work of a batch: tasks in, answers out, in any order.

Here is what every crew keeps to, and the crew of one. See :mod:`consent.pipeline.batch.crew.workers` for
several processes and :mod:`consent.pipeline.batch.crew.dask_crew` for several machines.
"""

from __future__ import annotations

import traceback
from collections import deque
from dataclasses import dataclass
from types import TracebackType
from typing import Any, Protocol, Self

from consent.errors import ConsentError


class Task(Protocol):
    """Something to do.

    It is sent to another process, so it must be plain data. After a worker has died it is done again, so it
    must leave the same behind when it is.
    """

    def run(self, bench: Any) -> Any:
        """Do it; what can go wrong for a user is part of the answer."""


@dataclass(frozen=True, slots=True)
class Broken:
    """A worker stumbled over a bug of ours: where, without the message, which may quote a patient."""

    kind: str
    where: str


class LostWorkerError(ConsentError):
    """Workers have gone, and the work cannot go on without them."""


class GivenUpError(Exception):
    """Every worker that was given this task has died."""

    def __init__(self, number: int, deaths: int) -> None:
        super().__init__(number, deaths)
        self.number = number
        self.deaths = deaths


class Crew(Protocol):
    """Does tasks in any order."""

    @property
    def width(self) -> int:
        """How many tasks are worked on at a time."""

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

    width = 1

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


def answer_of(task: Task, bench: Any) -> Any:
    """Do a task in a worker: a bug becomes an answer, so that its message goes into no log."""
    try:
        return task.run(bench)
    except Exception as error:  # noqa: BLE001 - it is reported where somebody sees it
        return Broken(type(error).__name__, "".join(traceback.format_tb(error.__traceback__)))


def sound(answer: Any) -> Any:
    """The answer, unless it is that of a bug."""
    if isinstance(answer, Broken):
        bug = RuntimeError("a worker failed")
        bug.add_note(f"{answer.where}{answer.kind}")
        raise bug
    return answer
