"""What is done to a page when the English stands in it."""

from __future__ import annotations

from lxml import html  # type: ignore[import-untyped]

from consent.typeset.facing.pairs import Element
from consent.typeset.facing.shapes import classes

_ONE_AFTER_THE_OTHER = frozenset({"visit", "fda-status", "evidence", "risks", "choices"})
_BOXED = frozenset({"severity", "slot"})
"""What begins with an edge of its own, so that a space inside would be seen."""


def group(page: Element) -> None:
    """Make one part of those that follow one another: each would leave half of its last page empty."""
    parts = [one for one in page if one.get("data-part") in _ONE_AFTER_THE_OTHER]
    together = html.Element("section")
    together.set("data-part", "about")
    together.set("class", "grouped")
    if parts:
        page.insert(page.index(parts[0]), together)
    for one in parts:
        del one.attrib["data-part"]
        together.append(one)


def close_up(page: Element) -> None:
    """Spaces before a change of type go behind it.

    Where a line has room for the words but not for that space, WeasyPrint breaks it after its first word
    (``findings/weasyprint-breaks-a-line-after-its-first-word.sh``).
    """
    for one in page.iter("span", "strong", "em"):
        if not one.text or classes(one) & _BOXED:
            continue
        before = one.getprevious()
        text = one.getparent().text if before is None else before.tail
        if not text or not text.endswith(" ") or not text.strip():
            continue
        one.text = f" {one.text}"
        if before is None:
            one.getparent().text = text.rstrip()
        else:
            before.tail = text.rstrip()
