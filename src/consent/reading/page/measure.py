"""How much of each glyph's own ink is really there.

A page is drawn twice by the same engine at the same scale: as it is, and its text alone in black.
A clean page gives the same ink twice, so every difference is something that was done to the text.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from consent.reading.page.glyphs import Characters
from consent.reading.sheet import Floats, Whole

Grey = npt.NDArray[np.uint8]
Flags = npt.NDArray[np.bool_]

LEAST_INK = 0.02
"""Ink of a glyph, in pixels of full black, under which it draws nothing."""
_BARE = int((1 - LEAST_INK) * 255)
"""Grey above which there is less ink than that."""
_THIN = 2.5
"""In pixels."""
_TINTED = 4 / 255
_DARK = 0.35
"""Ink that a line through text adds between the strokes, in two rows of pixels: it may lie across both."""
_BETWEEN = 0.15
"""Ink of a glyph, in pixels of full black, up to which a pixel is paper between its strokes."""
_WHITE = 0.9
_MIDDLE = (0.3, 0.7)
"""Between these heights of a line of text a stroke strikes it out."""


@dataclass(frozen=True, slots=True)
class Measured:
    """For each character."""

    own: Floats
    """Ink the glyph has of itself, in pixels of full black."""
    expected: Floats
    """The share of it that its declared colour leaves, negative where it is lighter than its ground."""
    share: Floats
    """The share of it that is there."""
    lost: Floats
    """How much of the expected ink is missing, pixel by pixel."""
    uneven: Floats
    """How far the ink that is there is from one shade of the glyph."""
    foreign: Floats
    """How much of the glyph's box other ink fills."""
    spoiled: Floats
    """How much ink there is on the glyph's own pixels beyond its own."""
    ground: Floats
    """Grey of the ground, 0 to 1 from black to white."""
    struck: Flags


def measure(
    characters: Characters, drawn: Flags, seen: Grey, text_only: Grey, sheet: tuple[float, float]
) -> Measured:
    """Compare the two pictures glyph by glyph. Boxes are in points from the lower left of the sheet."""
    count = len(characters.text)
    pixels = _pixels(characters.box, sheet, seen.shape)
    changed = seen != text_only
    shades = np.array([_shade(run.colour) for run in characters.runs] or [1.0], dtype=np.float32)
    expected = shades[np.maximum(characters.run, 0)]
    totals = np.zeros((6, count), dtype=np.float32)
    ground = np.ones(count, dtype=np.float32)
    struck = np.zeros(count, dtype=bool)
    for part in _segments(characters, drawn, shades):
        place = pixels[part]
        left, top, right, bottom = place[:, 0].min(), place[:, 1].min(), place[:, 2].max(), place[:, 3].max()
        if bottom <= top or right <= left:
            continue
        box = np.s_[top:bottom, left:right]
        if expected[part[0]] == 1 and not changed[box].any():
            totals[:4, part] = _untouched(_ink(text_only[box]), place - left)
            continue
        own, there = _ink(text_only[box]), _ink(seen[box])
        columns = np.zeros((6, right - left + 1), dtype=np.float32)
        pictures = _pictures(own, there, float(expected[part[0]]))
        np.cumsum([picture.sum(axis=0) for picture in pictures], axis=1, out=columns[:, 1:])
        totals[:, part] = columns[:, place[:, 2] - left] - columns[:, place[:, 0] - left]
        if (totals[4, part] > (bottom - top) * (place[:, 2] - place[:, 0]) * _TINTED).any():
            _on_tinted_ground(part, pixels, text_only, seen, expected, totals, ground)
            struck[part] = _struck(own, there, place - left) & (ground[part] > _WHITE)
    area = np.maximum((pixels[:, 2] - pixels[:, 0]) * (pixels[:, 3] - pixels[:, 1]), 1)
    base = np.maximum(totals[0], 1e-6)
    share = totals[1] / base
    return Measured(
        own=totals[0],
        expected=expected,
        share=share,
        lost=totals[3] / np.maximum(base * np.abs(expected), 1e-6),
        uneven=np.maximum(totals[2] / base - share * share, 0),
        foreign=totals[4] / area,
        spoiled=totals[5] / base,
        ground=ground,
        struck=struck,
    )


def _ink(picture: Grey) -> Floats:
    return np.asarray(1 - picture.astype(np.float32) / 255, dtype=np.float32)


def _untouched(own: Floats, place: Whole) -> Floats:
    """What is summed over glyphs that stand there just as they should."""
    columns = np.zeros(own.shape[1] + 1, dtype=np.float32)
    np.cumsum((own * own).sum(axis=0), out=columns[1:])
    ink = columns[place[:, 2]] - columns[place[:, 0]]
    return np.array([ink, ink, ink, np.zeros_like(ink)], dtype=np.float32)


