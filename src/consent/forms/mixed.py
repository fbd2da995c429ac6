"""Pages of a form on which whole sentences stand in another language than the rest."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from itertools import groupby

from consent.forms.languages import COMMON, other_than
from consent.forms.speech import folded
from consent.reading.text.words import Words

_FEWEST = 7
"""Words of a sentence below which nothing is said about its language."""
_LEAST = 25
"""Words in another language that make a page worth naming."""


def foreign_pages(
    words: Words, language: str, common: Mapping[str, frozenset[str]] = COMMON
) -> tuple[tuple[int, str], ...]:
    """Pages, counted from 1, and the other language of ``common`` that they speak besides."""
    counted: dict[int, Counter[str]] = {}
    known = {name: frozenset(map(folded, one)) for name, one in common.items()}
    for page, other, count in _foreign(words, language, known):
        counted.setdefault(page, Counter())[other] += count
    return tuple(
        (page + 1, other)
        for page, found in sorted(counted.items())
        for other, count in found.most_common(1)
        if count >= _LEAST
    )


def _foreign(
    words: Words, language: str, known: Mapping[str, frozenset[str]]
) -> Iterator[tuple[int, str, int]]:
    """Each sentence in another language: its page, the language, its words."""
    for _, group in groupby(range(len(words.text)), key=lambda place: words.sentence[place]):
        places = [place for place in group if words.text[place]]
        text = [folded(words.text[place]) for place in places]
        if len(text) >= _FEWEST and (other := other_than(language, text, known)):
            yield words.page[places[0]], other, len(text)
