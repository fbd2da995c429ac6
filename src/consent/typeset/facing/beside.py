"""The English beside the words of a page: in a column of its own, in the cell below, behind a caption.

Places to write stand once, in the page's own words. What both languages say alike stands once too, and so
does what an authority dictates in English.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from lxml import html  # type: ignore[import-untyped]

from consent.errors import TypesetError
from consent.models.spoken import BESIDE, SOURCE
from consent.typeset.facing.finishing import close_up, group
from consent.typeset.facing.laying import behind, english_of, laid
from consent.typeset.facing.pairs import Element, is_plain, pairs, same_shape, words_of
from consent.typeset.facing.shapes import (
    CAPTIONS,
    LISTS,
    captioned,
    classes,
    elements,
    has_words,
    is_lines,
    is_said,
    is_told,
    lines_of,
    pens,
)

_MAIN = re.compile(r"<main\b[^>]*>")
_END = "</main>"
_CELLS = frozenset({"td", "th"})
_IN_PLACE = frozenset({*_CELLS, "li"})
_PROSE = frozenset({"clause-words", "gloss"})
"""Where title, paragraphs and lists belong together: all of them, then all of their English."""


def beside(own: str, english: str, language: str) -> str:
    """A page with its English beside it; both by the same templates, ``language`` the code of the first.

    Raises:
        TypesetError: one of the pages has no ``<main>``.
    """
    start, end = _main(own)
    page, other = _opened(own[start:end]), _opened(english[slice(*_main(english))])
    _Merge(language).inside(page, other)
    group(page)
    close_up(page)
    return own[:start] + (page.text or "") + "".join(map(_written, page)) + own[end:]


def _main(page: str) -> tuple[int, int]:
    opening, end = _MAIN.search(page), page.rfind(_END)
    if opening is None or end < opening.end():
        raise TypesetError(
            "the page has no <main>, so no English can stand beside it", hint="print without --bilingual"
        )
    return opening.end(), end


def _opened(inner: str) -> Element:
    return html.fragment_fromstring(inner, create_parent="main")


def _written(element: Element) -> str:
    return str(html.tostring(element, encoding="unicode"))


class _Merge:
    """Puts English into a page, element by element."""

    def __init__(self, language: str) -> None:
        self._language = language

    def inside(self, own: Element, other: Element) -> None:
        """The English of what an element holds."""
        if classes(own) & _PROSE:
            self._prose(own, other)
            return
        for one, its in pairs(elements(own), elements(other)):
            if its is None:
                continue
            if one is None:
                self._alone(own, its)
            else:
                self._one(one, its)

    def _one(self, own: Element, other: Element) -> None:
        if words_of(own) == words_of(other):
            self._alike(own)
        elif classes(own) & CAPTIONS:
            self._caption(own, other)
        elif own.tag in _CELLS:
            self._cell(own, other)
        elif own.tag in ("table", *LISTS) and not same_shape(own, other):
            self._whole(own, other)
        elif own.tag == "li" and is_plain(own) and is_plain(other):
            self._item(own, other)
        elif is_plain(own) and is_plain(other) and is_said(own) and not captioned(own):
            self._paragraph(own, other)
        elif has_words(own) or has_words(other):
            self._whole(own, other)
        else:
            self.inside(own, other)

    def _prose(self, own: Element, other: Element) -> None:
        """Title, paragraphs and lists in one row, and below them what is to be filled in."""
        mine, theirs = elements(own), elements(other)
        dictated = next((one for one in mine if one.get("lang") == SOURCE), None)
        if dictated is not None:
            # Its English stands there already, and what helps to read it has none.
            theirs = theirs[len(dictated) :]
            mine = [one for one in mine if one is not dictated and "gloss" not in classes(one)]
        words = [one for one in mine if is_told(one)]
        english = [one for one in theirs if is_told(one)]
        if [words_of(one) for one in words] == [words_of(one) for one in english]:
            for one in words:
                self._alike(one)
        elif words and english:
            self._row(words, english)
        else:
            for one in english:
                self._alone(own, one)
        rest = [one for one in theirs if one not in english]
        for one, its in pairs([one for one in mine if one not in words], rest):
            if one is not None and its is not None:
                self._one(one, its)
            elif its is not None:
                self._alone(own, its)

    def _paragraph(self, own: Element, other: Element) -> None:
        if pens(own):
            # Behind the place, which stays beside its own caption.
            behind(own, english_of(other))
        elif len(own) and is_lines(own) and is_lines(other) and len(own) == len(other):
            self._lines(own, other)
        else:
            self._row([own], [other])

    def _lines(self, own: Element, other: Element) -> None:
        """Lines of an address: what both languages write alike stands once."""
        mine, theirs = lines_of(own), lines_of(other)
        own.text = None
        for one in own:
            one.tail = None
        for place, (one, its) in enumerate(zip(mine, theirs, strict=True)):
            said, english = html.Element("span"), html.Element("span")
            said.text, english.text = one, its
            at = 0 if place == 0 else own.index(own.findall("br")[place - 1]) + 1
            own.insert(at, said)
            if one == its:
                said.set("lang", self._language)
                continue
            said.tail = " "
            english.set("class", "facing-inline")
            english.set("lang", BESIDE)
            own.insert(at + 1, english)

    def _caption(self, own: Element, other: Element) -> None:
        english = english_of(other)
        if not len(own) or not len(english) or words_of(own[-1]) != words_of(english[-1]):
            behind(own, english)
            return
        # A name that ends both is said once.
        english.remove(english[-1])
        english.tag = "span"
        english.set("class", "facing-inline")
        english.tail = " "
        english.text = (english.text or "").rstrip()
        self._alike(own[-1])
        own.insert(len(own) - 1, html.Element("br"))
        own.insert(len(own) - 1, english)

    def _cell(self, own: Element, other: Element) -> None:
        if is_plain(own) and is_plain(other):
            own.append(english_of(other, "div", "facing-below"))
        elif has_words(own) or has_words(other):
            self._whole(own, other)
        else:
            self.inside(own, other)

    def _item(self, own: Element, other: Element) -> None:
        """A row in an item of a list, which keeps its mark."""
        words = html.Element("div")
        words.text, own.text = own.text, None
        for one in list(own):
            words.append(one)
        own.append(laid([words], [english_of(other, "div")]))

    def _row(self, own: Sequence[Element], other: Sequence[Element]) -> None:
        first = own[0]
        parent, at = first.getparent(), first.getparent().index(first)
        tail = own[-1].tail
        row = laid(own, [english_of(one) for one in other])
        row.tail = tail
        parent.insert(at, row)

    def _whole(self, own: Element, other: Element) -> None:
        """What differs in shape stands whole, and its English whole behind it."""
        if own.tag == "table":
            self._alone(own.getparent(), other, own)
        elif own.tag in _IN_PLACE:
            own.append(english_of(other, "div", "facing-below"))
        else:
            self._row([own], [other])

    def _alone(self, around: Element, other: Element, after: Element | None = None) -> None:
        """English that nothing in the page's own language stands for."""
        english = html.Element("div")
        english.set("class", "facing-alone")
        english.set("lang", BESIDE)
        english.append(english_of(other))
        around.insert(around.index(after) + 1 if after is not None else len(around), english)

    def _alike(self, own: Element) -> None:
        if words_of(own) and not own.get("lang") and own.find(".//*[@lang]") is None:
            own.set("lang", self._language)
