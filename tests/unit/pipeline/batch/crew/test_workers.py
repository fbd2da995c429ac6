"""Worker processes that are killed, and what becomes of their work."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

import pytest

from consent.pipeline.batch.crew import workers
from consent.pipeline.batch.crew.tasks import GivenUpError
from consent.pipeline.batch.crew.workers import Workers
from tests.support.command import environment
from tests.support.office import ROOT
from tests.support.processes.deadly import Deadly, Say


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


@pytest.mark.parametrize("method", ["fork", "spawn"])
def test_workers_end_by_themselves_when_there_is_no_more_work(
    monkeypatch: pytest.MonkeyPatch, method: str
) -> None:
    """A worker that must be killed is waited for first, half a second each."""
    monkeypatch.setattr(workers, "may_fork", lambda: method == "fork")
    monkeypatch.setattr(workers, "_PATIENCE", 20.0)
    with Workers(2, None) as crew:
        crew.submit(0, Say("first"))
        assert answers_of(crew, 1) == [(0, "first")]
        processes = [worker.process for worker in crew._workers]
    assert [process.exitcode for process in processes] == [0, 0]


_WITH_WORK = """
import sys
from pathlib import Path
from consent.pipeline.batch.crew.workers import Workers
from tests.support.processes.deadly import Tarry
if __name__ == "__main__":
    with Workers(1, None) as crew:
        crew.submit(0, Tarry(Path(sys.argv[1])))
        crew.collect(patient=True)
"""


@pytest.mark.skipif(not Path("/proc/self/stat").exists(), reason="processes are looked up in /proc")
def test_a_worker_ends_in_the_middle_of_its_work_when_the_program_is_killed(tmp_path: Path) -> None:
    # What it was about to write may be out of date: somebody may have begun another run by then.
    script, notes = tmp_path / "with_work.py", tmp_path / "notes"
    script.write_text(_WITH_WORK)
    path = os.pathsep.join((str(ROOT / "src"), str(ROOT)))
    with subprocess.Popen([sys.executable, script, notes], env=environment(PYTHONPATH=path)) as process:
        until = time.monotonic() + 60
        while not (notes.exists() and notes.read_text()) and time.monotonic() < until:
            time.sleep(0.02)
        worker = int(notes.read_text())
        process.kill()
    until = time.monotonic() + 20
    while _runs(worker) and time.monotonic() < until:
        time.sleep(0.02)
    assert not _runs(worker)


def _runs(pid: int) -> bool:
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] != "Z"
    except OSError:
        return False
