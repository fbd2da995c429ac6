"""What stands in a place that we did not print there. Lengths in mm, areas in mm²."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from PIL import Image, ImageFilter

from consent.intake.geometry import INCH, Map, moved_by, warp_picture
from consent.intake.issued_page import DPI, MARGIN, IssuedPage, Place, pixels_of
from consent.intake.landmarks import Registration
from consent.intake.marks import Box
from consent.intake.strokes import Array, Bytes, Mask, Pieces, closed, darker, dilated, pieces
from consent.models.paper.master import FieldKind

_SCALE = DPI / INCH
_OURS, _BLACK = 210, 90
"""Shades below which something was printed at all, and was printed in black."""
_BESIDE, _ABOVE = 0.6, 1.3
"""How far a value may reach beyond where another one printed: accents, tails of letters."""
_DOWN_TO = 1.9
"""Strokes are at least so long; less is a crumb."""


@dataclass(frozen=True, slots=True)
class Strokes:
    """Everything darker than the paper by some measure."""

    area: float
    """Of what is written, in the place and a little around it."""
    core: float
    """Of that, in the place itself."""
    total: float
    """Of the strokes that touch the place, wherever they go."""
    count: int
    rule: float
    """Length of straight lines."""
    on_tab: float
    """Share that stands on something darker than paper."""
    crumbs: int
    width: float
    height: float
    longest: float
    left: float
    """Where it begins, from the left of the place."""


@dataclass(frozen=True, slots=True)
class Look:
    """What is there, before anybody decides what it is."""

    unsure: float
    """How far the map may be off here."""
    lost: float
    """Share of our own dark printing that is white now: tape, fluid, a tear."""
    dark: float
    """Share of the rest that is dark all over."""
    weak: Strokes
    strong: Strokes
    zone: float
    """Area that is looked at."""
    white: float
    picture: Image.Image


def look(picture: Image.Image, page: IssuedPage, registration: Registration, place: Place) -> Look:
    """Measure one place of a scan, which is best no larger than ``DPI`` asks for."""
    shift, unsure = registration.around(place.box)
    shown = _seen(picture, moved_by(registration.transform, shift), place.around)
    printed, seen = page.printed[place.name], np.asarray(shown)
    white = float(np.percentile(seen[::2, ::3], 85))
    soft = np.asarray(shown.filter(ImageFilter.BoxBlur(0.6)))
    # Strokes thinner than 1.9 mm are dark in it; stains, tabs, shadows are not.
    paper = closed(soft, round(0.9 * _SCALE))
    blur = 0.28 + min(unsure, 0.5) + 0.35 / registration.pixels_per_mm
    ours = dilated((printed < _OURS).view(np.uint8), max(2, round(blur * _SCALE)))
    free = ours == 0
    noise = _noise(soft[::2, ::3], paper[::2, ::3], free[::2, ::3])
    ink = soft[printed < _BLACK]
    lost = float((ink > 0.88 * max(white, 1)).mean()) if ink.size else 0.0
    between = paper[free]
    dark = float((between < 0.78 * white).mean()) if between.size else 1.0
    up, side = (2.0, 2.0) if place.kind is FieldKind.INITIALS else (4.0, 1.0)
    ground = _Ground(
        dilated(ours, 2) > 0, _values(ours.shape, page, place.around), paper < 0.92 * white, place, up, side
    )
    weak, strong = (
        ground.strokes(darker(soft, paper, 1 - least) & free)
        for least in (max(0.14, 5 * noise), max(0.28, 8 * noise))
    )
    zone = (place.width + 2 * side) * (place.height + 2 * up)
    return Look(unsure, lost, dark, weak, strong, zone, white, shown)


def _noise(soft: Bytes, paper: Bytes, free: Mask) -> float:
    """How unevenly dark the paper is, as a share of its shade."""
    sample = soft[free] / np.maximum(paper[free], 8).astype(np.float32)
    return 1.48 * float(np.median(np.abs(sample - np.median(sample)))) if sample.size else 1.0


def _seen(picture: Image.Image, transform: Map, box: Box) -> Image.Image:
    """What was scanned there, at 200 dpi and pixel for pixel what was printed."""
    left, top, wide, tall = pixels_of(box)
    return warp_picture(picture, transform, (left / _SCALE, top / _SCALE, wide / _SCALE, tall / _SCALE), DPI)


def _values(shape: tuple[int, ...], page: IssuedPage, box: Box) -> Mask:
    """Where a name or another value prints: ours, though the page as it is kept does not have it."""
    named = np.zeros(shape, bool)
    for left, top, width, height in page.values:
        x, y = left - box[0] - _BESIDE, top - box[1] - _ABOVE
        rows = slice(max(0, round(y * _SCALE)), max(0, round((y + height + 2 * _ABOVE) * _SCALE)))
        columns = slice(max(0, round(x * _SCALE)), max(0, round((x + width + 2 * _BESIDE) * _SCALE)))
        named[rows, columns] = True
    return named


class _Ground:
    """What a place's strokes stand on."""

    def __init__(self, ours: Mask, named: Mask, tab: Mask, place: Place, up: float, side: float) -> None:
        self._ours, self._named, self._tab = (_sums(mask) for mask in (ours, named, tab))
        self._place = place
        self._size = tab.shape[0], tab.shape[1]
        self._zone = _zone(*self._size, up, side)

    def strokes(self, mask: Mask) -> Strokes:
        """Of what is dark in this mask."""
        found = pieces(mask)
        if not len(found.area):
            return Strokes(0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0)
        area = found.area / _SCALE**2
        wide, tall = (found.right - found.left) / _SCALE, (found.bottom - found.top) / _SCALE
        diagonal = np.hypot(wide, tall)
        left, top, right, bottom = self._zone
        inside = (found.right > left) & (found.left < right) & (found.bottom > top) & (found.top < bottom)
        rule = _rules(area, wide, tall, self._place)
        # Letters of a name lie in its place as a whole; a signature that runs through it does not.
        odd = (
            ((_within(found, self._ours) > 0.75) & (np.minimum(wide, tall) < 0.45))
            | (_within(found, self._named) > 0.8)
            | _streaks(area, wide, tall, self._size[0] / _SCALE)
            | rule
        )
        real = (area > 0.07) & ~odd & inside
        good = real & (diagonal >= _DOWN_TO)
        crumbs = int((real & (diagonal < _DOWN_TO) & (diagonal > 0.6)).sum())
        straight = _length(wide, tall, rule & inside)
        return _measured(found, good, self._tab, self._zone, self._size, crumbs, straight, diagonal)


