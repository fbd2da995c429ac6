"""Worker processes that are killed, and what becomes of their work."""

from __future__ import annotations

import os
import signal
from pathlib import Path
from typing import Any

import pytest

from consent.pipeline.crew import GivenUpError
from consent.pipeline.workers import Workers
from tests.support.deadly import Deadly, Say


def answers_of(crew: Workers, count: int) -> list[tuple[int, Any]]:
    found: list[tuple[int, Any]] = []
    while len(found) < count:
        found += crew.collect(patient=True)
    return found


@pytest.mark.parametrize("deaths", [1, 2])
def test_work_of_a_dead_worker_is_handed_out_again(tmp_path: Path, deaths: int) -> None:
    with Workers(2, None) as crew:
        for number in range(8):
            crew.submit(number, Say(f"word {number}"))
        crew.submit(8, Deadly(tmp_path / "notes", deaths))
        for number in range(9, 16):
            crew.submit(number, Say(f"word {number}"))
        found = answers_of(crew, 16)
    words = [(number, f"word {number}") for number in range(16) if number != 8]
    assert sorted(found, key=lambda answer: answer[0]) == sorted(
        [*words, (8, deaths + 1)], key=lambda answer: answer[0]
    )
    assert (tmp_path / "notes").stat().st_size == deaths + 1


def test_work_that_kills_every_worker_is_given_up(tmp_path: Path) -> None:
    with Workers(2, None) as crew:
        for number in range(6):
            crew.submit(number, Say("word"))
        crew.submit(6, Deadly(tmp_path / "notes", 1000))
        with pytest.raises(GivenUpError) as caught:
            answers_of(crew, 7)
    assert (caught.value.number, caught.value.deaths) == (6, 3)
    assert (tmp_path / "notes").stat().st_size == 3


def test_a_worker_that_dies_with_nothing_to_do_is_replaced() -> None:
    with Workers(2, None) as crew:
        crew.submit(0, Say("first"))
        assert answers_of(crew, 1) == [(0, "first")]
        for worker in crew._workers:
            os.kill(worker.process.pid, signal.SIGKILL)
            worker.process.join()
        for number in range(1, 9):
            crew.submit(number, Say("later"))
        assert len(answers_of(crew, 8)) == 8
