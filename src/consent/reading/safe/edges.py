"""How large each page is and how it is turned: what every reader must agree on."""

from __future__ import annotations

from typing import Any

import pikepdf

from consent.reading.unreadable import damaged, too_large

MOST_PAGES = 400
_WIDEST = 20_000.0
_LEAST = 1.0
_DEEPEST = 100


def look_at_edges(pdf: pikepdf.Pdf) -> None:
    """Look at every page. Raises :class:`UnreadableError` when there is one that cannot be printed."""
    try:
        pages = list(pdf.pages)
    except (pikepdf.PdfError, AttributeError, ValueError, TypeError, IndexError) as error:
        raise damaged("its list of pages cannot be read") from error
    if not pages:
        raise damaged("it has no pages")
    if len(pages) > MOST_PAGES:
        raise too_large(f"the file has {len(pages)} pages; at most {MOST_PAGES} are read")
    for number, page in enumerate(pages, 1):
        _look(page.obj, number)


def _look(page: Any, number: int) -> None:
    try:
        unit = float(page.get("/UserUnit", 1))
        media = _box(_inherited(page, "/MediaBox"))
        crop = _box(cropped) if (cropped := _inherited(page, "/CropBox")) is not None else media
        turn = float(_inherited(page, "/Rotate") or 0)
    except (ValueError, TypeError, ArithmeticError) as error:
        raise damaged(f"the size of page {number} cannot be read") from error
    sides = [min(media[i + 2], crop[i + 2]) - max(media[i], crop[i]) for i in (0, 1)]
    if min(sides) * unit < _LEAST:
        raise damaged(f"page {number} has no size")
    if max(*map(abs, media), *map(abs, crop)) * unit > _WIDEST:
        raise too_large("a page is larger than seven meters", "print to Letter or A4")
    if turn % 90:
        raise damaged(f"page {number} is turned by {turn:g} degrees; only quarter turns are possible")


def _box(edges: Any) -> tuple[float, float, float, float]:
    x0, y0, x1, y1 = (float(edge) for edge in edges)
    return min(x0, x1), min(y0, y1), max(x0, x1), max(y0, y1)


def _inherited(page: Any, key: str) -> Any:
    for _ in range(_DEEPEST):
        if key in page:
            return page[key]
        page = page.get("/Parent")
        if not isinstance(page, pikepdf.Dictionary):
            break
    return None
