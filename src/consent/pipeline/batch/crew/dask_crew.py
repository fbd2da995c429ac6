"""The crew of many machines: Dask does what is hard about it, here its workers are checked and asked.

What Dask promises: a task of a worker that died is given to another one. What it asks for: that a task may be
done twice; ours write the same bytes under the same name, whole or not at all. A master is not sent around:
the worker that makes it puts it into the shared output folder, and every other reads it once.
"""

from __future__ import annotations

import os
import queue
import time
from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import replace
from types import TracebackType
from typing import Any, Self, TypeVar

from distributed import Client, Future
from distributed.scheduler import KilledWorker

from consent import __version__
from consent.errors import ConsentError, ResourceError
from consent.pipeline.batch.bench import Bench
from consent.pipeline.batch.crew.dask_station import (
    MARK,
    Need,
    Parcel,
    Station,
    Unfit,
    digest_of_templates,
    do,
    hello,
    inspect,
)
from consent.pipeline.batch.crew.kit import kit_here
from consent.pipeline.batch.crew.tasks import GivenUpError, LostWorkerError, Task, sound
from consent.resources import built_in_templates
from consent.write import write_packet

_T = TypeVar("_T")
_CONNECT = 10
"""Seconds in which a scheduler has to answer, and then a first worker."""
_LOOK = 5.0
"""Seconds without an answer before a look at the cluster."""
_ALONE = 60.0
"""Seconds without any worker before a run gives up; a cluster may replace a machine."""
_FAILED = frozenset({"error", "cancelled"})
"""One whose answer has been lost, or is found again, is none of these."""
_AGAIN = "run the same command again"


