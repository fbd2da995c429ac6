"""A child that may be stopped: answers, exceptions, too long, too much, dead; forked here or elsewhere."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from functools import partial
from pathlib import Path

import pytest

from consent.reading.safe import guard
from consent.reading.safe.guard import StoppedError, guarded


@pytest.fixture(params=["forked", "spare", "started"])
def way(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> str:
    monkeypatch.setattr(guard, "may_fork", lambda: request.param == "forked")
    if request.param == "started":
        monkeypatch.setattr(guard._SPARE, "ask", lambda *asked: None)
    return str(request.param)


def test_the_answer_comes_back(way: str) -> None:
    assert guarded(partial(sorted, [3, 1, 2])) == [1, 2, 3]


def test_an_exception_comes_back(way: str) -> None:
    with pytest.raises(ValueError, match="invalid literal"):
        guarded(partial(int, "x"))


@pytest.mark.parametrize(
    ("work", "seconds"),
    # The first is waited for until its time is over.
    [
        (partial(time.sleep, 60), 1),
        (partial(os.abort), 3),
        (partial(os._exit, 0), 3),
        (partial(bytes, 1 << 33), 3),
    ],
    ids=["too long", "crashed", "silent", "too much"],
)
def test_a_child_that_does_not_answer_is_stopped(
    way: str, work: Callable[[], object], seconds: float, monkeypatch: pytest.MonkeyPatch
) -> None:
    # Nobody waits here for a machine that is busy with other things.
    monkeypatch.setattr(guard, "PATIENCE", 1)
    monkeypatch.setattr(guard, "_TO_BEGIN", 2)
    started = time.monotonic()
    with pytest.raises(StoppedError):
        guarded(work, seconds=seconds)
    assert time.monotonic() - started < 30


def test_the_parentmay_fork_only_while_it_has_no_threads_of_its_own(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(guard, "_threads", lambda: guard._HARMLESS + 1)
    assert not guard.may_fork()


_LATE = """
import threading
held = threading.Event()
for _ in range(64):
    threading.Thread(target=held.wait, daemon=True).start()
from consent.reading.safe import guard
print(guard.may_fork())
held.set()
"""


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="only Linux tells the number of threads")
def test_threads_that_were_there_before_the_guard_are_not_taken_for_harmless_ones() -> None:
    """A child of a program that has typeset waits for threads that it does not have, until it is stopped."""
    done = subprocess.run([sys.executable, "-c", _LATE], capture_output=True, text=True, check=True)
    assert done.stdout == "False\n"


def _where(_: object) -> tuple[str, str]:
    return str(Path.cwd()), os.environ.get("SAID", "")


def test_the_work_is_done_where_this_process_stands(
    way: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("one", "two"):
        (tmp_path / name).mkdir()
        monkeypatch.chdir(tmp_path / name)
        monkeypatch.setenv("SAID", name)
        assert guarded(partial(_where, None)) == (str(tmp_path / name), name)


def _printing() -> str:
    sys.stdout.write("a reader's own words")
    sys.stdout.flush()
    os.write(1, b"and those of its library")
    return "the answer"


def test_what_a_reader_prints_is_not_its_answer(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(guard, "may_fork", lambda: False)
    for _ in range(2):
        assert guarded(_printing) == "the answer"


def test_a_spare_process_that_has_died_is_replaced(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(guard, "may_fork", lambda: False)
    first = guarded(os.getppid)
    os.kill(first, signal.SIGKILL)
    assert guarded(partial(sorted, [2, 1])) == [1, 2]
    assert guarded(os.getppid) not in (first, os.getpid())


def test_whoever_comes_while_it_is_busy_is_answered_by_another(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(guard, "may_fork", lambda: False)
    spare = guarded(os.getppid)
    with guard._SPARE._alone:
        assert guarded(os.getppid) == os.getpid()
    assert guarded(os.getppid) == spare


def _busy() -> None:
    while True:
        pass


@pytest.mark.parametrize(
    ("work", "why"),
    [
        (_busy, "took more than 2 seconds of processor time"),
        (partial(bytes, 1 << 33), "asked for more than 512 MB of memory, or broke its reader"),
        (partial(os.abort), "broke its reader"),
    ],
    ids=["too long", "too much", "crashed"],
)
def test_it_says_why_the_child_was_stopped(way: str, work: Callable[[], object], why: str) -> None:
    with pytest.raises(StoppedError, match=why):
        guarded(work, seconds=2)


def test_what_cannot_be_sent_home_still_stops_nothing(way: str) -> None:
    with pytest.raises(RuntimeError, match="_Stubborn"):
        guarded(_refuse)


class _Stubborn(Exception):  # noqa: N818 - an error of somebody else
    def __init__(self, one: int, other: int) -> None:
        super().__init__(one + other)


def _refuse() -> None:
    raise _Stubborn(1, 2)
