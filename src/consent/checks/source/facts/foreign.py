"""Tells a sentence that stands in another language than it should."""

from __future__ import annotations

import re

from consent.forms.languages import COMMON, ENGLISH, other_than

_WORD = re.compile(r"[^\W\d_]+")
_QUOTED = re.compile(r"“[^”]*”")
"""Names of forms and of pages, which stay as they are."""
_FEWEST = 5
"""Words below which nothing is said about a sentence's language."""
_ELSEWHERE_TOO = frozenset(("a", "as", "at", "be", "do", "i", "if", "in", "it", "me", "my", "no", "on", "or"))
_SURELY_ENGLISH = COMMON[ENGLISH] - _ELSEWHERE_TOO
_OF_THEM = 0.2
"""Which part of such words is enough: a translation is made from English."""


def other_language(sentence: str, own: str) -> str:
    """The language that a sentence is in, if it is another than its own; else nothing.

    Args:
        sentence: as it prints.
        own: the language it should be in, by its English name.

    """
    words = [word.lower() for word in _WORD.findall(_QUOTED.sub(" ", sentence))]
    if len(words) < _FEWEST:
        return ""
    if other := other_than(own, words):
        return other
    english = sum(word in _SURELY_ENGLISH for word in words)
    return ENGLISH if own != ENGLISH and english > 1 and english >= _OF_THEM * len(words) else ""
