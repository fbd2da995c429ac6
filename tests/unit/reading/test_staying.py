"""Children that stay: who does what, what becomes of work that ends one, and of them when nobody asks on."""

from __future__ import annotations

import os
import time
from functools import partial
from pathlib import Path

import pytest

from consent.reading.safe import guard, staying
from consent.reading.safe.staying import Limits, in_turn

_LITTLE = Limits(seconds=1.0, most_bytes=200_000_000)
_HELD: list[bytearray] = []


def _begin_as_copies(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(guard, "may_fork", lambda: True)


def _who(_: object) -> int:
    return os.getpid()


def _do(what: str) -> str:
    if what == "dies":
        os.abort()
    if what == "raises":
        raise ValueError(what)
    if what == "asks for too much":
        bytearray(1 << 33)
    while what == "takes too long":
        pass
    return what.upper()


def _sleep(_: object) -> None:
    time.sleep(60)


def _keep(most: int, _: object) -> int:
    _HELD.append(bytearray(most))
    return os.getpid()


@pytest.mark.filterwarnings("ignore:.*fork.*:DeprecationWarning")
def test_what_ends_a_child_is_left_out_and_all_else_is_done(monkeypatch: pytest.MonkeyPatch) -> None:
    _begin_as_copies(monkeypatch)
    things = ["one", "dies", "two", "raises", "asks for too much", "takes too long", "three", "four"]
    found = dict(in_turn(_do, things, 2, _LITTLE))
    assert found == {0: "ONE", 2: "TWO", 6: "THREE", 7: "FOUR"}


def test_where_nothing_may_be_copied_children_begin_anew(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(guard, "may_fork", lambda: False)
    assert dict(in_turn(_do, ["one", "dies", "two"], 1, _LITTLE)) == {0: "ONE", 2: "TWO"}


@pytest.mark.filterwarnings("ignore:.*fork.*:DeprecationWarning")
def test_a_child_stays_for_the_next_thing(monkeypatch: pytest.MonkeyPatch) -> None:
    _begin_as_copies(monkeypatch)
    found = dict(in_turn(_who, range(9), 1))
    assert list(found) == list(range(9))
    assert len(set(found.values()) - {os.getpid()}) == 1


@pytest.mark.skipif(not Path("/proc/self/statm").exists(), reason="only Linux tells how much is taken")
@pytest.mark.filterwarnings("ignore:.*fork.*:DeprecationWarning")
def test_a_child_that_has_grown_too_large_leaves(monkeypatch: pytest.MonkeyPatch) -> None:
    _begin_as_copies(monkeypatch)
    found = dict(in_turn(partial(_keep, 60_000_000), range(6), 1, _LITTLE))
    assert list(found) == list(range(6))
    assert len(set(found.values())) == 3


@pytest.mark.filterwarnings("ignore:.*fork.*:DeprecationWarning")
def test_children_end_when_nobody_asks_for_the_next_answer(monkeypatch: pytest.MonkeyPatch) -> None:
    _begin_as_copies(monkeypatch)
    answers = in_turn(_who, range(9), 2)
    _, child = next(answers)
    del answers
    with pytest.raises(ProcessLookupError):
        os.kill(child, 0)


@pytest.mark.filterwarnings("ignore:.*fork.*:DeprecationWarning")
def test_work_that_never_ends_and_takes_no_time_of_the_processor_is_given_up(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    _begin_as_copies(monkeypatch)
    monkeypatch.setattr(staying, "_TO_BEGIN", 0)
    monkeypatch.setattr(guard, "PATIENCE", 1)
    assert list(in_turn(_sleep, range(2), 2, _LITTLE)) == []


def test_nothing_to_do_is_done() -> None:
    assert list(in_turn(_who, (), 2)) == []


def test_what_is_done_again_alone_had_a_third_of_that_time_before(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(guard, "SECONDS", 6.0)
    monkeypatch.setattr(guard, "BYTES", 1000)
    assert staying.usual() == Limits(seconds=2.0, most_bytes=1000)
