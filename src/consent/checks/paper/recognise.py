"""Recognise what a clause says in words that are not ours: anchor phrases that stand close together."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from functools import lru_cache

from consent.checks.reading.words import Words, split
from consent.models.library import Recognition

_GAP = 6
"""Words that an ellipsis in a phrase may stand for."""
_LOOSE = 2
"""How many times the asked distance still counts as a doubtful find."""
_SENTENCE = 6
"""Words that the end of a sentence counts for."""
_ALIKE = 0.75


@dataclass(frozen=True, slots=True)
class Match:
    """Words of a form that say what was looked for."""

    start: int
    end: int
    sure: float
    """1 letter for letter, 0.8 for all anchor phrases close together, 0.4 for anchors far apart."""
    missing: tuple[str, ...] = ()
    """Anchors that were not found, one phrase of each."""


@dataclass(frozen=True, slots=True)
class _Step:
    word: str
    prefix: bool
    gap: bool
    """Whether other words may stand before it."""


def exact(words: Words, text: str) -> Match | None:
    """The same words in the same order, whatever the breaks, quotes and hyphens."""
    wanted = split(text)
    if not wanted:
        return None
    for start in _positions(words, wanted[0]):
        if list(words.text[start : start + len(wanted)]) == wanted:
            return Match(start, start + len(wanted), 1.0)
    return None


def recognised(words: Words, recognition: Recognition) -> Match | None:
    """The closest place where every anchor is found; doubtful if they are far apart; None without them."""
    anchors = [_either(one) for one in recognition.all_of]
    hits = [sorted(set(_hits(words, phrases))) for phrases in anchors]
    missing = tuple(one[0] for one, found in zip(anchors, hits, strict=True) if not found)
    if missing:
        return Match(0, 0, 0.0, missing)
    best = min(
        (_around(hits, first) for first in hits[0]), key=lambda place: (_distance(words, *place), place)
    )
    far = _distance(words, *best)
    if far <= recognition.within * _LOOSE:
        return Match(*best, 0.8 if far <= recognition.within else 0.4)
    return Match(0, 0, 0.0, tuple(one[0] for one in anchors[1:]))


def _around(hits: Sequence[list[tuple[int, int]]], first: tuple[int, int]) -> tuple[int, int]:
    low, high = first
    for others in hits[1:]:
        near = _nearest(others, low, high)
        low, high = min(low, near[0]), max(high, near[1])
    return low, high


def _distance(words: Words, low: int, high: int) -> int:
    return high - low + _SENTENCE * (words.sentence[high - 1] - words.sentence[low])


def closest(words: Words, text: str) -> tuple[Match, tuple[tuple[str, str], ...]] | None:
    """The words most like a dictated text, and where the two differ: (dictated, printed)."""
    wanted = split(text)
    best: tuple[float, int] = (0.0, 0)
    rare = sorted(set(wanted), key=lambda w: (len(_positions(words, w)) or 10**6, -len(w)))[:6]
    for word in rare:
        for position in _positions(words, word)[:40]:
            start = max(position - wanted.index(word), 0)
            ratio = SequenceMatcher(
                None, wanted, words.text[start : start + len(wanted)], autojunk=False
            ).ratio()
            best = max(best, (ratio, -start))
    if best[0] < _ALIKE:
        return None
    start = -best[1]
    printed = list(words.text[start : start + len(wanted) + len(wanted) // 4])
    steps = SequenceMatcher(None, wanted, printed, autojunk=False).get_opcodes()
    differences = tuple(
        (" ".join(wanted[a:b]), " ".join(printed[c:d]))
        for kind, a, b, c, d in steps
        if kind != "equal" and a < len(wanted)
    )
    ends = [d for kind, _, _, _, d in steps if kind == "equal"]
    return Match(start, start + max(ends, default=1), 0.6), differences


def _hits(words: Words, phrases: Sequence[str]) -> Iterator[tuple[int, int]]:
    for phrase in phrases:
        steps = _steps(phrase)
        for start in _positions(words, steps[0].word, prefix=steps[0].prefix):
            end = _follow(words.text, start + 1, steps[1:])
            if end is not None:
                yield start, end


def _follow(text: Sequence[str], position: int, steps: Sequence[_Step]) -> int | None:
    for step in steps:
        reach = _GAP if step.gap else 0
        for place in range(position, min(position + reach + 1, len(text))):
            if text[place].startswith(step.word) if step.prefix else text[place] == step.word:
                position = place + 1
                break
        else:
            return None
    return position


@lru_cache(maxsize=4096)
def _steps(phrase: str) -> tuple[_Step, ...]:
    found: list[_Step] = []
    gap = False
    for part in phrase.replace("…", " … ").split():
        if part == "…":
            gap = True
            continue
        prefix = part.endswith("*")
        for word in split(part.rstrip("*")):
            found.append(_Step(word, prefix=False, gap=gap))
            gap = False
        if prefix and found:
            found[-1] = _Step(found[-1].word, prefix=True, gap=found[-1].gap)
    return tuple(found)


def _either(anchor: str | tuple[str, ...]) -> tuple[str, ...]:
    return (anchor,) if isinstance(anchor, str) else anchor


def _nearest(hits: list[tuple[int, int]], low: int, high: int) -> tuple[int, int]:
    place = bisect_left(hits, (low, high))
    around = hits[max(place - 2, 0) : place + 2]
    return min(around, key=lambda hit: max(high, hit[1]) - min(low, hit[0]))


def _positions(words: Words, word: str, *, prefix: bool = False) -> list[int]:
    index = _index(words)
    if not prefix:
        return index.get(word, [])
    return sorted(place for known, places in index.items() if known.startswith(word) for place in places)


@lru_cache(maxsize=4)
def _index(words: Words) -> dict[str, list[int]]:
    found: dict[str, list[int]] = {}
    for position, word in enumerate(words.text):
        found.setdefault(word, []).append(position)
    return found
