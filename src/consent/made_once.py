"""Made once in a run for the same things: packets of a day share most of their clauses and rows."""

from __future__ import annotations

from collections.abc import Callable, Hashable
from typing import Generic, TypeVar

_V = TypeVar("_V")


class MadeOnce(Generic[_V]):
    """Results by the very things they were made from, which never change.

    The things are kept as well, so that nothing else can come to be where they were.
    """

    def __init__(self, most: int) -> None:
        """``most`` is how many results are kept; then they are forgotten, all at once."""
        self._most = most
        self._known: dict[Hashable, tuple[tuple[object, ...], _V]] = {}

    def made(self, things: tuple[object, ...], said: Hashable, make: Callable[[], _V]) -> _V:
        """The result for these things; ``said`` is all else that decides it, and is compared by its value."""
        key = tuple(map(id, things)), said
        known = self._known.get(key)
        if known is None:
            if len(self._known) >= self._most:
                self._known.clear()
            known = self._known[key] = things, make()
        return known[1]
