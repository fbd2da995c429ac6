"""What stands in a place that we did not print there. Lengths in mm, areas in mm²."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from PIL import Image, ImageFilter

from consent.intake.geometry import INCH, Grey, Map, moved_by, pixels_per_mm, reduced, warp
from consent.intake.landmarks import Registration
from consent.intake.reference import DPI, IssuedPage, Place
from consent.intake.strokes import Array, Mask, Pieces, closed, dilated, pieces
from consent.models.paper.master import FieldKind

MARGIN = 6.0
"""How much around a place is looked at."""
_SCALE = DPI / INCH
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
    """Measure one place of a scan."""
    shift, unsure = registration.around(place.box)
    box = place.x - MARGIN, place.y - MARGIN, place.width + 2 * MARGIN, place.height + 2 * MARGIN
    printed, seen = _both(picture, page, moved_by(registration.transform, shift), box)
    white = float(np.percentile(seen[::2, ::3], 85))
    soft = _softened(seen)
    # Strokes thinner than 1.9 mm are dark in it; stains, tabs, shadows are not.
    paper = closed(soft, round(0.9 * _SCALE))
    relative = soft / np.maximum(paper, 8)
    blur = 0.28 + min(unsure, 0.5) + 0.35 / pixels_per_mm(registration.transform)
    ours = dilated((printed < 0.82).astype(np.float32), max(2, round(blur * _SCALE))) > 0
    named = _values(ours.shape, page, box)
    free = ~ours
    sample = relative[::2, ::3][free[::2, ::3]]
    noise = 1.48 * float(np.median(np.abs(sample - np.median(sample)))) if sample.size else 1.0
    ink = printed < 0.35
    lost = float(((soft / max(white, 1) > 0.88) & ink).sum() / max(1, int(ink.sum())))
    dark = float((paper[free] < 0.78 * white).mean()) if free.any() else 1.0
    tab = paper < 0.92 * white
    up, side = (2.0, 2.0) if place.kind is FieldKind.INITIALS else (4.0, 1.0)
    found = [
        _strokes((relative < 1 - least) & free, ours, named, tab, place, up, side)
        for least in (max(0.14, 5 * noise), max(0.28, 8 * noise))
    ]
    zone = (place.width + 2 * side) * (place.height + 2 * up)
    shown = Image.fromarray(np.clip(seen, 0, 255).astype(np.uint8))
    return Look(unsure, lost, dark, found[0], found[1], zone, white, shown)


def _both(
    picture: Image.Image, page: IssuedPage, transform: Map, box: tuple[float, float, float, float]
) -> tuple[Grey, Grey]:
    """The place as it was printed, 0 to 1, and as it was scanned, 0 to 255; both at 200 dpi."""
    left, top, wide, tall = (round(side * _SCALE) for side in box)
    printed = np.full((tall, wide), 255, np.float32)
    # Only the piece: a whole page as floats would be fifteen megabytes for each place.
    part = page.grey[max(0, top) : max(0, top + tall), max(0, left) : max(0, left + wide)]
    down, right = max(0, -top), max(0, -left)
    printed[down : down + part.shape[0], right : right + part.shape[1]] = part
    small, inner = reduced(picture, transform, DPI, 1.4)
    exact = (left / _SCALE, top / _SCALE, wide / _SCALE, tall / _SCALE)
    return printed / np.float32(255), warp(small, inner, exact, DPI)


def _values(shape: tuple[int, ...], page: IssuedPage, box: tuple[float, float, float, float]) -> Mask:
    """Where a name or another value prints: ours, though the page as it is kept does not have it."""
    named = np.zeros(shape, bool)
    for left, top, width, height in page.values:
        x, y = left - box[0] - _BESIDE, top - box[1] - _ABOVE
        rows = slice(max(0, round(y * _SCALE)), max(0, round((y + height + 2 * _ABOVE) * _SCALE)))
        columns = slice(max(0, round(x * _SCALE)), max(0, round((x + width + 2 * _BESIDE) * _SCALE)))
        named[rows, columns] = True
    return named


def _softened(seen: Grey) -> Grey:
    picture = Image.fromarray(np.clip(seen, 0, 255).astype(np.uint8))
    return np.asarray(picture.filter(ImageFilter.BoxBlur(0.6)), np.float32)


def _strokes(mask: Mask, ours: Mask, named: Mask, tab: Mask, place: Place, up: float, side: float) -> Strokes:
    found = pieces(mask)
    if not len(found.area):
        return Strokes(0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0)
    height, width = mask.shape
    area = found.area / _SCALE**2
    wide, tall = (found.right - found.left) / _SCALE, (found.bottom - found.top) / _SCALE
    diagonal = np.hypot(wide, tall)
    zone = _zone(height, width, up, side)
    inside = (
        (found.right > zone[0]) & (found.left < zone[2]) & (found.bottom > zone[1]) & (found.top < zone[3])
    )
    rule = _rules(area, wide, tall, place)
    # Letters of a name lie in its place as a whole; a signature that runs through it does not.
    odd = (
        _slivers(found, ours, wide, tall)
        | (_within(found, named) > 0.8)
        | _streaks(area, wide, tall, height / _SCALE)
        | rule
    )
    real = (area > 0.07) & ~odd & inside
    good = real & (diagonal >= _DOWN_TO)
    crumbs = int((real & (diagonal < _DOWN_TO) & (diagonal > 0.6)).sum())
    return _measured(
        found, good, tab, zone, (height, width), crumbs, _length(wide, tall, rule & inside), diagonal
    )


def _zone(height: int, width: int, up: float, side: float) -> tuple[float, float, float, float]:
    beside, above = (MARGIN - side) * _SCALE, (MARGIN - up) * _SCALE
    return beside, above, width - beside, height - above


def _length(wide: Array, tall: Array, chosen: Array) -> float:
    return float(np.maximum(wide, tall)[chosen].sum())


def _slivers(found: Pieces, ours: Mask, wide: Array, tall: Array) -> Array:
    """Edges of our own printing."""
    near = dilated(ours.astype(np.uint8), 2) > 0
    return np.asarray((_within(found, near) > 0.75) & (np.minimum(wide, tall) < 0.45))


def _within(found: Pieces, mask: Mask) -> Array:
    """Share of each piece that lies in a mask."""
    sums = np.pad(mask.cumsum(1), ((0, 0), (1, 0)))
    inside = np.zeros(len(found.area))
    np.add.at(inside, found.of_run, sums[found.row, found.end] - sums[found.row, found.start])
    return np.asarray(inside / np.maximum(found.area, 1))


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
    tab: Mask,
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
    sums = np.pad(tab.cumsum(1), ((0, 0), (1, 0)))
    on_tab = float((sums[row, end] - sums[row, start]).sum()) / max(1.0, total)
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
