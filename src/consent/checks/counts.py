"""How a language other than English counts people: so many of so many."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from consent.models.library.catalogue import Catalogue

_UNITS = ("second", "minute", "hour", "day", "week", "month", "year")
_SOME = (1, 2, 5, 11, 100)
"""Numbers of every form that a language may have words in."""
_THINGS = ("1 shot", "{count} shots", "1 needle", "{count} needles")
_WORDS_BETWEEN = r"(?:[^\W\d]+\s+){0,2}?"
"""``2 personas de cada 100``."""
_NEVER = re.compile(r"(?!)")


@lru_cache(maxsize=16)
def counts_in(catalogue: Catalogue) -> re.Pattern[str]:
    """What finds a count and out of how many it is, ``of``; times and numbers of shots are none.

    Nothing is found in a language whose ``language.yaml`` has no ``out_of:``.
    """
    if not catalogue.tongue.out_of:
        return _NEVER
    leading = _any_of(catalogue.tongue.out_of)
    # French and others part thousands by a space, whichever was typed.
    group = r"\s" if (mark := catalogue.number(1000)[1:-3]).isspace() else re.escape(mark)
    number = rf"\d(?:\d|{group}(?=\d{{3}}))*(?:[.,]\d+)?"
    return re.compile(
        rf"\b{number}\s+{_WORDS_BETWEEN}(?:{leading})\s+(?P<of>{number})\b"
        rf"(?!\s+(?:{_any_of(set(_not_people(catalogue)))})\b)",
        re.IGNORECASE,
    )


def _any_of(phrases: tuple[str, ...] | set[str]) -> str:
    ordered = sorted(phrases, key=lambda one: (-len(one), one))
    return "|".join(re.escape(one).replace(r"\ ", r"\s+") for one in ordered)


def _not_people(catalogue: Catalogue) -> Iterator[str]:
    """Words after a number that make it a time, or a number of shots."""
    # Slow to import.
    from babel.units import format_unit

    for unit in _UNITS:
        for number in _SOME:
            yield _bare(format_unit(number, f"duration-{unit}", locale=catalogue.tongue.locale))
    yield from (_bare(catalogue.texts[thing]) for thing in _THINGS if thing in catalogue.texts)


def _bare(text: str) -> str:
    return re.sub(r"\{\w*\}|\d+", "", text).strip()
