"""Writing where there is no place for it: a clause struck out, a note in the margin."""

from __future__ import annotations

import numpy as np
from PIL import Image, ImageFilter

from consent.intake.geometry import INCH, reduced, warp_picture
from consent.intake.issued_page import BESIDE_DPI, IssuedPage
from consent.intake.landmarks import Registration
from consent.intake.strokes import closed, darker, pieces

_SCALE = BESIDE_DPI / INCH
_EDGE = 7.0
_LEAST = 4.0
"""Millimetres that the longest stroke has at least."""
_AREA = 2.0


def writing_beside(picture: Image.Image, page: IssuedPage, registration: Registration) -> bool:
    """Whether there are strokes on a page that we did not print and that stand in no place."""
    small, inner = reduced(picture, registration.transform, BESIDE_DPI, 1.3)
    box = 0, 0, page.width, page.height
    softened = warp_picture(small, inner, box, BESIDE_DPI).filter(ImageFilter.BoxBlur(0.6))
    soft = np.asarray(softened)
    paper = closed(soft, round(0.9 * _SCALE))
    free = page.unprinted
    chosen = free[::3, ::3]
    sample = soft[::3, ::3][chosen] / np.maximum(paper[::3, ::3][chosen], 8)
    if not sample.size:
        return False
    noise = 1.48 * float(np.median(np.abs(sample - np.median(sample))))
    least = 1 - max(0.25, 8 * noise)
    mask = darker(soft, paper, least) & free
    _mask_out(mask, page)
    found = pieces(mask)
    if not len(found.area):
        return False
    area = found.area / _SCALE**2
    wide, tall = (found.right - found.left) / _SCALE, (found.bottom - found.top) / _SCALE
    long = np.hypot(wide, tall)
    stroke = (area > 0.25) & (long > 1.9) & ~((tall > 60) & (wide < 1.2))
    stroke &= area / np.maximum(long, 0.1) < 1.2
    return bool(long[stroke].max(initial=0) > _LEAST and area[stroke].sum() > _AREA)


def _mask_out(mask: np.ndarray[tuple[int, int], np.dtype[np.bool_]], page: IssuedPage) -> None:
    edge = round(_EDGE * _SCALE)
    mask[:edge] = mask[-edge:] = False
    mask[:, :edge] = mask[:, -edge:] = False
    around = [(*place.box, 4.0, 5.0) for place in page.places] + [(*box, 3.0, 2.0) for box in page.values]
    code = page.code
    left, top = code.min(0)
    right, bottom = code.max(0)
    around.append((left, top, right - left, bottom - top, 2.0, 2.0))
    for x, y, width, height, beside, above in around:
        rows = slice(max(0, round((y - above) * _SCALE)), max(0, round((y + height + above) * _SCALE)))
        columns = slice(max(0, round((x - beside) * _SCALE)), max(0, round((x + width + beside) * _SCALE)))
        mask[rows, columns] = False
