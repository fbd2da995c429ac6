"""The words of a PDF one after the other, each knowing its page and glyphs. For strangers' forms."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field

import numpy as np
import numpy.typing as npt

from consent.checks.reading.running import running_lines
from consent.checks.reading.sheet import Page, Sight

_PLAIN = str.maketrans({**dict.fromkeys("‘’‚‛′`´'", None), **dict.fromkeys("“”„‟″«»", " ")})
_WORD = re.compile(r"[0-9a-zà-öø-ÿ%]+")
_BROKEN = re.compile(r"[\u2010\u00ad\x02\ufffe]\s+(?=[a-z])")
_END = re.compile(r"[.!?](?=\s|$)|[•▪●◦‣■□☐☑✓➢]|\n\s*\n")
_STOP = re.compile(r"\.(?=\s|$)")
_DOTTED = re.compile(r"\b(?:[A-Za-z]\.){2,}")
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
    )
)
"""Words whose full stop ends no sentence."""
_SPACE = 0.24
"""A gap of so much of the type size is a space that no program wrote, unless all gaps are as wide."""
_APOSTROPHES = "'’‘`´"
_HYPHENS = "-‐‑\u00ad\x02\ufffe"
_DASHES = "‒–—―-‐‑"


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
    pages: tuple[Page, ...] = field(repr=False)

    def quoted(self, start: int, end: int, most: int = 120) -> str:
        """Words as they are printed, shortened in the middle."""
        parts: list[str] = []
        for number in sorted(set(self.page[start:end])):
            here = [i for i in range(start, end) if self.page[i] == number]
            parts.append(self.pages[number].text[self.first[here[0]] : self.last[here[-1]] + 1])
        text = " ".join(_BROKEN.sub("", " ".join(parts)).replace("\x02", "-").replace("\ufffe", "-").split())
        return text if len(text) <= most else f"{text[: most // 2].rstrip()} … {text[-most // 3 :].lstrip()}"

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
        plain, origin = _plain(page.text)
        gaps = _gaps(page)
        if running.first:
            found.add(plain, origin, gaps, number, running.is_body)
            found.ended += 1
        found.add(plain, origin, gaps, number, running.is_running)
    return Words(
        tuple(found.text),
        tuple(found.page),
        tuple(found.first),
        tuple(found.last),
        tuple(found.sentence),
        sheets,
    )


def split(text: str) -> list[str]:
    """Any text as words of the same kind."""
    return [word for found in _WORD.findall(_plain(text)[0]) for word in _words(found)]


@dataclass(slots=True)
class _Found:
    text: list[str] = field(default_factory=list)
    page: list[int] = field(default_factory=list)
    first: list[int] = field(default_factory=list)
    last: list[int] = field(default_factory=list)
    sentence: list[int] = field(default_factory=list)
    ended: int = 0

    def add(
        self,
        plain: str,
        origin: list[int],
        gaps: npt.NDArray[np.float32],
        page: int,
        skip: Callable[[int], bool],
    ) -> None:
        """The words of a page, without those at the places to skip."""
        before, skipped = 0, True
        for match in _WORD.finditer(plain):
            skipped, was_skipped = skip(origin[match.start()]), skipped
            if not (skipped and was_skipped):
                self.ended += _ends(plain, before, match.start(), self.text[-1] if self.text else "")
            before = match.end()
            if skipped:
                continue
            for low, high in _pieces(match.start(), match.end(), origin, gaps):
                for word in _words(plain[low:high]):
                    self.sentence.append(self.ended)
                    self.text.append(word)
                    self.page.append(page)
                    self.first.append(origin[low])
                    self.last.append(origin[high - 1])


def _words(found: str) -> tuple[str, ...]:
    return ("can", "not") if found == "cannot" else (found,)


def _ends(plain: str, start: int, end: int, before: str) -> bool:
    """Whether a sentence ends between two words."""
    if not _END.search(plain, start, end):
        return False
    short = before in _SHORT or (len(before) == 1 and before.isalpha() and before not in "ai")
    return not (short and _STOP.match(plain, start) and "\n" not in plain[start:end])


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


def _pieces(
    start: int, end: int, origin: list[int], gaps: npt.NDArray[np.float32]
) -> Iterator[tuple[int, int]]:
    """One word, or several where the spaces between them were only left out, not written."""
    inside = [
        float(gaps[origin[i]]) if origin[i] == origin[i - 1] + 1 else 0.0 for i in range(start + 1, end)
    ]
    usual = sorted(inside)[len(inside) // 2] if inside else 0.0
    low = start
    for place, gap in enumerate(inside, start + 1):
        if gap > _SPACE and gap > 3 * usual:
            yield low, place
            low = place
    yield low, end


def _plain(text: str) -> tuple[str, list[int]]:
    letters: list[str] = []
    origin: list[int] = []
    index, count = 0, len(text)
    dots = {at for found in _DOTTED.finditer(text) for at in range(*found.span()) if text[at] == "."}
    while index < count:
        character = text[index]
        if index in dots:
            index += 1
            continue
        if character in _HYPHENS:
            after = index + 1
            while after < count and text[after] in "\r\n ":
                after += 1
            broken = character in "\u00ad\x02\ufffe" or (after > index + 1 and "\n" in text[index:after])
            follows = text[after : after + 1]
            same = follows.islower() or (broken and follows.isupper() and text[index - 1 : index].isupper())
            if broken and letters and letters[-1].isalpha() and same:
                index = after
                continue
        if character in _APOSTROPHES and text[index + 1 : index + 2] in ("t", "T") and letters[-1:] == ["n"]:
            _spell_out_not(letters, origin)
        plain = " " if character in _DASHES else _letter(character)
        letters.append(plain)
        origin.extend([index] * len(plain))
        index += 1
    return "".join(letters), origin


def _spell_out_not(letters: list[str], origin: list[int]) -> None:
    """``doesn`` becomes ``does no``, and ``can`` ``can no``, before the ``t`` that follows."""
    at = origin[-1]
    if letters[-3:-1] != ["c", "a"]:
        letters.pop()
        origin.pop()
    letters.append(" no")
    origin.extend([at] * 3)


def _letter(character: str) -> str:
    if character.isascii():
        return "" if character in "'`" else character.lower()
    mapped = character.translate(_PLAIN)
    return unicodedata.normalize("NFKC", mapped).lower() if mapped else ""


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
