"""The page as it was issued, and what of it is kept to hold scans against: about a megabyte."""

from __future__ import annotations

from dataclasses import dataclass, field

import numpy as np
import numpy.typing as npt
from PIL import Image

from consent.intake.geometry import INCH, Points
from consent.intake.marks import (
    COARSE,
    FINE,
    Box,
    Patches,
    Pixels,
    coarse_patches,
    fine_patches,
    landmarks_of,
)
from consent.intake.strokes import Array, dilated
from consent.models.paper.master import FieldKind
from consent.models.register.scanned import Duty

DPI = 200
"""Of the pictures of places."""
BESIDE_DPI = 100
"""At which writing beside the places is looked for."""
MARGIN = 6.0
"""How much around a place is looked at."""
_LIGHT = 210
_AROUND = 0.5
"""Millimetres around print that may be its own edge."""
_GRAIN = 8
"""Shades between neighbors that no even tint has."""


@dataclass(frozen=True, slots=True)
class Place:
    """Where somebody is to write. Millimetres from the top left."""

    name: str
    kind: FieldKind
    duty: Duty
    x: float
    y: float
    width: float
    height: float

    @property
    def box(self) -> Box:
        """As other functions take it."""
        return self.x, self.y, self.width, self.height

    @property
    def around(self) -> Box:
        """The same with what is looked at around it."""
        return self.x - MARGIN, self.y - MARGIN, self.width + 2 * MARGIN, self.height + 2 * MARGIN


@dataclass(frozen=True)
class IssuedPage:
    """One page as it was issued, its values not filled in."""

    width: float
    height: float
    code: Points
    """Corners of the page code: top left, top right, bottom right, bottom left."""
    places: tuple[Place, ...]
    values: tuple[Box, ...]
    """Where a name or another value prints."""
    landmarks: Points
    coarse: Patches = field(repr=False)
    fine: Patches = field(repr=False)
    printed: dict[str, Pixels] = field(repr=False)
    """For each place, by name, what was printed in it and around it."""
    _unprinted: tuple[tuple[int, int], Pixels] = field(repr=False)

    @classmethod
    def of(
        cls,
        grey: Pixels,
        size: tuple[float, float],
        code: Points,
        places: tuple[Place, ...],
        values: tuple[Box, ...],
    ) -> IssuedPage:
        """From its picture at 200 dots per inch."""
        picture = Image.fromarray(grey)
        coarse, fine, beside = (_at(picture, dpi, size) for dpi in (COARSE, FINE, BESIDE_DPI))
        free = dilated(printed(beside, _LIGHT).astype(np.uint8), round(_AROUND * BESIDE_DPI / INCH)) == 0
        varying = [(p.x - 7, p.y - 4, p.width + 14, p.height + 7) for p in places]
        varying += [(x - 6, y - 4, width + 12, height + 8) for x, y, width, height in values]
        marks = landmarks_of(coarse, varying)
        return cls(
            *size,
            code,
            places,
            values,
            marks,
            coarse_patches(coarse, marks),
            fine_patches(fine, marks),
            {place.name: _around(grey, place) for place in places},
            (free.shape, np.packbits(free)),
        )

    @property
    def unprinted(self) -> npt.NDArray[np.bool_]:
        """Where paper is to be seen, at 100 dots per inch."""
        (tall, wide), bits = self._unprinted
        return np.unpackbits(bits, count=tall * wide).reshape(tall, wide).view(np.bool_)


def pixels_of(box: Box) -> tuple[int, int, int, int]:
    """A part of the page in pixels at 200 dots per inch."""
    left, top, wide, tall = (round(side * DPI / INCH) for side in box)
    return left, top, wide, tall


def printed(picture: Array, light: int) -> npt.NDArray[np.bool_]:
    """What of a page as issued is print: darker than ``light``, or of pale dots. An even tint is paper.

    Pale dots fall between two pixels here and on one in a scan, where they are darker than any limit that
    leaves tints alone.
    """
    upside_down = 255 - picture
    grain = dilated(picture, 1).astype(np.int16) + dilated(upside_down, 1) - 255
    # Not the soft edges of letters: what is struck out shows between them.
    pale = 255 - dilated(upside_down, 2) >= light
    return (picture < light) | (pale & (grain > _GRAIN))


def _at(picture: Image.Image, dpi: int, size: tuple[float, float]) -> Pixels:
    wide, tall = (round(side / INCH * dpi) for side in size)
    return np.asarray(picture.resize((wide, tall), Image.Resampling.BOX))


def _around(grey: Pixels, place: Place) -> Pixels:
    left, top, wide, tall = pixels_of(place.around)
    found = np.full((tall, wide), 255, np.uint8)
    part = grey[max(0, top) : max(0, top + tall), max(0, left) : max(0, left + wide)]
    down, right = max(0, -top), max(0, -left)
    found[down : down + part.shape[0], right : right + part.shape[1]] = part
    return found
