"""What stands under what: bodies of text, each with the heading or caption that says what it is about.

Four kinds of caption::

    Benefits                          a heading on a line of its own
    4. Benefits. You may walk better. a part that begins with its name
    What may go wrong? Pain, …        a short question
    Good: the shoulder loosens up     the words before a colon
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import groupby, pairwise

from consent.reading.text.words import Words

_LONGEST, _BEFORE_COLON = 10, 5
"""Words of the longest heading or question, and of the longest caption before a colon."""
_BEGINNING = 4
"""Words of a part's first sentence that name it if it has no heading of its own."""


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
    return tuple(sorted({*_parts(words, runs), *_asked(words, runs), *_before_colons(words, runs)}, key=_place))


def _place(section: Section) -> tuple[int, int, int]:
    return section.caption, section.start, section.end


def _parts(words: Words, runs: list[tuple[int, int]]) -> Iterator[Section]:
    for _, group in groupby(runs, key=lambda run: words.part[run[0]]):
        sentences = [run for run in group if _tells(words, run)]
        if not sentences:
            continue
        low, high = sentences[0]
        end = sentences[-1][1]
        if high - low <= _LONGEST and high < end:
            yield Section(low, high, end)
        elif high - low > _LONGEST:
            yield Section(low, low + _BEGINNING, end)


def _tells(words: Words, run: tuple[int, int]) -> bool:
    """Whether a sentence is more than the number of a part."""
    return any(len(word) > 1 and not word.isdigit() for word in words.text[run[0] : run[1]])


def _asked(words: Words, runs: list[tuple[int, int]]) -> Iterator[Section]:
    """Short questions, each up to the next one of its part."""
    asked = [run for run in runs if run[1] - run[0] <= _LONGEST and "?" in _after(words, run[1] - 1)]
    for (low, high), following in pairwise([*asked, (len(words.text), 0)]):
        end = next((at for at in range(high, following[0]) if words.part[at] != words.part[low]), following[0])
        if high < end:
            yield Section(low, high, end)


def _before_colons(words: Words, runs: list[tuple[int, int]]) -> Iterator[Section]:
    for low, high in runs:
        for at in range(low, min(low + _BEFORE_COLON, high - 1)):
            if ":" in _after(words, at):
                yield Section(low, at + 1, high)
                break


def _after(words: Words, place: int) -> str:
    """The characters between a word and the next on its page."""
    page = words.pages[words.page[place]].text
    end = len(page)
    if place + 1 < len(words.text) and words.page[place + 1] == words.page[place]:
        end = words.first[place + 1]
    return page[words.last[place] + 1 : max(end, words.last[place] + 2)][:4]
