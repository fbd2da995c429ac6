"""Rows that a workbook holds and does not show: a filter is on, or somebody has hidden them."""

from __future__ import annotations

import re
import zipfile
from pathlib import Path

_CHUNK = 1 << 20
_ROW = re.compile(rb"<(?:\w+:)?row\b([^>]*)>(?!\s*</)")
_HIDDEN = re.compile(rb"""\bhidden=["'](?:1|true)["']""")
_NUMBER = re.compile(rb"""\br=["'](\d+)["']""")


def hidden_rows(path: Path, part: str, after: int) -> int:
    """How many rows with cells below a row are hidden in a sheet, by its part of the workbook."""
    count = 0
    with zipfile.ZipFile(path) as archive, archive.open(part) as stream:
        rest = b""
        while chunk := stream.read(_CHUNK):
            text = rest + chunk
            # Whether a row is empty is told by the tag after it, which must be there as a whole.
            whole = max(text.rfind(b"<", 0, max(text.rfind(b"<"), 0)), 0)
            count += _count(text, whole, after)
            rest = text[whole:]
        return count + _count(rest, len(rest), after)


def _count(text: bytes, end: int, after: int) -> int:
    return sum(_counts(found[1], after) for found in _ROW.finditer(text) if found.start() < end)


def _counts(attributes: bytes, after: int) -> bool:
    number = _NUMBER.search(attributes)
    below = number is not None and int(number[1]) > after
    return below and not attributes.endswith(b"/") and _HIDDEN.search(attributes) is not None
