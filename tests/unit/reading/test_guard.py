"""A child that may be stopped: answers, exceptions, too long, too much, dead; forked or started afresh."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from collections.abc import Callable
from functools import partial

import pytest

from consent.reading.safe import guard
from consent.reading.safe.guard import StoppedError, guarded


@pytest.fixture(params=["forked", "started"])
def way(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> str:
    forked = request.param == "forked"
    monkeypatch.setattr(guard, "_may_fork", lambda: forked)
    return str(request.param)


def test_the_answer_comes_back(way: str) -> None:
    assert guarded(partial(sorted, [3, 1, 2])) == [1, 2, 3]


def test_an_exception_comes_back(way: str) -> None:
    with pytest.raises(ValueError, match="invalid literal"):
        guarded(partial(int, "x"))


@pytest.mark.parametrize(
    "work",
    [partial(time.sleep, 60), partial(os.abort), partial(os._exit, 0), partial(bytes, 1 << 33)],
    ids=["too long", "crashed", "silent", "too much"],
)
def test_a_child_that_does_not_answer_is_stopped(way: str, work: Callable[[], object]) -> None:
    started = time.monotonic()
    with pytest.raises(StoppedError):
        guarded(work, seconds=3)
    assert time.monotonic() - started < 30


def test_the_parent_may_fork_only_while_it_has_no_threads_of_its_own(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(guard, "_threads", lambda: guard._HARMLESS + 1)
    assert not guard._may_fork()


_LATE = """
import threading
held = threading.Event()
for _ in range(64):
    threading.Thread(target=held.wait, daemon=True).start()
from consent.reading.safe import guard
print(guard._may_fork())
held.set()
"""


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="only Linux tells the number of threads")
def test_threads_that_were_there_before_the_guard_are_not_taken_for_harmless_ones() -> None:
    """A child of a program that has typeset waits for threads that it does not have, until it is stopped."""
    done = subprocess.run([sys.executable, "-c", _LATE], capture_output=True, text=True, check=True)
    assert done.stdout == "False\n"


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
