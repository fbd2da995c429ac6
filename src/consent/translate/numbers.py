"""The numbers of a text, in figures or words."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass
from functools import cache

from consent.models.library.held_words import HeldWords
from consent.translate.wordlist import pattern

_FIGURES = re.compile(r"\d[\d.,\u00a0\u202f]*")
_SPACES = re.compile(r"(?<=\d)[ \u00a0\u202f](?=\d{3}(?!\d))")
"""Where a language parts thousands by a space: whichever space was typed."""


@dataclass(frozen=True, slots=True)
class Numbers:
    """What numbers a text has, how often each."""

    said: Counter[float]
    maybe: Counter[float]
    """Of words that may stand for a number and need not."""


def numbers_in(text: str, words: HeldWords, locale: str) -> Numbers:
    """The numbers of a text in the language of ``words``, figures written as in ``locale``."""
    said: Counter[float] = Counter()
    if not _marks(locale)[1].strip():
        text = _SPACES.sub(_marks(locale)[1], text)
    for match in _FIGURES.finditer(text):
        said.update(_values(match[0], locale))
    said.update(_in_words(text, words.numbers))
    return Numbers(said, Counter(_in_words(text, words.maybe_numbers)))


def lost(english: Numbers, translated: Numbers) -> list[float]:
    """The numbers of the English text that the translation lacks."""
    return sorted((english.said - (translated.said + translated.maybe)).elements())


def added(english: Numbers, translated: Numbers) -> list[float]:
    """The numbers of the translation that the English text lacks."""
    return lost(translated, english)


def shown(number: float) -> str:
    """As people write it."""
    return f"{number:,.10g}"


def _in_words(text: str, values: dict[str, float]) -> list[float]:
    by_word = {word.casefold(): value for word, value in values.items()}
    return [by_word[" ".join(word.casefold().split())] for word in pattern(tuple(values)).findall(text)]


def _values(figures: str, locale: str) -> list[float]:
    decimal, group = _marks(locale)
    plain = figures.rstrip(".,\u00a0\u202f")
    if re.fullmatch(rf"\d{{1,3}}(?:{re.escape(group)}\d{{3}})+(?:{re.escape(decimal)}\d+)?", plain):
        plain = plain.replace(group, "")
    if re.fullmatch(rf"\d+(?:{re.escape(decimal)}\d+)?", plain):
        return [float(plain.replace(decimal, "."))]
    # A date, a list or a telephone number: each stretch of figures for itself.
    return [float(part) for part in re.findall(r"\d+", plain)]


@cache
def _marks(locale: str) -> tuple[str, str]:
    # Slow to import.
    from babel.numbers import get_decimal_symbol, get_group_symbol

    return get_decimal_symbol(locale), get_group_symbol(locale)