class DaskCrew:
    """The workers of a Dask scheduler."""

    def __init__(self, scheduler: str, bench: Bench) -> None:
        self._address = scheduler
        self._run = f"consent-{os.urandom(6).hex()}"
        self._bench = _absolute(bench)
        self._futures: set[Future[Any]] = set()
        self._done: queue.SimpleQueue[Future[Any]] = queue.SimpleQueue()
        self.width = 1

    def __enter__(self) -> Self:
        try:
            # Not Dask's default client: a program that uses Dask for something else keeps its own.
            self._client = Client(self._address, timeout=_CONNECT, set_as_default=False)
        except (OSError, ValueError) as error:
            raise ResourceError(
                f"no Dask scheduler answers at {self._address} ({type(error).__name__})",
                hint="start one with `dask scheduler`, and name the address it prints with --scheduler",
            ) from None
        try:
            self._make_ready()
        except BaseException:
            self._leave()
            raise
        return self

    def submit(self, number: int, task: Task, *, first: bool = False) -> None:
        """Take on a task."""
        future = self._client.submit(
            do, self._run, Parcel.of(task), key=f"{self._run}-{number}", pure=False, priority=int(first)
        )
        self._futures.add(future)
        future.add_done_callback(self._done.put)

    def collect(self, *, patient: bool) -> list[tuple[int, Any]]:
        """Answers, as soon as there is one or at once."""
        if not self._futures:
            return []
        done = [self._first()] if patient else []
        with suppress(queue.Empty):
            while True:
                done.append(self._done.get_nowait())
        answers = self._answers(done)
        self._futures.difference_update(done)
        return [(_number(future), self._fit(answer)) for future, answer in zip(done, answers, strict=True)]

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._leave()

    def _make_ready(self) -> None:
        overlays = tuple(root for root in self._bench.roots if root != built_in_templates())
        templates = digest_of_templates(self._bench.roots)
        need = Need(self._run, self._bench.spool, overlays, templates, kit_here())
        write_packet(need.spool / MARK, self._run.encode(), durable=False)
        try:
            self._client.wait_for_workers(1, timeout=_CONNECT)
        except TimeoutError:
            raise self._nobody() from None
        try:
            self._client.run_on_scheduler(hello)
        except Exception as error:  # noqa: BLE001 - whatever a scheduler without our program makes of it
            raise _unfit("the scheduler", _no_consent(error)) from None
        for worker, found in self._client.run(inspect, need, on_error="return").items():
            problem = _no_consent(found) if isinstance(found, Exception) else found
            if problem:
                raise _unfit(f"worker {worker}", problem)
        self._client.register_plugin(Station(self._bench, need), name=self._run)
        self.width = max(len(self._client.nthreads()), 1)

    def _leave(self) -> None:
        with suppress(Exception):
            # A cluster that is gone has nothing to be tidied.
            if self._client.status == "running":
                self._client.unregister_worker_plugin(self._run)
        with suppress(Exception):
            # Tasks that nobody waits for any more are dropped.
            self._futures.clear()
            self._client.close(timeout=1)

    def _first(self) -> Future[Any]:
        """A future that is done; an error when nobody is there to do it."""
        return self._patiently(lambda: self._done.get(timeout=_LOOK), queue.Empty)

    def _answers(self, done: Sequence[Future[Any]]) -> Sequence[Any]:
        """What these futures came to.

        An answer lies with the worker that found it. Where that one has gone, another does the task again:
        so this may take as long as the task, and for ever where no worker is left.
        """
        self._refuse_failures(done)
        try:
            return self._patiently(lambda: self._fetched(done), TimeoutError)
        except ConsentError:
            raise
        except Exception:
            # Done again, it may have failed.
            self._refuse_failures(done)
            raise

    def _fetched(self, done: Sequence[Future[Any]]) -> Sequence[Any]:
        found: Sequence[Any] = self._client.sync(
            lambda: self._client.gather(done, asynchronous=True), callback_timeout=_LOOK
        )
        return found

    def _refuse_failures(self, done: Sequence[Future[Any]]) -> None:
        for future in done:
            if future.status in _FAILED:
                raise self._failure(future)

    def _patiently(self, ask: Callable[[], _T], late: type[Exception]) -> _T:
        """What is asked for, however late; an error when nobody is left to bring it."""
        last_seen = time.monotonic()
        while True:
            with suppress(late):
                return ask()
            if self._client.status != "running":
                raise self._gone()
            if self._client.nthreads():
                last_seen = time.monotonic()
            elif time.monotonic() - last_seen > _ALONE:
                raise self._nobody()

    def _fit(self, answer: Any) -> Any:
        if isinstance(answer, Unfit):
            raise _unfit(f"worker {answer.worker}", answer.problem)
        return sound(answer)

    def _failure(self, future: Future[Any]) -> Exception:
        if future.status != "error":
            return self._gone()
        error = future.exception()
        if isinstance(error, KilledWorker):
            return GivenUpError(_number(future), error.allowed_failures + 1)
        bug = RuntimeError("a task failed on its way")
        bug.add_note(type(error).__name__)
        return bug

    def _gone(self) -> LostWorkerError:
        return LostWorkerError(
            f"the Dask scheduler at {self._address} has gone, or has dropped this run", hint=_AGAIN
        )

    def _nobody(self) -> LostWorkerError:
        return LostWorkerError(
            f"the Dask scheduler at {self._address} has no workers",
            hint=f"start some with `dask worker {self._address} --nthreads 1`, then {_AGAIN}",
        )


def _absolute(bench: Bench) -> Bench:
    """The bench as it is found from any folder."""
    packets = bench.packets.absolute() if bench.packets else None
    return replace(bench, packets=packets, spool=bench.spool.absolute())


def _number(future: Future[Any]) -> int:
    return int(str(future.key).rpartition("-")[2])


def _no_consent(error: Exception) -> str:
    # Its message is of no use to anybody: it names a part of our program that is not there.
    return f"it has no consent {__version__} ({type(error).__name__})"


def _unfit(who: str, problem: str) -> ConsentError:
    return ResourceError(
        f"{who} cannot take part: {problem}",
        hint="every worker needs the same installation of consent as this machine, and the same folder under"
        " the same path, as the same user: see docs/scaling.md",
    )
