"""How often Python looks for garbage while packets are made: much of what it would look at stays."""

from __future__ import annotations

import gc
from collections.abc import Iterator
from contextlib import contextmanager

_YOUNG, _MIDDLE, _OLD = 50_000, 20, 20
"""Objects made, and collections of a younger kind, between two collections. Python's own: 700, 10, 10."""


@contextmanager
def seldom_collected() -> Iterator[None]:
    """Look for garbage seldom, and never among what is there already."""
    before = gc.get_threshold()
    gc.freeze()
    collect_seldom()
    try:
        yield
    finally:
        gc.set_threshold(*before)
        gc.unfreeze()


def collect_seldom() -> None:
    """The same for the rest of this process."""
    gc.freeze()
    gc.set_threshold(_YOUNG, _MIDDLE, _OLD)
