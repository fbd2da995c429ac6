"""When Python looks for garbage."""

from __future__ import annotations

import gc
from collections.abc import Iterator

import pytest

from consent.uncollected import seldom_collected, uncollected


@pytest.fixture
def collector() -> Iterator[None]:
    before = gc.get_threshold()
    yield
    gc.set_threshold(*before)


@pytest.mark.usefixtures("collector")
def test_seldom_is_not_never() -> None:
    gc.set_threshold(700, 10, 10)
    seldom_collected()
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
