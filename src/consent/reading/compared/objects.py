"""Whether two objects of PDF files say the same, however they are numbered, packed or ordered."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from typing import Any

import pikepdf

from consent.reading.file.fields import whole_name
from consent.reading.safe.bounded import content_of

_MOST = 50_000_000
_UPWARDS = frozenset({"/Parent", "/P", "/Length"})
_PACKING = frozenset({"/Length", "/Filter", "/DecodeParms", "/DL"})


class Sameness:
    """Compares objects of two files. What was found the same once is not walked again."""

    def __init__(self, before: pikepdf.Pdf, after: pikepdf.Pdf) -> None:
        self._pages = tuple(
            {page.obj.objgen: number for number, page in enumerate(pdf.pages)} for pdf in (before, after)
        )
        self._met: set[tuple[Any, Any]] = set()

    def same(self, before: Any, after: Any) -> bool:
        """Whether both say the same. Pages count by their number, fields by their name."""
        waiting = [(before, after)]
        while waiting:
            pair = waiting.pop()
            below = self._below(*pair)
            if below is None:
                return False
            waiting += below
        return True

    def _below(self, before: Any, after: Any) -> list[tuple[Any, Any]] | None:
        """What must be the same for these two to be; None when they are not."""
        both = (before, after)
        if isinstance(before, pikepdf.Stream) != isinstance(after, pikepdf.Stream):
            return None
        if all(isinstance(one, pikepdf.Dictionary | pikepdf.Array | pikepdf.Stream) for one in both):
            if before.is_indirect and after.is_indirect:
                if (before.objgen, after.objgen) in self._met:
                    return []
                self._met.add((before.objgen, after.objgen))
            if all(isinstance(one, pikepdf.Array) for one in both):
                return list(zip(before, after, strict=True)) if len(before) == len(after) else None
            if any(isinstance(one, pikepdf.Array) for one in both):
                return None
            return self._entries(before, after)
        return [] if _plain(before) == _plain(after) else None

    def _entries(self, before: Any, after: Any) -> list[tuple[Any, Any]] | None:
        known = [pages.get(one.objgen) for pages, one in zip(self._pages, (before, after), strict=True)]
        if known != [None, None]:
            return [] if known[0] == known[1] else None
        if before.get("/Subtype") == pikepdf.Name.Widget:
            widget = after.get("/Subtype") == pikepdf.Name.Widget
            return [] if widget and whole_name(before) == whole_name(after) else None
        left_out = _UPWARDS
        if isinstance(before, pikepdf.Stream):
            left_out = _UPWARDS | _PACKING
            if not _same_content(before, after):
                return None
        keys = [{key for key in one.keys() if key not in left_out} for one in (before, after)]  # noqa: SIM118
        return [(before[key], after[key]) for key in keys[0]] if keys[0] == keys[1] else None


def _same_content(before: pikepdf.Stream, after: pikepdf.Stream) -> bool:
    if before.read_raw_bytes() == after.read_raw_bytes():
        return True
    both = [content_of(one, _MOST) for one in (before, after)]
    return None not in both and both[0] == both[1]


def _plain(value: Any) -> tuple[str, Any]:
    if isinstance(value, bool):
        return "bool", value
    if isinstance(value, int | float | Decimal):
        return "number", round(float(value), 5)
    if isinstance(value, pikepdf.String):
        return "string", str(value)
    if isinstance(value, pikepdf.Name):
        return "name", str(value)
    return type(value).__name__, str(value)


def page_content(page: Any) -> bytes | None:
    """What a page draws, its streams one after another; None when it cannot be read."""
    pieces = [content_of(stream, _MOST) for stream in _streams(page.get("/Contents"))]
    if None in pieces:
        return None
    stripped = (piece.strip() for piece in pieces if piece is not None)
    return b"\n".join(piece for piece in stripped if piece)


def _streams(contents: Any) -> Iterator[pikepdf.Stream]:
    for one in contents.as_list() if isinstance(contents, pikepdf.Array) else [contents]:
        if isinstance(one, pikepdf.Stream):
            yield one