def _zone(height: int, width: int, up: float, side: float) -> tuple[float, float, float, float]:
    beside, above = (MARGIN - side) * _SCALE, (MARGIN - up) * _SCALE
    return beside, above, width - beside, height - above


def _length(wide: Array, tall: Array, chosen: Array) -> float:
    return float(np.maximum(wide, tall)[chosen].sum())


def _sums(mask: Mask) -> Array | None:
    """For counting along rows; nothing where there is nothing to count."""
    return np.pad(mask.cumsum(1, dtype=np.int32), ((0, 0), (1, 0))) if mask.any() else None


def _counted(row: Array, start: Array, end: Array, sums: Array | None) -> Array:
    """How much of each run lies in a mask."""
    return np.zeros(len(row)) if sums is None else sums[row, end] - sums[row, start]


def _within(found: Pieces, sums: Array | None) -> Array:
    """Share of each piece that lies in a mask."""
    each = _counted(found.row, found.start, found.end, sums)
    return np.asarray(np.bincount(found.of_run, each, len(found.area)) / np.maximum(found.area, 1))


def _streaks(area: Array, wide: Array, tall: Array, height: float) -> Array:
    """Scratches of a feeder and lines of a fax."""
    thick = area / np.maximum(np.maximum(wide, tall), 1e-6)
    down = (tall > 0.8 * height) & (wide < 0.6)
    return np.asarray(down | ((wide > 7) & (tall < 0.38) & (thick < 0.3)))


def _rules(area: Array, wide: Array, tall: Array, place: Place) -> Array:
    """Straight thin lines, or a frame of the place's size: ours out of its place, or a striking out."""
    long, short = np.maximum(wide, tall), np.minimum(wide, tall)
    thick = area / np.maximum(long, 1e-6)
    least = 7 if place.kind is FieldKind.INITIALS else 16
    straight = (long > least) & (thick < 0.8) & (short < 1.0 + 0.04 * long)
    frame = (wide > 0.85 * place.width) & (tall > 0.85 * place.height) & (area < 1.8 * (wide + tall))
    return np.asarray(straight | (frame & (place.width < 40)))


def _measured(
    found: Pieces,
    good: Array,
    tab: Array | None,
    zone: tuple[float, float, float, float],
    size: tuple[int, int],
    crumbs: int,
    rule: float,
    diagonal: Array,
) -> Strokes:
    left, top, right, bottom = zone
    height, width = size
    edge = MARGIN * _SCALE
    ours = good[found.of_run]
    row, start, end = found.row[ours], found.start[ours], found.end[ours]
    within = (row >= edge) & (row < height - edge)
    core = (
        (np.clip(end[within], edge, width - edge) - np.clip(start[within], edge, width - edge)).clip(0).sum()
    )
    total = float((end - start).sum())
    on_tab = float(_counted(row, start, end, tab).sum()) / max(1.0, total)
    first, last = np.clip(start, left, right), np.clip(end, left, right)
    shown = (row >= top) & (row < bottom) & (last > first)
    row, first, last = row[shown], first[shown], last[shown]
    any_ = bool(len(row))
    return Strokes(
        area=float((last - first).sum()) / _SCALE**2,
        core=float(core) / _SCALE**2,
        total=total / _SCALE**2,
        count=int(good.sum()),
        rule=rule,
        on_tab=on_tab,
        crumbs=crumbs,
        width=float(last.max() - first.min()) / _SCALE if any_ else 0.0,
        height=float(row.max() - row.min() + 1) / _SCALE if any_ else 0.0,
        longest=float(diagonal[good].max()) if good.any() else 0.0,
        left=float(first.min()) / _SCALE - MARGIN if any_ else 0.0,
    )
