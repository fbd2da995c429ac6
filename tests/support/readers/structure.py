"""The structure tree as text: what a screen reader is told, in the order it is told."""

from __future__ import annotations

import io
from collections import defaultdict
from collections.abc import Iterator, Mapping
from typing import Any

import pdfplumber
import pikepdf
from pdfminer.layout import LTChar, LTComponent, LTContainer

Words = Mapping[tuple[int, int], str]
"""The text of each marked content: page from 1, and its number on that page."""
Pages = Mapping[Any, int]
"""The number of each page object, from 1."""
_INLINE = {"Span", "NonStruct", "Link", "Em", "Strong"}
_BLOCKS = {"H1", "H2", "H3", "H4", "P", "LI", "TR", "Form", "Figure"}
_SILENT = {"Div", "Sect", "Part", "Document"}


def outline(pdf: bytes) -> list[str]:
    """One line for each element that says something: its depth, its role, its words."""
    with pikepdf.open(io.BytesIO(pdf)) as document:
        root = document.Root.StructTreeRoot
        return list(_Tree(_numbers(document), _words(pdf)).lines(root.K, None, 0))


class _Tree:
    def __init__(self, pages: Pages, words: Words) -> None:
        self._pages = pages
        self._words = words

    def lines(self, kids: Any, page: int | None, depth: int) -> Iterator[str]:
        for kid in _each(kids):
            if not isinstance(kid, pikepdf.Dictionary) or "/S" not in kid:
                continue
            role = str(kid.S)[1:]
            own_page = self._pages[kid.Pg.objgen] if "/Pg" in kid else page
            said = "" if role in _INLINE else " ".join(self._said(kid, own_page).split())
            shown = bool(said) or role not in _SILENT | _INLINE
            if shown:
                language = f" [{kid.Lang}]" if "/Lang" in kid else ""
                yield f"{'  ' * depth}{role}{language} {said}".rstrip()
            yield from self.lines(kid.get("/K"), own_page, depth + shown)

    def _said(self, element: Any, page: int | None) -> str:
        """The words of an element and of the inline ones in it."""
        if "/Alt" in element:
            return str(element.Alt)
        parts = []
        for kid in _each(element.get("/K")):
            if not isinstance(kid, pikepdf.Object):
                assert page is not None
                parts.append(self._words.get((page, int(kid)), ""))
            elif "/Obj" in kid:
                parts.append(f"<{kid.Obj.TU}>")
            elif str(kid.get("/S", ""))[1:] in _INLINE:
                parts.append(self._said(kid, self._pages[kid.Pg.objgen] if "/Pg" in kid else page))
        return "".join(parts)


def _each(kids: Any) -> Iterator[Any]:
    if isinstance(kids, pikepdf.Array):
        yield from kids
    elif kids is not None:
        yield kids


def _words(pdf: bytes) -> Words:
    found: dict[tuple[int, int], str] = defaultdict(str)
    with pdfplumber.open(io.BytesIO(pdf)) as document:
        for page in document.pages:
            before = 0.0
            # `page.chars` would also tell the colour, the size and the place of each, at twice the price.
            for char in _letters(page.layout):
                # A line's end is no character; going back to the left is.
                gap = " " if char.x0 < before else ""
                before = char.x0
                if (number := getattr(char, "mcid", None)) is not None:
                    found[page.page_number, number] += gap + char.get_text()
            page.close()
    return found


def _letters(drawn: LTComponent) -> Iterator[LTChar]:
    if isinstance(drawn, LTChar):
        yield drawn
    elif isinstance(drawn, LTContainer):
        for inner in drawn:
            yield from _letters(inner)


def block_pages(document: pikepdf.Pdf) -> list[tuple[str, int]]:
    """Role and first page of each block, in reading order."""
    return list(_blocks(document.Root.StructTreeRoot.K, None, _numbers(document)))


def row_pages(document: pikepdf.Pdf) -> list[set[int]]:
    """The pages that each table row stands on."""
    pages = _numbers(document)
    return [_pages_of(row, pages, None) for row in _found("/TR", document.Root.StructTreeRoot.K)]


def item_pages(document: pikepdf.Pdf) -> list[set[int]]:
    """The pages that each item of a list stands on: large print tells the rows of its tables so."""
    pages = _numbers(document)
    return [_pages_of(item, pages, None) for item in _found("/LI", document.Root.StructTreeRoot.K)]


def _numbers(document: pikepdf.Pdf) -> Pages:
    return {page.objgen: number for number, page in enumerate(document.pages, 1)}


def _blocks(kids: Any, page: int | None, pages: Pages) -> Iterator[tuple[str, int]]:
    for kid in _each(kids):
        if not isinstance(kid, pikepdf.Dictionary) or "/S" not in kid:
            continue
        own = pages[kid.Pg.objgen] if "/Pg" in kid else page
        role = str(kid.S)[1:]
        if role in _BLOCKS:
            found = _pages_of(kid, pages, None) or ({own} if own else set())
            if found:
                yield role, min(found)
        else:
            yield from _blocks(kid.get("/K"), own, pages)


def _pages_of(element: Any, pages: Pages, page: Any) -> set[int]:
    page = element.get("/Pg", page)
    found: set[int] = set()
    for kid in _each(element.get("/K")):
        if isinstance(kid, pikepdf.Dictionary):
            found |= _pages_of(kid, pages, page)
        elif page is not None:
            found.add(pages[page.objgen])
    return found


def _found(role: str, kids: Any) -> Iterator[Any]:
    for kid in _each(kids):
        if isinstance(kid, pikepdf.Dictionary):
            if kid.get("/S") == role:
                yield kid
            else:
                yield from _found(role, kid.get("/K"))
