"""What a file says that no page has: of itself, of what is attached, and in its bookmarks."""

from __future__ import annotations

import re
from collections.abc import Iterator
from html import unescape
from typing import Any

import pikepdf

from consent.reading.safe.bounded import content_of
from consent.reading.sheet import Beside
from consent.reading.unreadable import too_costly

_MOST_BOOKMARKS = 10_000
_MOST_METADATA = 2_000_000
_INFO = {"/Author": "the author", "/Subject": "the subject", "/Keywords": "the keywords"}
_METADATA = {
    b"dc:creator": "the author",
    b"dc:description": "the subject",
    b"dc:subject": "the keywords",
    b"dc:rights": "the rights",
    b"pdf:Keywords": "the keywords",
}
_ELEMENT = rb"<%(name)s\b[^>]*>(.*?)</%(name)s>|\b%(name)s=[\"']([^\"']*)[\"']"
_MARKUP = re.compile(rb"<[^>]*>")


def beside_of(pdf: pikepdf.Pdf) -> Iterator[Beside]:
    """All of it. Raises :class:`UnreadableError` for more bookmarks than a document has."""
    info = pdf.trailer.get("/Info")
    for key, where in _INFO.items():
        if isinstance(info, pikepdf.Dictionary) and key in info:
            yield Beside(where, str(info[key]))
    metadata = pdf.Root.get("/Metadata")
    if isinstance(metadata, pikepdf.Stream):
        yield from _in_metadata(content_of(metadata, _MOST_METADATA) or b"")
    for item in pdf.objects:
        if isinstance(item, pikepdf.Dictionary) and "/EF" in item:
            yield from (
                Beside("the note on an attached file", str(item[key])) for key in ("/Desc",) if key in item
            )
    yield from _bookmarks(pdf)


def _in_metadata(data: bytes) -> Iterator[Beside]:
    for name, where in _METADATA.items():
        for match in re.finditer(_ELEMENT % {b"name": name}, data, re.DOTALL):
            words = _MARKUP.sub(b" ", match[1] or match[2] or b"").decode("utf-8", "replace")
            yield Beside(where, " ".join(unescape(words).split()))


def _bookmarks(pdf: pikepdf.Pdf) -> Iterator[Beside]:
    top = pdf.Root.get("/Outlines")
    waiting = [top["/First"]] if isinstance(top, pikepdf.Dictionary) and "/First" in top else []
    pages = {page.obj.objgen: number for number, page in enumerate(pdf.pages, 1)}
    count = 0
    while waiting:
        item = waiting.pop()
        count += 1
        if count > _MOST_BOOKMARKS:
            raise too_costly(f"the file has more than {_MOST_BOOKMARKS:,} bookmarks")
        if not isinstance(item, pikepdf.Dictionary):
            continue
        yield Beside("a bookmark", str(item.get("/Title", "")), _led_to(item, pages))
        waiting += [item[key] for key in ("/Next", "/First") if key in item]


def _led_to(item: Any, pages: dict[tuple[int, int], int]) -> int:
    """The page of a place that stands in the bookmark itself."""
    place = item.get("/Dest")
    action = item.get("/A")
    if place is None and isinstance(action, pikepdf.Dictionary):
        place = action.get("/D")
    if not isinstance(place, pikepdf.Array) or not len(place):
        return 0
    return pages.get(place[0].objgen, 0) if isinstance(place[0], pikepdf.Dictionary) else 0
