"""Names that stay as they are in a translation: of products, authorities, registers, and short forms in capitals."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from functools import cache

from consent.models.library.held_words import HeldWords

_WORD = re.compile(r"[^\W\d_][\w’'.-]*\w|[^\W\d_]")
_SHORT = re.compile(r"[A-Z]{2,}\w*|\w*[a-z]+[A-Z]\w*(?:\.\w+)?|[A-Z][\w-]*\d[\w-]*")
_PLURAL = re.compile(r"[’']s$|(?<=[A-Z])s$")
_BEGINS = re.compile(r"(?:^|[.?!:;][”\")\]*_]*|[“\"(\[•*_]|\n|[-–—]\s)\s*$")
_CAPITALS = re.compile(r"\b[A-Z]{2,}\b(?:\s+[A-Z]{2,}\b){2,}")
"""A line that is set in capitals is no list of names."""


def lost_names(english: str, translated: str, words: HeldWords) -> Iterator[str]:
    """The names of the English text that the translation does not have as they are."""
    text = english
    for name, others in words.names.items():
        if re.search(rf"(?<!\w){re.escape(name)}(?!\w)", text):
            if not any(other.casefold() in translated.casefold() for other in others):
                yield name
            text = re.sub(rf"(?<!\w){re.escape(name)}(?!\w)", " ", text)
    ordinary = _ordinary()
    for word in dict.fromkeys(_names(text, ordinary)):
        if not re.search(rf"(?<!\w){re.escape(word)}(?!\w)", translated):
            yield word


def _names(text: str, ordinary: Collection[str]) -> Iterator[str]:
    text = _CAPITALS.sub(".", text)
    for match in _WORD.finditer(text):
        word = _PLURAL.sub("", match[0])
        if _SHORT.fullmatch(word) or (
            word[0].isupper()
            and len(word) > 1
            and word not in ordinary
            and not _BEGINS.search(text[: match.start()])
        ):
            yield word


@cache
def _ordinary() -> frozenset[str]:
    """Words with a capital in English that every language has words of its own for: days, lands, languages."""
    # Slow to import.
    from babel import Locale

    names = Locale("en")
    days = (name for width in names.days["format"].values() for name in width.values())
    months = (name for width in names.months["format"].values() for name in width.values())
    lands = (part for name in names.territories.values() for part in name.split())
    tongues = (part for name in names.languages.values() for part in name.split())
    return frozenset((*days, *months, *lands, *tongues, "I"))
