"""Who does the heavy work of the desk: a few processes, so that the pages go on meanwhile."""

from __future__ import annotations

import asyncio
import queue
import signal
import threading
from concurrent.futures import Future
from typing import Any, Protocol

from consent.desk.bench import Bench, GetReady
from consent.desk.refusal import Refused
from consent.pipeline.batch.crew.tasks import GivenUpError, LostWorkerError, Task
from consent.pipeline.batch.crew.workers import Workers

_WAITING = 200
"""Tasks that may wait. Twenty desks ask for a few each; more than this is no desk."""


class Crew(Protocol):
    """Does tasks."""

    async def do(self, task: Task) -> Any:
        """The answer of a task. A ``ConsentError`` is part of an answer, as :class:`Task` says."""

    @property
    def waiting(self) -> int:
        """How many tasks nobody has begun yet."""

    def close(self) -> None:
        """Let everybody go; what is half done is left, and nothing half-written."""


class InProcess:
    """No other process: each task in a thread, one at a time."""

    def __init__(self, bench: Bench) -> None:
        self._bench = bench
        self._lock = threading.Lock()

    async def do(self, task: Task) -> Any:
        """The answer of a task."""
        return await asyncio.to_thread(self._do, task)

    def _do(self, task: Task) -> Any:
        with self._lock:
            return task.run(self._bench)

    @property
    def waiting(self) -> int:
        """None: who comes waits for the lock."""
        return 0

    def close(self) -> None:
        """Nobody is there."""


class Processes:
    """So many worker processes; each has a thread here that hands it one task after the other."""

    def __init__(self, bench: Bench, width: int) -> None:
        self._bench = bench
        self._tasks: queue.Queue[tuple[Task, Future[Any]] | None] = queue.Queue(_WAITING)
        self._hands = [
            threading.Thread(target=self._hand, name=f"desk-{number}", daemon=True) for number in range(width)
        ]
        for hand in self._hands:
            hand.start()

    async def do(self, task: Task) -> Any:
        """The answer of a task.

        Raises:
            Refused: too many wait already.
            LostWorkerError: workers died of it, one after the other.
        """
        future: Future[Any] = Future()
        try:
            self._tasks.put_nowait((task, future))
        except queue.Full:
            raise Refused(503, "The desk is busy.", "Wait a moment, then try again.") from None
        return await asyncio.wrap_future(future)

    @property
    def waiting(self) -> int:
        """How many tasks nobody has begun yet."""
        return self._tasks.qsize()

    def close(self) -> None:
        """Let everybody go."""
        while True:
            try:
                waiting = self._tasks.get_nowait()
            except queue.Empty:
                break
            if waiting:
                waiting[1].cancel()
        for _ in self._hands:
            self._tasks.put(None)
        for hand in self._hands:
            hand.join()

    def _hand(self) -> None:
        # A worker that begins inherits what is blocked here: Ctrl-C is not meant for it.
        signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
        while self._one_worker():
            pass

    def _one_worker(self) -> bool:
        """Hand out tasks until the desk closes (False), or the worker must be given up (True)."""
        with Workers(1, self._bench) as worker:
            _answer(worker, GetReady())
            while job := self._tasks.get():
                task, future = job
                if not future.set_running_or_notify_cancel():
                    continue
                try:
                    future.set_result(_answer(worker, task))
                except GivenUpError:
                    future.set_exception(
                        LostWorkerError(
                            "the program that makes packets was ended several times over this one",
                            hint="see whether the memory of this computer runs out, then try again",
                        )
                    )
                    return True
                except Exception as error:  # noqa: BLE001 - who asked for it is told
                    future.set_exception(error)
        return False


def _answer(worker: Workers, task: Task) -> Any:
    worker.submit(0, task)
    while not (answers := worker.collect(patient=True)):
        pass
    return answers[0][1]
