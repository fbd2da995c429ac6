"""Whether the text of a stranger's form can be read at all, and in which language it is written."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum

from consent.forms.languages import COMMON, ENGLISH, likeliest, script_of, share_of
from consent.reading.sheet import Page


class PageState(StrEnum):
    """What a page offers to a program that reads."""

    READ = "read"
    EMPTY = "empty"
    PICTURE = "a picture, or letters drawn as shapes"
    GARBLED = "letters that are stored under false names"


@dataclass(frozen=True, slots=True)
class Legible:
    """How much of a form can be judged."""

    states: tuple[PageState, ...]
    language: str
    """The language of most of it in a word or two; ``English`` for a form that is too short to tell."""

    @property
    def unread(self) -> tuple[int, ...]:
        """Pages, counted from 1, that hold something no program can read."""
        lost = (PageState.PICTURE, PageState.GARBLED)
        return tuple(number for number, state in enumerate(self.states, 1) if state in lost)

    @property
    def nothing(self) -> bool:
        """Whether not one page can be read."""
        return PageState.READ not in self.states


_WORD = re.compile(r"[^\W\d_]+")
_FEWEST = 25
"""Words below which nothing is said about a language."""
_ENGLISH, _ANY = 0.14, 0.1
_MEANINGLESS = 0.05
_STRAY = 0.15
"""Share of characters that are no text, above which a page is garbled."""
_FEW_WORDS = 25
_INKED = 0.012
"""Share of a page that is dark, above which it says more than its few words."""
_DARK = 140
_HALF = 0.4


def look(pages: Iterable[Page], common: Mapping[str, frozenset[str]] = COMMON) -> Legible:
    """Read each page's state, and the language of those that can be read, of those with ``common`` words."""
    sheets = tuple(pages)
    states = tuple(_state(page, common) for page in sheets)
    read = [page.text for page, state in zip(sheets, states, strict=True) if state is PageState.READ]
    return Legible(states, _language_of_most(read, common))


def _state(page: Page, common: Mapping[str, frozenset[str]]) -> PageState:
    words = _WORD.findall(page.text.lower())
    if len(words) >= _FEW_WORDS:
        return PageState.GARBLED if _garbled(page.text, words, common) else PageState.READ
    if _covered(page) or float((page.ink < _DARK).mean()) > _INKED:
        return PageState.READ if page.codes and words else PageState.PICTURE
    if _stray(page.text) > _STRAY and len(page.text) > _FEW_WORDS:
        return PageState.GARBLED
    return PageState.READ if words else PageState.EMPTY


def _covered(page: Page) -> bool:
    """Whether a picture fills much of the page."""
    sheet = max(page.width * page.height, 1.0)
    return any(
        drawing.kind == "image"
        and (drawing.box[2] - drawing.box[0]) * (drawing.box[3] - drawing.box[1]) > _HALF * sheet
        for drawing in page.drawings
    )


def _garbled(text: str, words: list[str], common: Mapping[str, frozenset[str]]) -> bool:
    if _stray(text) > _STRAY:
        return True
    if script_of(text) or len(words) < _FEWEST:
        return False
    vowels = sum(letter in "aeiouyàáâãäåèéêëìíîïòóôõöùúûü" for word in words for letter in word)
    return likeliest(words, common)[1] < _MEANINGLESS and vowels < 0.3 * sum(map(len, words))


def _stray(text: str) -> float:
    shown = [c for c in text if not c.isspace() and c not in "\x02\ufffe\u00ad"]
    stray = sum(unicodedata.category(c) in ("Cc", "Co", "Cn", "So") or c == "\ufffd" for c in shown)
    return stray / len(shown) if len(shown) >= _FEWEST else 0.0


def _language_of_most(pages: list[str], common: Mapping[str, frozenset[str]]) -> str:
    """The language of the whole; where it is said to be English, that of the pages with the most words."""
    whole = _language(" ".join(pages), common)
    if whole != ENGLISH:
        return whole
    counted: Counter[str] = Counter()
    for page in pages:
        counted[_language(page, common)] += len(_WORD.findall(page))
    most, words = max(counted.items(), key=lambda one: one[1], default=(ENGLISH, 0))
    return most if words > counted[ENGLISH] and most in common else ENGLISH


def _language(text: str, common: Mapping[str, frozenset[str]]) -> str:
    if script := script_of(text):
        return script
    words = _WORD.findall(text.lower())
    if len(words) < _FEWEST:
        return ENGLISH
    english = share_of(COMMON[ENGLISH], words)
    name, share = likeliest(words, common)
    if name == ENGLISH or english >= _ENGLISH:
        return ENGLISH
    return name if share >= _ANY else "a language that is not English" if share >= _MEANINGLESS else ENGLISH


def pages_in_words(pages: Iterable[int]) -> str:
    """``page 3``, or ``pages 2, 3 and 7``."""
    numbers = [str(page) for page in pages]
    if len(numbers) == 1:
        return f"page {numbers[0]}"
    return f"pages {', '.join(numbers[:-1])} and {numbers[-1]}"
