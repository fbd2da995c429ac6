"""What a phrase of a recognition asks for, word by word."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache

from consent.models.library.word_groups import GROUPS
from consent.reading.text.words import split

MARKS = "+^|~"
_GAP = 6
"""Words that an ellipsis in a phrase may stand for."""
_WHOLE = re.compile("<[^<>]+>")
_PART = re.compile(r"<[^<>]+>|…|[^\s…]+")


@dataclass(frozen=True, slots=True)
class Step:
    """One word of a phrase."""

    whole: frozenset[str]
    """Words one of which must stand here."""
    begun: tuple[str, ...]
    """Beginnings of such words."""
    gap: int
    """How many other words may stand before it."""

    @property
    def number(self) -> bool:
        """Whether any number will do."""
        return "#" in self.whole

    def fits(self, word: str) -> bool:
        """Whether a word of the form will do."""
        return (
            word in self.whole
            or (bool(self.begun) and word.startswith(self.begun))
            or (self.number and word.isdigit())
        )


def expanded(phrases: Iterable[str]) -> tuple[str, ...]:
    """Phrases with every ``<name>`` in its place."""
    found: list[str] = []
    for phrase in phrases:
        bare = phrase.lstrip(MARKS)
        if _WHOLE.fullmatch(bare):
            mark = phrase[: len(phrase) - len(bare)]
            found += [mark + one.lstrip("+") if mark else one for one in GROUPS[bare[1:-1]]]
        else:
            found.append(phrase)
    return tuple(found)


def shown(phrase: str) -> str:
    """A phrase as a reader may see it."""
    parts = (GROUPS[part[1:-1]][0] if part.startswith("<") else part for part in _PART.findall(phrase))
    return re.sub("…[ …]*", "… ", " ".join(parts).lstrip(MARKS).replace("*", "…")).strip()


@lru_cache(maxsize=8192)
def steps_of(phrase: str) -> tuple[Step, ...]:
    """A phrase that is no list, without its marks."""
    found: list[Step] = []
    gap = 0
    for part in _PART.findall(phrase):
        if part == "…":
            gap += _GAP
        elif part.startswith("<"):
            found.append(_any_of(GROUPS[part[1:-1]], gap))
            gap = 0
        elif part == "#":
            found.append(Step(frozenset("#"), (), gap))
            gap = 0
        else:
            words = split(part.rstrip("*"))
            for word in words:
                found.append(Step(frozenset((word,)), (), gap))
                gap = 0
            if part.endswith("*") and words:
                found[-1] = Step(frozenset(), (words[-1],), found[-1].gap)
    return tuple(found)


def _any_of(words: Iterable[str], gap: int) -> Step:
    """One word of a list; turns of phrase in it cannot stand inside another."""
    single = [word.lstrip("+") for word in words if " " not in word]
    return Step(
        frozenset(word for word in single if not word.endswith("*")),
        tuple(word.rstrip("*") for word in single if word.endswith("*")),
        gap,
    )
