"""Pictures of pages, and of places on them, for people."""

from __future__ import annotations

import io
import threading
from collections.abc import Iterable, Mapping
from functools import partial
from pathlib import Path

from PIL import Image

from consent.models.place import Box, Spot
from consent.reading.page import pdfium
from consent.reading.safe.guard import guarded
from consent.reading.safe.regular import bytes_of

_SCALE = 1.6
"""Dots for a point: 115 to the inch."""
_AROUND = 10.0
_TALLEST = 180.0
"""Points of the tallest picture; a box that is higher is shown from its top."""
_MOST = 120
_GREYS = 8
_SECONDS = 20.0
_COLOURS = 32
_ONE_AT_A_TIME = threading.Lock()
"""PDFium draws for one thread alone."""


def picture_of_page(data: bytes, number: int, scale: float = _SCALE) -> bytes:
    """A PNG of a page of one of our own files; pages count from 1, ``scale`` is in dots for a point.

    What a stranger has sent is drawn by ``pictures_of``, which survives it.

    Raises:
        IndexError: the file has no such page.
    """
    with _ONE_AT_A_TIME, pdfium.opened(data) as document:
        if not 1 <= number <= len(document):
            raise IndexError(number)
        image = document[number - 1].render(scale=scale).to_pil()
    out = io.BytesIO()
    # Octree: the others take ten times as long, and somebody is waiting.
    image.quantize(_COLOURS, method=Image.Quantize.FASTOCTREE).save(out, "PNG", compress_level=3)
    return out.getvalue()


def page_count(data: bytes) -> int:
    """How many pages one of our own files has."""
    with _ONE_AT_A_TIME, pdfium.opened(data) as document:
        return len(document)


def pictures_of(spots: Iterable[Spot]) -> Mapping[Spot, bytes]:
    """A PNG for each place. A page that cannot be drawn has none: a picture is no evidence."""
    by_file: dict[str, list[Spot]] = {}
    for spot in dict.fromkeys(spots):
        by_file.setdefault(spot[0], []).append(spot)
    found: dict[Spot, bytes] = {}
    for file, some in by_file.items():
        try:
            found |= guarded(partial(_drawn, bytes_of(Path(file)), tuple(some[:_MOST])), seconds=_SECONDS)
        except Exception:  # noqa: BLE001, S112 - the findings stand without their pictures
            continue
    return found


def _drawn(data: bytes, spots: tuple[Spot, ...]) -> dict[Spot, bytes]:
    with pdfium.opened(data) as document:
        return {spot: _picture(document[spot[1] - 1], spot[2]) for spot in spots if spot[1] <= len(document)}


def _picture(page: object, box: Box) -> bytes:
    """The width of the page, as high as the words and a little more."""
    height = page.get_height()  # type: ignore[attr-defined]  # pypdfium2 ships no types
    _, bottom, _, top = box
    top = min(top + _AROUND, height)
    bottom = max(bottom - _AROUND, top - _TALLEST, 0.0)
    crop = (0.0, bottom, 0.0, max(height - top, 0.0))
    image = page.render(scale=_SCALE, crop=crop, grayscale=True).to_pil()  # type: ignore[attr-defined]
    out = io.BytesIO()
    image.quantize(_GREYS).save(out, "PNG", optimize=True)
    return out.getvalue()
