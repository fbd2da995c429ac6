"""Which element of a page in English says what an element of the same page in another language says.

Both come from the same templates and the same facts, so they differ in words, and only seldom in shape.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from difflib import SequenceMatcher
from typing import Any, TypeAlias

Element: TypeAlias = Any
"""Of lxml, whose types say less than its name."""
Pair: TypeAlias = tuple[Element | None, Element | None]
"""An element and its English; None where only one language has it."""

BLOCKS = frozenset(
    {"p", "div", "ul", "ol", "li", "table", "thead", "tbody", "tr", "td", "th", "section", "header"}
    | {"h1", "h2", "h3", "h4", "h5", "h6"}
)
_LISTS = frozenset({"ul", "ol"})


def pairs(own: Sequence[Element], other: Sequence[Element]) -> Iterator[Pair]:
    """Each element with its English, in the order of both."""
    left, right = [_key(one) for one in own], [_key(one) for one in other]
    for what, i, j, k, m in SequenceMatcher(None, left, right, autojunk=False).get_opcodes():
        if what == "equal":
            yield from zip(own[i:j], other[k:m], strict=True)
        else:
            yield from ((one, None) for one in own[i:j])
            yield from ((None, one) for one in other[k:m])


def same_shape(own: Element, other: Element) -> bool:
    """Whether the items of a list or the cells of a table can be told by their places."""
    if own.tag == "table":
        return _cells(own) == _cells(other)
    return own.tag not in _LISTS or len(own) == len(other)


def words_of(element: Element) -> str:
    """All that it says, with places named by what is written there."""
    said = []
    for one in element.iter():
        if not isinstance(one.tag, str):
            continue
        said.append(one.get("data-slot") or (one.text or ""))
        said.append((one.tail or "") if one is not element else "")
    return " ".join("".join(said).split())


def is_plain(element: Element) -> bool:
    """Whether it holds no block, so that its words are one paragraph."""
    return not any(one.tag in BLOCKS for one in element.iterdescendants())


def _cells(table: Element) -> list[tuple[str, int]]:
    """How many cells each row has, and where it stands."""
    return [(row.getparent().tag, len(row)) for row in table.iter("tr")]


def _key(element: Element) -> tuple[str, str, str]:
    classes = (element.get("class") or "").split()
    return (
        str(element.tag),
        element.get("id") or element.get("data-part") or "",
        classes[0] if classes else "",
    )
