"""What stands under what: bodies of text, each with the heading or caption that says what it is about.

Three kinds of caption::

    Benefits                          a heading, on a line of its own or not
    What may go wrong? Pain, …        a short question
    Good: the shoulder loosens up     the words before a colon
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import groupby, pairwise

from consent.reading.text.words import Words

_LONGEST, _BEFORE_COLON = 10, 5
"""Words of the longest heading or question, and of the longest caption before a colon."""
_NEAR = 4
"""Characters behind a word among which a question mark is its own."""
_COLON = re.compile(r"\W{0,2}:\s")


@dataclass(frozen=True, slots=True)
class Section:
    """Words ``start`` to ``end`` that a caption, words ``caption`` to ``start``, stands above or before."""

    caption: int
    start: int
    end: int


def sections_of(words: Words) -> tuple[Section, ...]:
    """Every caption with what stands under it, in the order of the form; a caption may hold others."""
    runs = [
        (places[0], places[-1] + 1)
        for _, group in groupby(range(len(words.text)), key=lambda place: words.sentence[place])
        if (places := list(group))
    ]
    return tuple(
        sorted({*_parts(words, runs), *_asked(words, runs), *_before_colons(words, runs)}, key=_place)
    )


def _place(section: Section) -> tuple[int, int, int]:
    return section.caption, section.start, section.end


def _parts(words: Words, runs: list[tuple[int, int]]) -> Iterator[Section]:
    for part, group in groupby(runs, key=lambda run: words.part[run[0]]):
        sentences = [run for run in group if _tells(words, run)]
        if not part or not sentences:  # nothing announces what stands before the first heading
            continue
        low, high = sentences[0]
        end = sentences[-1][1]
        if high - low <= _LONGEST and high < end:
            yield Section(low, high, end)


def _tells(words: Words, run: tuple[int, int]) -> bool:
    """Whether a sentence is more than the number of a part."""
    return any(len(word) > 1 and not word.isdigit() for word in words.text[run[0] : run[1]])


def _asked(words: Words, runs: list[tuple[int, int]]) -> Iterator[Section]:
    """Short questions, each up to the next one of its part."""
    asked = [run for run in runs if run[1] - run[0] <= _LONGEST and "?" in words.behind(run[1] - 1)[:_NEAR]]
    for (low, high), following in pairwise([*asked, (len(words.text), 0)]):
        end = next(
            (at for at in range(high, following[0]) if words.part[at] != words.part[low]), following[0]
        )
        if high < end:
            yield Section(low, high, end)


def _before_colons(words: Words, runs: list[tuple[int, int]]) -> Iterator[Section]:
    for low, high in runs:
        for at in range(low, min(low + _BEFORE_COLON, high - 1)):
            if _COLON.match(words.behind(at)):
                yield Section(low, at + 1, high)
                break
