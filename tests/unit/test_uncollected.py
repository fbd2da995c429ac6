"""When Python looks for garbage."""

from __future__ import annotations

import gc
from collections.abc import Iterator
from contextlib import suppress

import pytest

from consent.uncollected import collect_seldom, leave, seldom_collected, uncollected


@pytest.fixture
def collector() -> Iterator[None]:
    before = gc.get_threshold()
    yield
    gc.set_threshold(*before)


@pytest.mark.usefixtures("collector")
def test_seldom_is_not_never() -> None:
    gc.set_threshold(700, 10, 10)
    collect_seldom()
    first, *others = gc.get_threshold()
    assert first > 10_000
    assert others == [10, 10]
    assert gc.isenabled()


@pytest.mark.parametrize("was_on", [True, False])
def test_after_work_without_it_all_is_as_before(was_on: bool) -> None:
    before = gc.isenabled()
    (gc.enable if was_on else gc.disable)()
    try:
        with uncollected():
            assert not gc.isenabled()
        assert gc.isenabled() is was_on
    finally:
        (gc.enable if before else gc.disable)()


@pytest.mark.usefixtures("collector")
def test_garbage_is_looked_for_as_before_after_an_error() -> None:
    gc.unfreeze()  # What typesets may have frozen what it keeps.
    gc.set_threshold(700, 10, 10)
    before = gc.get_threshold(), gc.get_freeze_count()
    with suppress(KeyError), seldom_collected():
        assert gc.get_threshold() != before[0]
        raise KeyError
    assert (gc.get_threshold(), gc.get_freeze_count()) == before


def test_a_program_that_ends_has_nothing_left_to_look_through() -> None:
    before = gc.get_freeze_count()
    gc.unfreeze()
    try:
        leave()
        assert gc.get_freeze_count() > 10_000
        assert gc.collect() == 0
    finally:
        gc.unfreeze()
        if before:
            gc.freeze()
