"""Questions about the elements of a page that English is to stand beside."""

from __future__ import annotations

from consent.typeset.facing.pairs import BLOCKS, Element, is_plain, words_of

HEADINGS = frozenset({"h1", "h2", "h3", "h4"})
LISTS = frozenset({"ul", "ol"})
ROWS = frozenset({"table", "thead", "tbody", "tr"})
CAPTIONS = frozenset({"caption", "write-in-label", "box-label"})


def is_lines(element: Element) -> bool:
    """Whether it holds nothing but words and ends of lines."""
    return all(one.tag == "br" for one in element)


def lines_of(element: Element) -> list[str]:
    """The words of each line."""
    return [" ".join((text or "").split()) for text in (element.text, *(one.tail for one in element))]


def has_words(element: Element) -> bool:
    """Whether words stand in it beside its blocks, in no element of their own."""
    inner = (one for one in element if one.tag not in BLOCKS)
    loose = any((text or "").strip() for text in (element.text, *(one.tail for one in element)))
    return not is_plain(element) and (
        loose or any(words_of(one) for one in inner if not classes(one) & CAPTIONS)
    )


def captioned(element: Element) -> bool:
    """Whether a caption stands in it."""
    return any(classes(one) & CAPTIONS for one in element)


def elements(element: Element) -> list[Element]:
    """What stands in it, without comments."""
    return [one for one in element if isinstance(one.tag, str)]


def classes(element: Element) -> set[str]:
    """The names of its classes."""
    return set((element.get("class") or "").split())


def is_said(element: Element) -> bool:
    """Whether it has words and may stand in a column."""
    return bool(words_of(element)) and element.tag not in ROWS


def is_told(element: Element) -> bool:
    """Title, paragraph or list of a clause, with nothing to be filled in."""
    said = element.tag in HEADINGS or element.tag in LISTS or element.tag == "p"
    return said and next(element.iter("input"), None) is None


def pens(element: Element) -> bool:
    """Whether it has a line to write on; a box to tick is small enough for a column."""
    return any(not (one.get("name") or "").startswith("check:") for one in element.iter("input"))
