"""The words of a PDF one after the other, each knowing its page and glyphs. For strangers' forms."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from itertools import pairwise

import numpy as np
import numpy.typing as npt

from consent.reading.sheet import Page, Sight
from consent.reading.text.layout import Breaks, breaks_of
from consent.reading.text.plain import plain
from consent.reading.text.running import running_lines

_WORD = re.compile(r"[0-9a-zà-öø-ÿ%]+")
# A hyphen where a line ends, in every way that PDFium gives one; before a capital it belongs to the word.
_BROKEN = re.compile(r"[\u2010\u00ad\x02\ufffe]\s+(?=[a-z])")
# A bullet or an empty line ends what stands before it, though it has no full stop.
_END = re.compile(r"[.!?][”\"’')\]]*(?=\s)|[•▪●◦‣■□☐☑✓➢]|\n\s*\n")
_STOP = re.compile(r"\.(?=\s|$)")
_SHORT = frozenset(
    (
        "dr",
        "mr",
        "mrs",
        "ms",
        "st",
        "jr",
        "sr",
        "vs",
        "etc",
        "eg",
        "ie",
        "inc",
        "approx",
        "tel",
        "ext",
        "cal",
        "rev",
        "stat",
        "dra",
        "sra",
        "srta",
        "ud",
        "uds",
    )
)
"""Words whose full stop ends no sentence."""
_TITLES = frozenset(("dr", "dra", "mr", "mrs", "ms", "sra", "srta"))
_SPACE = 0.24
"""A gap of so much of the type size is a space that no program wrote, unless all gaps are as wide."""


@dataclass(frozen=True, slots=True, eq=False)
class Words:
    """Every word, in the order it is drawn."""

    text: tuple[str, ...] = field(repr=False)
    """In lower case, without accents' variants of quotes and dashes."""
    page: tuple[int, ...] = field(repr=False)
    """Index of the page, counted from 0."""
    first: tuple[int, ...] = field(repr=False)
    last: tuple[int, ...] = field(repr=False)
    """Characters of the page that the word begins and ends with."""
    sentence: tuple[int, ...] = field(repr=False)
    """How many sentences ended before the word."""
    part: tuple[int, ...] = field(repr=False)
    """How many headings came before the word."""
    pages: tuple[Page, ...] = field(repr=False)

    def quoted(self, start: int, end: int, most: int = 120) -> str:
        """Words as they are printed, shortened in the middle."""
        parts: list[str] = []
        for number in sorted(set(self.page[start:end])):
            here = [i for i in range(start, end) if self.page[i] == number]
            text, begun = self.pages[number].text, self.first[here[0]]
            for one, other in pairwise(here):
                if self.first[other] == self.last[one] + 1 and self._apart(number, self.last[one]):
                    parts.append(text[begun : self.first[other]])
                    begun = self.first[other]
            parts.append(text[begun : self.last[here[-1]] + 1])
        text = " ".join(_BROKEN.sub("", " ".join(parts)).replace("\x02", "-").replace("\ufffe", "-").split())
        return text if len(text) <= most else f"{text[: most // 2].rstrip()} … {text[-most // 3 :].lstrip()}"

    def _apart(self, number: int, place: int) -> bool:
        """Whether a page has room, or the end of a line, between a character and the next, and no space."""
        before, after = self.pages[number].box[place], self.pages[number].box[place + 1]
        gap = float(after[0] - before[2])
        return gap < -float(before[2] - before[0]) or gap > _SPACE * float(before[3] - before[1])

    def behind(self, place: int) -> str:
        """The characters between a word and the next on its page: space, stops, rules to write on."""
        text = self.pages[self.page[place]].text
        last = place + 1 == len(self.text) or self.page[place + 1] != self.page[place]
        return text[
            self.last[place] + 1 : len(text) if last else max(self.first[place + 1], self.last[place] + 1)
        ]

    def sights(self, start: int, end: int) -> npt.NDArray[np.uint8]:
        """How each character of some words is seen."""
        parts = [
            self.pages[self.page[i]].sight[self.first[i] : self.last[i] + 1]
            for i in range(start, min(end, len(self.text)))
        ]
        return np.concatenate(parts) if parts else np.zeros(0, dtype=np.uint8)

    def size(self, start: int, end: int) -> float:
        """The smallest type of some words, in points."""
        sizes = [
            self.pages[self.page[i]].runs[run].size
            for i in range(start, end)
            for run in np.unique(self.pages[self.page[i]].run[self.first[i] : self.last[i] + 1]).tolist()
            if run >= 0
        ]
        return min(sizes, default=0.0)


