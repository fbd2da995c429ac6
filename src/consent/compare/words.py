"""Two wordings word by word: what was kept, taken out, put in, and what of it is more than punctuation."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from difflib import SequenceMatcher
from itertools import groupby

from consent.models.library.passage import UNKNOWN
from consent.models.register.change import Edit, Stretch

_PIECE = re.compile(r"\s+|[^\W_]+(?:[.,’'][^\W_]+)*|.", re.DOTALL)
_NUMBER = re.compile(r"\d+(?:[.,]\d+)*")
_BETWEEN_THOUSANDS = re.compile(r"(?<=\d),(?=\d{3}(?!\d))")
_WORD = re.compile(r"[^\W_]+(?:['’.][^\W_]+)*|[$€£%<>≤≥±+=]", re.UNICODE)
_NUMBER_WORDS = frozenset(
    (
        *("none", "no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten"),
        *("eleven", "twelve", "thirteen", "fourteen", "fifteen", "sixteen", "seventeen"),
        *("eighteen", "nineteen", "twenty", "thirty", "forty", "fifty", "sixty", "seventy"),
        *("eighty", "ninety", "hundred", "hundreds", "thousand", "thousands", "million"),
        *("millions", "dozen", "half", "third", "quarter", "once", "twice", "fewer", "less", "more"),
        *("most", "every", "first", "second", "percent"),
    )
)
"""Words that count. ``more`` and ``fewer`` are among them: they turn a number round."""


def stretches(old: str, new: str) -> tuple[Stretch, ...]:
    """The two wordings as one, what was taken out before what took its place."""
    # Nothing is said of how words read that nobody knows.
    before, after = ([one] if one == UNKNOWN else _PIECE.findall(one) for one in (old, new))
    found: list[Stretch] = []
    matcher = SequenceMatcher(None, before, after, autojunk=False)
    for tag, start, end, other_start, other_end in matcher.get_opcodes():
        if tag == "equal":
            found.append(Stretch(Edit.KEPT, "".join(before[start:end])))
            continue
        if start < end:
            found.append(Stretch(Edit.DELETED, "".join(before[start:end])))
        if other_start < other_end:
            found.append(Stretch(Edit.INSERTED, "".join(after[other_start:other_end])))
    return tuple(_joined(found))


def _joined(found: Sequence[Stretch]) -> Iterator[Stretch]:
    """A space kept between two changes is part of both, as people mark it."""
    for is_word, group in groupby(found, key=lambda one: one.edit is Edit.KEPT and bool(one.text.strip())):
        some = list(group)
        if is_word or len(some) < 3:
            yield from some
            continue
        first, last = some[0], some[-1]
        inner = [one for one in some if one not in (first, last) or one.edit is not Edit.KEPT]
        if first.edit is Edit.KEPT:
            yield first
        for edit in (Edit.DELETED, Edit.INSERTED):
            if any(one.edit is edit for one in inner):
                yield Stretch(edit, "".join(one.text for one in inner if one.edit in (edit, Edit.KEPT)))
        if last.edit is Edit.KEPT:
            yield last


def spoken(text: str) -> tuple[str, ...]:
    """The words and numbers as they are said: no punctuation, no capitals, ``1,000`` as ``1000``."""
    plain = _BETWEEN_THOUSANDS.sub("", text).replace("’", "'").casefold()
    return tuple(_WORD.findall(plain))


def numbers(text: str) -> tuple[str, ...]:
    """Everything in it that counts, in order."""
    return tuple(
        word for word in spoken(text) if _NUMBER.search(word) or word in _NUMBER_WORDS or word in "$%"
    )


def likeness(old: str, new: str) -> float:
    """How much of two wordings is the same, from 0 to 1."""
    return SequenceMatcher(None, spoken(old), spoken(new), autojunk=False).ratio()
