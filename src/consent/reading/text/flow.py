"""The text of a PDF as one string without spaces, every letter of it knowing its page and glyph.

Line breaks, hyphens at line ends, ligatures, curly quotes and dashes differ between two printings of the same
words; here they do not.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any, TypeAlias

import numpy as np
import numpy.typing as npt

from consent.reading.blanks import blank
from consent.reading.sheet import Page, Run

Span: TypeAlias = tuple[int, int]
"""First letter, and the one after the last."""

_MOST_LETTERS = 8192
_SAME = {
    **dict.fromkeys("‘’‚‛′`´", "'"),
    **dict.fromkeys("“”„‟″«»", '"'),
    **dict.fromkeys("‐‑‒–—―−­\x02\ufffe", ""),
    **dict.fromkeys("•◦▪■●∙·⁃", "•"),
    "-": "",
    "…": "...",
}


def _letter(character: str) -> str:
    if character in _SAME:
        return _SAME[character]
    if character.isspace() or unicodedata.category(character) in ("Cc", "Cf"):
        return ""
    plain = unicodedata.normalize("NFKC", character)
    return "".join(c for c in plain if not c.isspace())


class _Letters(dict[str, str]):
    """What each character is in a flow, worked out once."""

    def __missing__(self, character: str) -> str:
        letter = _letter(character)
        if len(self) < _MOST_LETTERS:
            self[character] = letter
        return letter


_LETTERS = _Letters()


def squeezed(text: str) -> str:
    """Text as it stands in a flow: no spaces, no hyphens, plain quotes."""
    return "".join(map(_LETTERS.__getitem__, unicodedata.normalize("NFC", text)))


@dataclass(frozen=True, slots=True)
class Flow:
    """Letters in the order they are drawn."""

    text: str
    page: npt.NDArray[np.int32] = field(repr=False)
    """Index of the page, counted from 0."""
    glyph: npt.NDArray[np.int32] = field(repr=False)
    """Index of the character on its page."""
    pages: tuple[Page, ...] = field(repr=False)

    def find(self, words: str, start: int = 0, end: int | None = None) -> Span | None:
        """Where these squeezed words stand first."""
        position = self.text.find(words, start, len(self.text) if end is None else end) if words else -1
        return None if position < 0 else (position, position + len(words))

    def last(self, words: str, start: int, end: int) -> Span | None:
        """Where these squeezed words stand last between two letters."""
        position = self.text.rfind(words, max(start, 0), end) if words else -1
        return None if position < 0 else (position, position + len(words))

    def all(self, words: str, start: int = 0) -> Iterator[Span]:
        """Everywhere these squeezed words stand, from a letter on."""
        found = self.find(words, start)
        while found is not None:
            yield found
            found = self.find(words, found[0] + 1)

    def page_of(self, position: int) -> int:
        """The page number, from 1, of a letter."""
        return int(self.page[min(position, len(self.page) - 1)]) + 1 if len(self.page) else 1

    def pages_of(self, span: Span) -> tuple[int, ...]:
        """Every page number that a span touches."""
        return tuple(int(p) + 1 for p in np.unique(self.page[span[0] : span[1]]))

    def letters(self, span: Span) -> Iterator[tuple[Page, int]]:
        """The page and character index of each letter of a span."""
        for position in range(*span):
            yield self.pages[self.page[position]], int(self.glyph[position])

    def runs(self, span: Span) -> Iterator[tuple[Page, Run, int]]:
        """The page, the run and the first letter of each stretch of a span that was drawn together."""
        before: tuple[int, int] | None = None
        for position in range(*span):
            page = self.pages[self.page[position]]
            key = page.number, int(page.run[self.glyph[position]])
            if key != before:
                before = key
                yield page, page.runs[key[1]], position

    def gathered(self, of: Callable[[Page], npt.NDArray[Any]]) -> npt.NDArray[Any]:
        """A value of each letter, taken from an array that each page has for its characters."""
        parts = [of(page)[self.glyph[self.page == number]] for number, page in enumerate(self.pages)]
        return np.concatenate(parts) if parts else np.zeros(0)

    def quoted(self, span: Span, most: int = 120) -> str:
        """The words of a span as they read, shortened in the middle."""
        glyph, page = self.glyph[slice(*span)], self.page[slice(*span)]
        words: list[str] = []
        for number in np.unique(page).tolist():
            letters = self.pages[number].text
            here = np.unique(glyph[page == number])
            spaces = np.diff(np.cumsum(blank(letters))[here])
            stretches = np.split(here, np.flatnonzero(spaces) + 1)
            words += ["".join([letters[index] for index in one.tolist()]) for one in stretches]
        text = " ".join(words)
        return text if len(text) <= most else f"{text[: most // 2].rstrip()} … {text[-most // 3 :].lstrip()}"


def flow_of(pages: Iterable[Page], wanted: Callable[[Page, Run], bool] = lambda _page, _run: True) -> Flow:
    """Collect the letters of the runs that are wanted."""
    sheets = tuple(pages)
    letters: list[str] = []
    numbers: list[npt.NDArray[np.int32]] = []
    glyphs: list[npt.NDArray[np.int32]] = []
    for number, page in enumerate(sheets):
        take = np.array([wanted(page, run) for run in page.runs] + [False], dtype=bool)[page.run]
        taken = np.flatnonzero(take).astype(np.int32)
        found = [_LETTERS[page.text[index]] for index in taken.tolist()]
        letters += found
        # A ligature is one glyph and several letters; a space is none.
        glyphs.append(np.repeat(taken, np.fromiter(map(len, found), dtype=np.int32, count=len(found))))
        numbers.append(np.full(len(glyphs[-1]), number, dtype=np.int32))
    none = np.zeros(0, dtype=np.int32)
    return Flow("".join(letters), np.concatenate([none, *numbers]), np.concatenate([none, *glyphs]), sheets)