def words_of(pages: Iterable[Page]) -> Words:
    """Cut every page into words; a word broken at a line end is joined again, a running head counts once."""
    sheets = tuple(pages)
    found = _Found()
    for number, (page, running) in enumerate(zip(sheets, running_lines(sheets), strict=True)):
        text, origin = plain(page.text)
        gaps, breaks = _gaps(page), breaks_of(page, running.is_running)
        if running.first:
            found.add(text, origin, gaps, breaks, number, running.is_body)
            found.ended += 1
        found.add(text, origin, gaps, breaks, number, running.is_running)
        found.begun += len(breaks.parts)
    return Words(
        tuple(found.text),
        tuple(found.page),
        tuple(found.first),
        tuple(found.last),
        tuple(found.sentence),
        tuple(found.part),
        sheets,
    )


def words_in(text: str) -> Words:
    """Words that stand on no paper yet; an empty line ends a sentence."""
    count = len(text)
    page = Page(
        number=1,
        width=0,
        height=0,
        text=text,
        box=np.zeros((count, 4), dtype=np.float32),
        run=np.full(count, -1, dtype=np.int32),
        runs=(),
        sight=np.zeros(count, dtype=np.uint8),
        ink=np.zeros((1, 1), dtype=np.uint8),
        drawings=(),
    )
    return words_of((page,))


def split(text: str) -> list[str]:
    """Any text as words of the same kind."""
    return [word for found in _WORD.findall(plain(text)[0]) for word in _words(found)]


@dataclass(slots=True)
class _Found:
    text: list[str] = field(default_factory=list)
    page: list[int] = field(default_factory=list)
    first: list[int] = field(default_factory=list)
    last: list[int] = field(default_factory=list)
    sentence: list[int] = field(default_factory=list)
    part: list[int] = field(default_factory=list)
    ended: int = 0
    begun: int = 0

    def add(
        self,
        text: str,
        origin: list[int],
        gaps: npt.NDArray[np.float32],
        breaks: Breaks,
        page: int,
        skip: Callable[[int], bool],
    ) -> None:
        """The words of a page, without those at the places to skip."""
        before, skipped, new = 0, True, 0
        # As lists: numpy takes longer to be asked for one place than to look through them all.
        sentences, parts = breaks.sentences.tolist(), breaks.parts.tolist()
        room = gaps.tolist()
        for match in _WORD.finditer(text):
            place = origin[match.start()]
            skipped, was_skipped = skip(place), skipped
            if not (skipped and was_skipped):
                ends = _ends(text, before, match.start(), self.text[-1] if self.text else "")
                begins = bisect_right(sentences, place)
                self.ended += ends or begins > new
                new = begins
            before = match.end()
            if skipped:
                continue
            part = self.begun + bisect_right(parts, place)
            for low, high in _pieces(match.start(), match.end(), origin, room):
                for word in _words(text[low:high]):
                    self.part.append(part)
                    self.sentence.append(self.ended)
                    self.text.append(word)
                    self.page.append(page)
                    self.first.append(origin[low])
                    self.last.append(origin[high - 1])


def _words(found: str) -> tuple[str, ...]:
    return ("can", "not") if found == "cannot" else (found,)


def _ends(text: str, start: int, end: int, before: str) -> bool:
    """Whether a sentence ends between two words."""
    if not _END.search(text, start, end):
        return False
    short = before in _SHORT or (len(before) == 1 and before.isalpha() and before not in "ai")
    return not (short and _STOP.match(text, start) and (before in _TITLES or "\n" not in text[start:end]))


def _gaps(page: Page) -> npt.NDArray[np.float32]:
    """The room before each character of a line, in parts of the type size."""
    gaps = np.zeros(len(page.text) + 1, dtype=np.float32)
    if len(page.text) > 1 and page.runs:
        sizes = np.array([max(run.size, 1.0) for run in page.runs], dtype=np.float32)
        drawn = (page.run[1:] >= 0) & (page.run[:-1] >= 0)
        size = sizes[np.maximum(page.run[1:], 0)]
        level = np.abs(page.box[1:, 1] - page.box[:-1, 1]) < size
        gaps[1:-1] = np.where(drawn & level, (page.box[1:, 0] - page.box[:-1, 2]) / size, 0)
    return gaps


def _pieces(start: int, end: int, origin: list[int], room: list[float]) -> Iterator[tuple[int, int]]:
    """One word, or several where the spaces between them were only left out, not written."""
    inside = [room[origin[i]] if origin[i] == origin[i - 1] + 1 else 0.0 for i in range(start + 1, end)]
    usual = sorted(inside)[len(inside) // 2] if inside else 0.0
    low = start
    for place, gap in enumerate(inside, start + 1):
        if gap > _SPACE and gap > 3 * usual:
            yield low, place
            low = place
    yield low, end


HIDDEN = (
    Sight.COVERED,
    Sight.UNPAINTED,
    Sight.SAME_COLOUR,
    Sight.LAYER,
    Sight.OFF_SHEET,
    Sight.CLIPPED,
    Sight.NO_GLYPH,
    Sight.OVERPRINTED,
    Sight.PALE,
    Sight.SCANNED,
)
"""Sights that make a word no proof."""
