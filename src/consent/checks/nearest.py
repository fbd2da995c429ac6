"""A hint that names the nearest of the words there are."""

from __future__ import annotations

from collections.abc import Iterable
from difflib import get_close_matches

_MOST_LISTED = 12


def did_you_mean(typed: str, known: Iterable[str]) -> str:
    """The nearest word, or all of them when they are few."""
    words = sorted(set(known))
    match = get_close_matches(typed, words, n=1, cutoff=0.6)
    if match:
        return f"did you mean `{match[0]}`?"
    shown = ", ".join(f"`{word}`" for word in words[:_MOST_LISTED])
    more = f" and {len(words) - _MOST_LISTED} more" if len(words) > _MOST_LISTED else ""
    return f"there is: {shown}{more}" if words else "there is none to choose from"
