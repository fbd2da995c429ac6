"""Whether pages look the same, however they are written down."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, TypeAlias

import numpy as np
import numpy.typing as npt

from consent.reading.page import pdfium

Box: TypeAlias = tuple[float, float, float, float]

_SCALE = 2.0
"""Pixels a point: the strokes of a digit are two wide."""
_MARGIN = 3.0
_TOLERATED = 90
"""Grey levels that no pixel around has: programs draw edges differently, and put a line one pixel off."""
_SPECKS = 3
"""So many pixels may differ by more."""
_Grey: TypeAlias = npt.NDArray[np.int16]


def unlike_pages(
    before: bytes, after: bytes, pages: Sequence[int], left_out: Mapping[int, Sequence[Box]]
) -> tuple[int, ...]:
    """Which of these pages, from 1, look different outside the boxes; in points from the lower left.

    Raises ``pypdfium2.PdfiumError`` for a file that cannot be drawn.
    """
    with pdfium.opened(before) as old, pdfium.opened(after) as new:
        return tuple(
            number
            for number in pages
            if _unlike(_drawn(old[number - 1]), _drawn(new[number - 1]), left_out.get(number, ()))
        )


def _drawn(page: Any) -> _Grey:
    bitmap = page.render(scale=_SCALE, grayscale=True, may_draw_forms=False, draw_annots=False)
    pixels = np.array(bitmap.to_numpy(), dtype=np.int16)
    return pixels.reshape(pixels.shape[:2])


def _unlike(old: _Grey, new: _Grey, left_out: Sequence[Box]) -> bool:
    if old.shape != new.shape:
        return True
    away = np.maximum(_beyond(old, new), _beyond(new, old))
    tall = away.shape[0]
    for x0, y0, x1, y1 in left_out:
        top, bottom = tall - (y1 + _MARGIN) * _SCALE, tall - (y0 - _MARGIN) * _SCALE
        left, right = (x0 - _MARGIN) * _SCALE, (x1 + _MARGIN) * _SCALE
        away[max(int(top), 0) : int(bottom) + 1, max(int(left), 0) : int(right) + 1] = 0
    return int((away > _TOLERATED).sum()) > _SPECKS


def _beyond(one: _Grey, other: _Grey) -> _Grey:
    """By how much each pixel is darker or lighter than all those around the same place of the other."""
    beyond = np.maximum(one - _around(other, np.maximum), _around(other, np.minimum) - one)
    return np.asarray(beyond, dtype=np.int16)


def _around(grey: _Grey, choose: Any) -> _Grey:
    """The lightest, or darkest, of each pixel and its eight neighbors."""
    wide = np.pad(grey, 1, mode="edge")
    rows = choose(choose(wide[:-2], wide[1:-1]), wide[2:])
    return np.asarray(choose(choose(rows[:, :-2], rows[:, 1:-1]), rows[:, 2:]), dtype=np.int16)