def _pixels(box: Floats, sheet: tuple[float, float], shape: tuple[int, ...]) -> Whole:
    # The engine sets a glyph on the nearest whole pixel, so a thin one may stand beside its box.
    down, across = shape
    x, y = across / sheet[0], down / sheet[1]
    left, right = box[:, 0] * x, box[:, 2] * x
    top, bottom = down - box[:, 3] * y, down - box[:, 1] * y
    thin, flat = (right - left < _THIN) * 1.0, (bottom - top < _THIN) * 1.0
    out = np.empty((len(box), 4), dtype=np.int32)
    out[:, 0] = np.clip(np.floor(left - thin), 0, across)
    out[:, 1] = np.clip(np.floor(top - flat), 0, down)
    out[:, 2] = np.clip(np.ceil(right + thin), 0, across)
    out[:, 3] = np.clip(np.ceil(bottom + flat), 0, down)
    return out


def _shade(colour: tuple[int, int, int, int]) -> float:
    red, green, blue, alpha = colour
    return (1 - (0.30 * red + 0.59 * green + 0.11 * blue) / 255) * alpha / 255


def _segments(characters: Characters, drawn: Flags, shades: Floats) -> list[npt.NDArray[np.intp]]:
    """Indexes of characters of one colour that stand on one line, one after the other."""
    shown = np.flatnonzero(drawn)
    box, run = characters.box[shown], characters.run[shown]
    middle = (box[:, 1] + box[:, 3]) / 2
    size = np.array([one.size for one in characters.runs], dtype=np.float32)[run]
    apart = (np.abs(np.diff(middle)) > size[1:] / 2) | (np.diff(shades[run]) != 0)
    return list(np.split(shown, np.flatnonzero(apart) + 1))


def _pictures(own: Floats, there: Floats, expected: float) -> tuple[Floats, ...]:
    """What is summed over each glyph."""
    glyph = own > LEAST_INK
    wanted = own * expected
    sign = -1.0 if expected < 0 else 1.0
    beyond = (there - wanted) * sign
    return (
        own * own,
        own * there,
        np.where(glyph, there * there, np.float32(0)),
        own * np.maximum(-beyond, 0),
        np.where(glyph, np.float32(0), np.abs(there)),
        np.where(glyph, own * np.maximum(beyond, 0), np.float32(0)),
    )


def _on_tinted_ground(
    part: npt.NDArray[np.intp],
    pixels: Whole,
    text_only: Grey,
    seen: Grey,
    expected: Floats,
    totals: Floats,
    ground: Floats,
) -> None:
    for index in part.tolist():
        left, top, right, bottom = pixels[index]
        around = np.s_[max(top - 1, 0) : bottom + 1, max(left - 1, 0) : right + 1]
        tint = _tint(seen[around][text_only[around] > _BARE])
        if tint > _TINTED:
            ground[index] = 1 - tint
            expected[index] -= tint
            box = np.s_[top:bottom, left:right]
            pictures = _pictures(_ink(text_only[box]), _ink(seen[box]) - tint, float(expected[index]))
            totals[:, index] = [picture.sum() for picture in pictures]


def _tint(bare: Grey) -> float:
    """The ink in the middle of these pixels."""
    if not bare.size:
        return 0.0
    # A sort of a few bytes takes a tenth of what numpy's median does, and there is one for each letter.
    ordered = np.sort(bare)
    middle = int(ordered[(bare.size - 1) // 2]) + int(ordered[bare.size // 2])
    return 1 - middle / 510


def _struck(own: Floats, there: Floats, place: Whole) -> Flags:
    """Which glyphs, two or more, a line runs through: dark between the strokes too, at half their height."""
    tall = own.shape[0]
    rows = np.s_[int(tall * _MIDDLE[0]) : max(int(np.ceil(tall * _MIDDLE[1])), int(tall * _MIDDLE[0]) + 1)]
    between, added = own[rows] < _BETWEEN, np.maximum(there[rows] - own[rows], 0)
    added[:-1] += added[1:]
    bright = _summed(between & (added <= _DARK))
    free = _summed(between)
    left, right = place[:, 0], np.minimum(place[:, 2] + 1, own.shape[1])
    through = (bright[:, right] == bright[:, left]) & (free[:, right] - free[:, left] > 1)
    pairs = through[:, 1:] & through[:, :-1]
    struck = np.zeros(len(place), dtype=bool)
    struck[1:] |= pairs.any(axis=0)
    struck[:-1] |= pairs.any(axis=0)
    return struck


def _summed(flags: Flags) -> npt.NDArray[np.int32]:
    """For each row the count of flags to the left of each column."""
    found = np.zeros((flags.shape[0], flags.shape[1] + 1), dtype=np.int32)
    np.cumsum(flags, axis=1, out=found[:, 1:])
    return found
