"""Fonts that an official form brought with it, and what the quick validator says wrongly of such fonts."""

from __future__ import annotations

import io
import re
from collections.abc import Iterator
from typing import Any

import pikepdf

_DOUBTFUL = (
    *("GLYPH-WIDTH-001", "TYPE1-CHARSET-001", "SUBSET-CHARSET-001", "UNICODE-VALUE-001"),
    "FONT-EMBEDDING-001",
)
"""Rules by which it refuses fonts of TeX and office programs that veraPDF accepts."""
_FONT = re.compile(r"font object (\d+) 0")
_DEEPEST = 12


def doubted(rule: str, message: str) -> int | None:
    """The object number of the font that the validator may be wrong about; None: it is not about one."""
    if not rule.endswith(_DOUBTFUL):
        return None
    named = _FONT.search(message)
    return int(named[1]) if named else None


def bound_fonts(data: bytes) -> frozenset[int]:
    """The object numbers of the fonts that only official forms draw with."""
    with pikepdf.open(io.BytesIO(data), suppress_warnings=True) as pdf:
        resources = [page.resources for page in pdf.pages]
        own = {number for held in resources for number in _numbers(held)}
        drawings = [item for held in resources for item in _values(held.get("/XObject"))]
        found = {number for item in drawings for number in _below(item, 0)}
    return frozenset(found - own)


def _below(item: Any, depth: int) -> Iterator[int]:
    resources = item.get("/Resources")
    if not isinstance(resources, pikepdf.Dictionary) or depth > _DEEPEST:
        return
    yield from _numbers(resources)
    for kind in ("/XObject", "/Pattern"):
        for inner in _values(resources.get(kind)):
            yield from _below(inner, depth + 1)


def _numbers(resources: Any) -> Iterator[int]:
    for font in _values(resources.get("/Font")):
        yield font.objgen[0]
        kids = font.get("/DescendantFonts")
        for kid in kids.as_list() if isinstance(kids, pikepdf.Array) else ():
            yield kid.objgen[0]


def _values(dictionary: Any) -> list[Any]:
    if not isinstance(dictionary, pikepdf.Dictionary):
        return []
    found = (dictionary[str(key)] for key in dictionary)
    return [item for item in found if isinstance(item, pikepdf.Dictionary | pikepdf.Stream)]
