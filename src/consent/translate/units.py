"""How much of what a text says: ``15 minutes``, ``0.5 mL``; 15 hours are another amount."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping
from functools import cache

from consent.models.library.held_words import HeldWords

_SIGNS = ("mL", "L", "mg", "mcg", "µg", "g", "kg", "cm", "mm", "IU", "%", "°F", "°C")
"""Written alike in every language."""
_TIMES = ("second", "minute", "hour", "day", "week", "month", "year")
_SOME = (1, 2, 5, 11, 100)
_FIGURES = r"\d[\d.,\u00a0\u202f]*\d|\d"


def amounts_in(text: str, words: HeldWords, locale: str) -> Counter[tuple[str, str]]:
    """Each number that stands before a unit, as its digits, with the unit; a number in words as its value."""
    values = {word.casefold(): f"{value:g}" for word, value in words.numbers.items()}
    found: Counter[tuple[str, str]] = Counter()
    for match in _pattern(tuple(values), locale).finditer(text):
        number = values.get(match["number"].casefold()) or re.sub(r"\D", "", match["number"])
        found[number, _units(locale).get(match["unit"].casefold(), match["unit"])] += 1
    return found


@cache
def _pattern(numbers: tuple[str, ...], locale: str) -> re.Pattern[str]:
    # The longest first: an expression takes the first that fits, `m` in place of `mm`.
    in_words = "|".join(map(re.escape, sorted(numbers, key=len, reverse=True)))
    times = "|".join(map(re.escape, sorted(_units(locale), key=len, reverse=True)))
    signs = "|".join(map(re.escape, sorted(_SIGNS, key=len, reverse=True)))
    number = rf"(?P<number>{_FIGURES}{f'|(?i:{in_words})' if in_words else ''})"
    return re.compile(rf"(?<!\w){number}[\s-]*(?P<unit>{signs}|(?i:{times}))(?!\w)")


@cache
def _units(locale: str) -> Mapping[str, str]:
    # Slow to import.
    from babel.units import format_unit

    return {
        re.sub(r"[\d\s]", "", format_unit(number, f"duration-{unit}", locale=locale)).casefold(): unit
        for unit in _TIMES
        for number in _SOME
    }
