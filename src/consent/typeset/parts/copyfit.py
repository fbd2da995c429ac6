"""Copyfitting: a part whose last page holds only a few lines is set closer, where that takes a page less."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from typing import Any

CLOSER = "closer"
"""The class that the part is given. Where style sheets say nothing about it, parts are laid out once."""
_GAIN = 0.09
"""What closer lines save of a page at most. A longer last page would not fit, and is not tried."""
_PART = r'(<[a-z][a-z0-9]*\b)([^>]*\bdata-part="{name}"[^>]*)>'
_CLASS = re.compile(r'\bclass="')
_SEEN = frozenset({"TextBox", "InlineReplacedBox", "BlockReplacedBox"})
"""Boxes that a reader sees, however high the boxes around them are."""


def fitted(document: Any, html: str, stylesheets: Sequence[str], lay_out: Callable[[str], Any]) -> Any:
    """The document, or the same part set closer by ``lay_out`` if that has fewer pages."""
    if not any(f".{CLOSER}" in css for css in stylesheets) or not _worth_trying(document):
        return document
    other = lay_out(set_closer(html))
    return other if len(other.pages) < len(document.pages) else document


def _worth_trying(document: Any) -> bool:
    before = len(document.pages) - 1
    return before > 0 and _filled(document.pages[-1]._page_box) < _GAIN * before


def _filled(page: Any) -> float:
    """How far down a page is used, as a share of the room it has."""
    top = page.content_box_y()
    return float((max(_lows(page), default=top) - top) / page.height)


def _lows(box: Any) -> Iterator[float]:
    if type(box).__name__ in _SEEN:
        yield box.position_y + box.height
    for child in getattr(box, "children", ()):
        if type(child).__name__ != "MarginBox":
            yield from _lows(child)


def set_closer(html: str, part: str = "") -> str:
    """A page with this part marked as set closer; by default the first."""

    def named(match: re.Match[str]) -> str:
        attributes, found = _CLASS.subn(lambda m: f"{m[0]}{CLOSER} ", match[2], count=1)
        return f"{match[1]}{attributes}>" if found else f'{match[1]} class="{CLOSER}"{attributes}>'

    return re.sub(_PART.format(name=part or '[^"]*'), named, html, count=1)
