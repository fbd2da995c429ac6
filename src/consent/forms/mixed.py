"""Pages of a form on which whole sentences stand in another language than the rest."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from itertools import groupby

from consent.forms.languages import COMMON
from consent.forms.speech import folded
from consent.reading.text.words import Words

_FEWEST = 7
"""Words of a sentence below which nothing is said about its language."""
_SHARE, _MORE = 0.28, 2.0
"""Which part of it are common words of the other language, and how many times as many as of this one."""
_LEAST = 25
"""Words in another language that make a page worth naming."""

_KNOWN = {name: frozenset(map(folded, words)) for name, words in COMMON.items()}


def foreign_pages(words: Words, language: str) -> tuple[tuple[int, str], ...]:
    """Pages, counted from 1, and the other language that they speak besides."""
    counted: dict[int, Counter[str]] = {}
    for page, other, count in _foreign(words, language):
        counted.setdefault(page, Counter())[other] += count
    return tuple(
        (page + 1, other)
        for page, found in sorted(counted.items())
        for other, count in found.most_common(1)
        if count >= _LEAST
    )


def _foreign(words: Words, language: str) -> Iterator[tuple[int, str, int]]:
    """Each sentence in another language: its page, the language, its words."""
    for _, group in groupby(range(len(words.text)), key=lambda place: words.sentence[place]):
        places = [place for place in group if words.text[place]]
        text = [folded(words.text[place]) for place in places]
        if len(text) < _FEWEST or language not in _KNOWN:
            continue
        shares = {name: sum(word in known for word in text) / len(text) for name, known in _KNOWN.items()}
        best = max(shares, key=lambda name: shares[name])
        if best != language and shares[best] >= max(_SHARE, _MORE * shares[language]):
            yield words.page[places[0]], best, len(text)
