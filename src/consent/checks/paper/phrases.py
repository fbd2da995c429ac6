"""Where the phrases of a recognition stand among the words of a form."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from typing import TypeAlias

from consent.checks.reading.words import Words, split
from consent.models.word_groups import GROUPS

Hit: TypeAlias = tuple[int, int]
"""First word, and the word after the last."""

_GAP = 6
"""Words that an ellipsis in a phrase may stand for."""
_NO = frozenset(("no", "not", "never", "without", "none", "neither", "nor", "zero"))
_DENIED_BEFORE, _DENIED_AFTER = 4, 2
_BUT = frozenset(
    ("only", "limited", "but", "just", "all", "later", "longer", "less", "more", "every", "other")
)
"""Words after a "not" that make it deny nothing."""
_VERBS = frozenset(
    (
        "is",
        "are",
        "was",
        "were",
        "will",
        "do",
        "does",
        "did",
        "has",
        "have",
        "had",
        "can",
        "may",
        "shall",
        "would",
    )
)
_NO_NAMES = frozenset(
    (
        "the",
        "our",
        "this",
        "a",
        "an",
        "any",
        "my",
        "your",
        "their",
        "each",
        "every",
        "at",
        "in",
        "of",
        "to",
        "from",
        "call",
    )
)


@dataclass(frozen=True, slots=True)
class _Step:
    word: str
    prefix: bool
    gap: bool
    """Whether other words may stand before it."""


@dataclass(frozen=True, slots=True, eq=False)
class WordIndex:
    """The words of a form, found by their letters."""

    words: Words
    places: dict[str, list[int]]
    known: list[str]
    """Every different word, in order, so that all with one beginning stand together."""
    numbers: list[int]
    cache: dict[str, list[Hit]] = field(default_factory=dict)

    def positions(self, word: str, *, prefix: bool = False) -> list[int]:
        """Where a word stands, or every word that begins so."""
        if not prefix:
            return self.places.get(word, [])
        found: list[int] = []
        for known in self.known[bisect_left(self.known, word) :]:
            if not known.startswith(word):
                break
            found += self.places[known]
        return sorted(found)

    def hits(self, phrases: Iterable[str]) -> list[Hit]:
        """Where any of the phrases stands."""
        return sorted({hit for phrase in expanded(phrases) for hit in self.hits_of(phrase)})

    def hits_of(self, phrase: str) -> list[Hit]:
        """Where one phrase stands that is no list."""
        if phrase not in self.cache:
            self.cache[phrase] = self._look(phrase)
        return self.cache[phrase]

    def _look(self, phrase: str) -> list[Hit]:
        affirmed, named = phrase.startswith("+"), phrase.startswith("^")
        steps = _steps(phrase.lstrip("+^"))
        starts = (
            self.numbers if steps[0].word == "#" else self.positions(steps[0].word, prefix=steps[0].prefix)
        )
        found = []
        for start in starts:
            end = self._follow(start, start + 1, steps[1:])
            if end is None or (affirmed and self._denied(start, end)) or (named and not self._a_name(start)):
                continue
            found.append((start, end))
        return found

    def _follow(self, start: int, position: int, steps: Sequence[_Step]) -> int | None:
        text, sentence = self.words.text, self.words.sentence
        for step in steps:
            reach = _GAP if step.gap else 0
            for place in range(position, min(position + reach + 1, len(text))):
                if step.gap and sentence[place] != sentence[start]:
                    return None
                if _fits(text[place], step):
                    position = place + 1
                    break
            else:
                return None
        return position

    def _denied(self, start: int, end: int) -> bool:
        text, sentence = self.words.text, self.words.sentence
        for place in range(max(start - _DENIED_BEFORE, 0), start):
            if text[place] in _NO and sentence[place] == sentence[start]:
                before = text[place - 1] if place else ""
                if text[place + 1] not in _BUT and before not in ("or", "why"):
                    return True
        after = text[end : end + _DENIED_AFTER]
        return (
            len(after) == _DENIED_AFTER
            and sentence[end] == sentence[start]
            and after[0] in _VERBS
            and after[1] in ("not", "never", "no")
            and text[end + _DENIED_AFTER : end + _DENIED_AFTER + 1] not in (("limited",), ("only",))
        )

    def with_denial(self, start: int, end: int) -> Hit:
        """A hit together with the words around it that may deny it."""
        sentence = self.words.sentence
        low, high = start, end
        while low > max(start - _DENIED_BEFORE, 0) and sentence[low - 1] == sentence[start]:
            low -= 1
        while high < min(end + _DENIED_AFTER, len(sentence)) and sentence[high] == sentence[start]:
            high += 1
        return low, high

    def _a_name(self, start: int) -> bool:
        words = self.words
        if (
            not start
            or words.sentence[start - 1] != words.sentence[start]
            or words.text[start - 1] in _NO_NAMES
        ):
            return False
        return all(words.pages[words.page[i]].text[words.first[i]].isupper() for i in (start - 1, start))


def expanded(phrases: Iterable[str]) -> tuple[str, ...]:
    """Phrases with every ``<name>`` in its place."""
    found: list[str] = []
    for phrase in phrases:
        bare = phrase.lstrip("+")
        if bare.startswith("<"):
            mark = "+" if phrase.startswith("+") else ""
            found += [mark + one.lstrip("+") if mark else one for one in GROUPS[bare[1:-1]]]
        else:
            found.append(phrase)
    return tuple(found)


@lru_cache(maxsize=2)
def index_of(words: Words) -> WordIndex:
    """The index of a form's words, made once."""
    found: dict[str, list[int]] = {}
    for position, word in enumerate(words.text):
        if word:
            found.setdefault(word, []).append(position)
    numbers = [position for position, word in enumerate(words.text) if word.isdigit()]
    return WordIndex(words, found, sorted(found), numbers)


def _fits(word: str, step: _Step) -> bool:
    if step.word == "#":
        return word.isdigit()
    return word.startswith(step.word) if step.prefix else word == step.word


@lru_cache(maxsize=8192)
def _steps(phrase: str) -> tuple[_Step, ...]:
    found: list[_Step] = []
    gap = False
    for part in phrase.replace("…", " … ").split():
        if part == "…":
            gap = True
            continue
        prefix = part.endswith("*")
        for word in ["#"] if part == "#" else split(part.rstrip("*")):
            found.append(_Step(word, prefix=False, gap=gap))
            gap = False
        if prefix and found:
            found[-1] = _Step(found[-1].word, prefix=True, gap=found[-1].gap)
    return tuple(found)
