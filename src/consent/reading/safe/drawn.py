"""How much is drawn on each page: its content, and the drawings, patterns and letters that it draws."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping
from typing import Any, TypeAlias

import pikepdf

from consent.reading.safe.bounded import Unpacked, unpack
from consent.reading.safe.weigh import MOST_UNPACKED
from consent.reading.unreadable import too_costly

MOST_ON_A_PAGE = 8_000_000
"""Bytes of drawing instructions; reading as many takes 400 MB and six seconds."""
MOST_DRAWN = 40_000_000
"""Bytes of drawing instructions on all pages."""
_DEEPEST = 40
_USED = re.compile(rb"/([^\s()<>\[\]{}/%]+)(?:\s+[-+.\d]+)?\s+(Do|scn|SCN|Tf|gs)(?![A-Za-z0-9*'\"])")
_SHELVES = {"Do": "/XObject", "scn": "/Pattern", "SCN": "/Pattern", "Tf": "/Font", "gs": "/ExtGState"}
_ESCAPED = re.compile(r"#([0-9A-Fa-f]{2})")

Key: TypeAlias = tuple[int, int]
Inner: TypeAlias = list[tuple[Any, Any]]
"""Streams that are drawn, each with the resources it finds around it."""


def weigh_pages(pdf: pikepdf.Pdf, weighed: Mapping[Key, Unpacked]) -> None:
    """Count what all pages draw. Raises :class:`UnreadableError` when it is more than anybody could need."""
    scale = _Scale(weighed)
    together = 0
    for number, page in enumerate(pdf.pages, 1):
        size = scale.of_page(page.obj, page.resources)
        if size > MOST_ON_A_PAGE:
            raise too_costly(f"page {number} draws {_more_than(MOST_ON_A_PAGE)}")
        together += size
        if together > MOST_DRAWN:
            raise too_costly(f"its pages draw {_more_than(MOST_DRAWN)}")


class _Scale:
    """Bytes of drawing instructions, counted as often as they are drawn."""

    def __init__(self, weighed: Mapping[Key, Unpacked]) -> None:
        self._weighed = weighed
        self._known: dict[Key, int] = {}
        self._open: set[Key] = set()

    def of_page(self, page: Any, resources: Any) -> int:
        contents = page.get("/Contents")
        parts = contents.as_list() if isinstance(contents, pikepdf.Array) else [contents]
        size = 0
        for part in (*parts, *_looks(page.get("/Annots"))):
            if isinstance(part, pikepdf.Stream):
                size += self._of(part, resources, 0)
            if size > MOST_ON_A_PAGE:
                break
        return size

    def _of(self, stream: Any, around: Any, depth: int) -> int:
        key = stream.objgen
        if key in self._known:
            return self._known[key]
        if key in self._open:
            raise too_costly(f"a drawing (object {key[0]}) draws itself")
        if depth > _DEEPEST:
            raise too_costly(f"drawings lie in drawings, more than {_DEEPEST} deep")
        self._open.add(key)
        own = stream.get("/Resources")
        resources = own if isinstance(own, pikepdf.Dictionary) else around
        size = self._weighed[key].size if key in self._weighed else 0
        for inner, count in _drawn_by(stream, resources):
            for one, nearby in inner:
                size = min(size + count * self._of(one, nearby, depth + 1), MOST_DRAWN + 1)
        self._open.remove(key)
        self._known[key] = size
        return size


def _drawn_by(stream: Any, resources: Any) -> Iterator[tuple[Inner, int]]:
    """What a stream draws, and how often."""
    known = {
        (shelf, name): inner
        for shelf in set(_SHELVES.values())
        for name, item in _entries(resources, shelf)
        if (inner := _inner(shelf, item, resources))
    }
    if not known:
        return
    used = Counter(_USED.findall(unpack(stream, MOST_UNPACKED).content))
    for (name, how), count in used.items():
        plain = _ESCAPED.sub(lambda escaped: chr(int(escaped[1], 16)), name.decode("latin-1"))
        inner = known.get((_SHELVES[how.decode()], f"/{plain}"), [])
        # A pattern, a mask or a letter is kept and not read again.
        yield inner, count if how == b"Do" else 1


def _inner(shelf: str, item: Any, resources: Any) -> Inner:
    if shelf == "/XObject" and isinstance(item, pikepdf.Stream):
        return [(item, resources)] if item.get("/Subtype") == pikepdf.Name.Form else []
    if shelf == "/Pattern" and isinstance(item, pikepdf.Stream):
        return [(item, resources)]
    if shelf == "/ExtGState" and isinstance(item, pikepdf.Dictionary):
        mask = item.get("/SMask")
        group = mask.get("/G") if isinstance(mask, pikepdf.Dictionary) else None
        return [(group, resources)] if isinstance(group, pikepdf.Stream) else []
    if shelf == "/Font" and isinstance(item, pikepdf.Dictionary) and "/CharProcs" in item:
        nearby = item.get("/Resources", resources)
        return [(one, nearby) for _, one in _entries(item, "/CharProcs") if isinstance(one, pikepdf.Stream)]
    return []


def _looks(annotations: Any) -> Iterator[Any]:
    """What the fields and notes of a page draw."""
    for item in annotations.as_list() if isinstance(annotations, pikepdf.Array) else ():
        for _, look in _entries(item, "/AP"):
            yield look
            if not isinstance(look, pikepdf.Stream) and isinstance(look, pikepdf.Dictionary):
                yield from (look[str(key)] for key in look)


def _entries(holder: Any, key: str) -> list[tuple[str, Any]]:
    held = holder.get(key) if isinstance(holder, pikepdf.Dictionary) else None
    if not isinstance(held, pikepdf.Dictionary):
        return []
    return [(str(name), held[str(name)]) for name in held]


def _more_than(size: int) -> str:
    return f"more than {size // 1_000_000} MB of instructions"
