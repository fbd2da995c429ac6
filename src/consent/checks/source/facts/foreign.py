"""Tells a sentence that stands in another language than it should."""

from __future__ import annotations

import re

from consent.forms.languages import COMMON, likeliest, share_of

_WORD = re.compile(r"[^\W\d_]+")
_FEWEST = 5
"""Words below which nothing is said about a sentence's language."""
_SHARE, _MORE = 0.28, 2.0
"""Which part of it are common words of the other language, and how many times as many as of its own."""


def other_language(sentence: str, own: str) -> str:
    """The language that a sentence is in, if it is another than its own; else nothing.

    Args:
        sentence: as it prints.
        own: the language it should be in, by its English name.

    """
    words = [word.lower() for word in _WORD.findall(sentence)]
    if len(words) < _FEWEST:
        return ""
    best, share = likeliest(words)
    least = max(_SHARE, _MORE * share_of(own, words) if own in COMMON else _SHARE)
    return best if best != own and share >= least else ""
