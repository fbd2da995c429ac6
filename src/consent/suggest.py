"""The nearest known word, and how choices are written in a hint."""

from __future__ import annotations

from collections.abc import Iterable
from difflib import get_close_matches

_LONGEST_TYPED = 80
_MOST_LISTED = 20
_FEW = 8


def nearest(typed: str, known: Iterable[str]) -> str | None:
    """The known word that looks most like what was typed, if any does."""
    if len(typed) > _LONGEST_TYPED:
        return None
    by_key = {_key(word): word for word in known}
    match = get_close_matches(_key(typed), by_key, n=1, cutoff=0.6)
    if match:
        return by_key[match[0]]
    longer = [key for key in by_key if len(typed) > 1 and key.startswith(_key(typed))]
    return by_key[longer[0]] if len(longer) == 1 else None


def did_you_mean(typed: str, known: Iterable[str]) -> str:
    """A hint: the nearest word, or all of them, or both when they are few. Never repeats what was typed."""
    words = tuple(known)
    match = nearest(typed, words)
    listing = choices(words)
    if match is None or len(words) == 1:
        return listing
    if len(words) > _FEW:
        return f"did you mean `{match}`?"
    return f"did you mean `{match}`? {listing[0].upper()}{listing[1:]}"


def choices(words: Iterable[str]) -> str:
    """A hint that lists what may be typed."""
    listed = tuple(words)
    if not listed:
        return "there is none to choose from"
    if len(listed) == 1:
        return f"write `{listed[0]}`"
    shown = ", ".join(f"`{word}`" for word in listed[:_MOST_LISTED])
    more = f" and {len(listed) - _MOST_LISTED} more" if len(listed) > _MOST_LISTED else ""
    return f"choose one of: {shown}{more}"


def _key(word: str) -> str:
    return word.casefold().replace("_", "-").replace(" ", "-")
