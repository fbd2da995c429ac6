"""Names that stay as they are in a translation: of products and registers, and short forms in capitals."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from functools import cache

from consent.models.library.held_words import HeldWords
from consent.translate.wordlist import CAPITALS, SMALL

_WORD = re.compile(r"[^\W\d_][\w’'.-]*\w|[^\W\d_]")
_SHORT = re.compile(
    rf"[{CAPITALS}]{{2,}}\w*|\w*[{SMALL}]+[{CAPITALS}]\w*(?:\.\w+)?|[{CAPITALS}][\w-]*\d[\w-]*"
)
_PLURAL = re.compile(rf"[’']s$|(?<=[{CAPITALS}])s$")
_BEGINS = re.compile(r"(?:^|[.?!:;]\s?[”»\")\]*_]*|[“«\"(\[•*_¿¡]|\n|[-–—]\s)\s*$")
_SHOUTED = rf"(?:[{CAPITALS}]{{1,2}}[’'])?[{CAPITALS}]{{2,}}"
_IN_CAPITALS = re.compile(rf"\b{_SHOUTED}\b(?:\s+(?:[{CAPITALS}]\s+)?{_SHOUTED}\b){{2,}}")
"""A line that is set in capitals is no list of names."""
_ENDS = frozenset(".?!")
_ADDRESS = re.compile(r"(?<![\w@.-])(?:[\w-]+\.)+(?:gov|org|com|net|edu|info)\b(?:/[\w./-]*\w)?")
_MARK = re.compile(rf"[{CAPITALS}]{{5,}}(?: [{CAPITALS}]{{5,}})?")
"""Nor is a mark such as DRAFT, all there is of a text."""


def lost_names(english: str, translated: str, words: HeldWords) -> Iterator[str]:
    """The names of the English text that the translation does not have as they are."""
    text = english
    for name, others in words.names.items():
        if re.search(rf"(?<!\w){re.escape(name)}(?!\w)", text):
            # A name may also stay as it is; a term in small letters may not.
            kept = (name, *others) if name[0].isupper() else others
            if not any(other.casefold() in translated.casefold() for other in kept):
                yield name
            text = re.sub(rf"(?<!\w){re.escape(name)}(?!\w)", " ", text)
    for address in dict.fromkeys(_ADDRESS.findall(text)):
        if address not in translated:
            yield address
    ordinary = _ordinary("en")
    for word in dict.fromkeys(_names(text, ordinary)):
        if not re.search(rf"(?<!\w){re.escape(word)}(?!\w)", translated):
            yield word


def new_names(english: str, translated: str, words: HeldWords, locale: str) -> Iterator[str]:
    """The names of the translation that neither the English nor the language's own names have."""
    own = " ".join(word for others in words.names.values() for word in others)
    for word in dict.fromkeys(_names(translated, _ordinary(locale))):
        known = rf"(?<!\w){re.escape(word)}(?:['’]?s)?(?!\w)"
        if not re.search(known, english, re.IGNORECASE) and not re.search(known, own, re.IGNORECASE):
            yield word


def _names(text: str, ordinary: Collection[str]) -> Iterator[str]:
    if len(text.split()) < 3 and _MARK.fullmatch(text):
        return
    text = _IN_CAPITALS.sub(".", text)
    long = [word for word in _WORD.findall(text) if len(word) > 3]
    # In a title every word has a capital; a sentence is none.
    titled = all(word[0].isupper() for word in long) and text.rstrip()[-1:] not in _ENDS
    for match in _WORD.finditer(text):
        word = _PLURAL.sub("", match[0])
        if _SHORT.fullmatch(word) or (
            not titled
            and word[0].isupper()
            and len(word) > 1
            and word not in ordinary
            and not _BEGINS.search(text[: match.start()])
        ):
            yield word


@cache
def _ordinary(locale: str) -> frozenset[str]:
    """Words with a capital that every language has words of its own for: days, lands, languages."""
    # Slow to import.
    from babel import Locale

    names = Locale.parse(locale)
    days = (name for width in names.days["format"].values() for name in width.values())
    months = (name for width in names.months["format"].values() for name in width.values())
    lands = (part for name in names.territories.values() for part in name.split())
    tongues = (part for name in names.languages.values() for part in name.split())
    return frozenset((*days, *months, *lands, *tongues, "I"))
