"""A number with what it counts, for messages: ``1 page``, ``2,500 pages``."""

from __future__ import annotations


def counted(count: int, one: str, many: str | None = None) -> str:
    """``count`` with its word; ``many`` is ``one`` with an *s* unless it is given."""
    return f"{count:,} {one if count == 1 else many or one + 's'}"
