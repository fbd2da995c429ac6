"""The words of a PDF one after the other, each knowing its page and glyphs. For strangers' forms."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass, field

import numpy as np
import numpy.typing as npt

from consent.checks.reading.sheet import Page, Sight

_PLAIN = str.maketrans({**dict.fromkeys("‘’‚‛′`´'", None), **dict.fromkeys("“”„‟″«»", " ")})
_WORD = re.compile(r"[0-9a-zà-öø-ÿ%]+")
_BROKEN = re.compile(r"[\u2010\u00ad\x02\ufffe]\s+(?=[a-z])")
_END = re.compile(r"[.!?•▪●](?=\s|$)|\n\s*\n")
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
    """Cut every page into words; a word broken at a line end is joined again."""
    sheets = tuple(pages)
    text: list[str] = []
    numbers: list[int] = []
    first: list[int] = []
    last: list[int] = []
    sentence: list[int] = []
    ended = 0
    for number, page in enumerate(sheets):
        plain, origin = _plain(page.text)
        before = 0
        for match in _WORD.finditer(plain):
            ended += bool(_END.search(plain, before, match.start()))
            before = match.end()
            sentence.append(ended)
            text.append(match[0])
            numbers.append(number)
            first.append(origin[match.start()])
            last.append(origin[match.end() - 1])
    return Words(tuple(text), tuple(numbers), tuple(first), tuple(last), tuple(sentence), sheets)


def split(text: str) -> list[str]:
    """Any text as words of the same kind."""
    return _WORD.findall(_plain(text)[0])


def _plain(text: str) -> tuple[str, list[int]]:
    letters: list[str] = []
    origin: list[int] = []
    index, count = 0, len(text)
    while index < count:
        character = text[index]
        if character in _HYPHENS:
            after = index + 1
            while after < count and text[after] in "\r\n ":
                after += 1
            broken = character in "\u00ad\x02\ufffe" or (after > index + 1 and "\n" in text[index:after])
            if broken and letters and letters[-1].isalpha() and after < count and text[after].islower():
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
