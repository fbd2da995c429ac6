"""Waiting for a cluster: what nobody is left to bring is not waited for."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from consent.pipeline.batch.bench import Bench
from consent.pipeline.batch.crew.tasks import LostWorkerError

dask_crew = pytest.importorskip("consent.pipeline.batch.crew.dask_crew")


class Future:
    """A task that was done; its answer lies with the worker that did it."""

    key = "run-1"

    def __init__(self, status: str) -> None:
        self.status = status


class Client:
    """A cluster whose workers take a while to answer, or never will."""

    def __init__(self, *, workers: int, answers_at: int | None, status: str = "running") -> None:
        self.status = status
        self._workers = workers
        self._answers_at = answers_at
        self._asked = 0

    def nthreads(self) -> dict[str, int]:
        return {f"worker-{number}": 1 for number in range(self._workers)}

    def sync(self, ask: Callable[[], Any], callback_timeout: float) -> Any:
        self._asked += 1
        if self._asked != self._answers_at:
            raise TimeoutError
        return ask()

    def gather(self, done: list[Future], *, asynchronous: bool) -> list[str]:
        return [future.key for future in done]


@pytest.fixture
def crew(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[[Client, str], Any]:
    monkeypatch.setattr(dask_crew, "_LOOK", 0.01)
    monkeypatch.setattr(dask_crew, "_ALONE", 0.05)

    def make(client: Client, status: str) -> Any:
        made = dask_crew.DaskCrew("tcp://here", Bench(tmp_path, tmp_path, b"", "", (), None))
        made._client = client
        future = Future(status)
        made._futures.add(future)
        made._done.put(future)
        return made

    return make


@pytest.mark.parametrize("status", ["finished", "lost", "pending"])
def test_an_answer_that_went_with_the_last_worker_is_not_waited_for(
    crew: Callable[[Client, str], Any], status: str
) -> None:
    waiting = crew(Client(workers=0, answers_at=None), status)
    with pytest.raises(LostWorkerError, match="has no workers"):
        waiting.collect(patient=True)


def test_an_answer_that_went_with_one_of_several_workers_is_waited_for(
    crew: Callable[[Client, str], Any],
) -> None:
    assert crew(Client(workers=1, answers_at=20), "lost").collect(patient=True) == [(1, "run-1")]


def test_an_answer_is_not_waited_for_where_the_scheduler_has_gone(
    crew: Callable[[Client, str], Any],
) -> None:
    waiting = crew(Client(workers=1, answers_at=None, status="closed"), "finished")
    with pytest.raises(LostWorkerError, match="has gone"):
        waiting.collect(patient=True)


def test_a_task_that_was_dropped_is_an_error_at_once(crew: Callable[[Client, str], Any]) -> None:
    with pytest.raises(LostWorkerError, match="dropped this run"):
        crew(Client(workers=1, answers_at=1), "cancelled").collect(patient=True)
