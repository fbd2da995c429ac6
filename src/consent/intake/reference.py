"""The page as it was issued: its picture, landmarks, places and code. Made from a kept master, once."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

import numpy as np
import numpy.typing as npt
import pypdfium2
from PIL import Image

from consent.errors import Overflow
from consent.intake.geometry import INCH, Grey, Points
from consent.intake.strokes import dilated
from consent.models.paper.master import CodeSlot, FieldKind, FieldPlace, Master
from consent.models.paper.slots import SENTINELS, Slot
from consent.models.register.duties import duty_of
from consent.models.register.scanned import Duty
from consent.stamp import stamp

DPI = 200
"""Of the picture that a scan is compared with."""
_POINT = INCH / 72
_MODULES = 18
"""Along a side of a code's square, the white around it included."""
_KEPT = 24
_CELL = 30.0
_PATCH = (12.0, 7.0)
_GRAIN = 8
"""Shades between neighbors that no even tint has."""
_EDGES = 900
"""How much edge in both directions a landmark has at least."""
Box = tuple[float, float, float, float]
"""Left, top, width, height in millimetres."""


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


@dataclass
class IssuedPage:
    """One page as it was issued."""

    width: float
    height: float
    grey: npt.NDArray[np.uint8] = field(repr=False)
    """At 200 dots per inch, its values not filled in."""
    code: Points
    """Corners of the page code: top left, top right, bottom right, bottom left."""
    places: tuple[Place, ...]
    values: tuple[Box, ...]
    """Where a name or another value prints."""
    _levels: dict[int, npt.NDArray[np.uint8]] = field(default_factory=dict, repr=False)
    _unprinted: dict[tuple[int, int, int], npt.NDArray[np.bool_]] = field(default_factory=dict, repr=False)

    def at(self, dpi: int) -> Grey:
        """Its picture at so many dots per inch, to calculate with."""
        return self.level(dpi).astype(np.float32)

    def level(self, dpi: int) -> npt.NDArray[np.uint8]:
        """Its picture at so many dots per inch."""
        if dpi not in self._levels:
            size = round(self.width / INCH * dpi), round(self.height / INCH * dpi)
            how = Image.Resampling.BOX if dpi < DPI else Image.Resampling.BICUBIC
            picture = self.grey if dpi == DPI else np.asarray(Image.fromarray(self.grey).resize(size, how))
            self._levels[dpi] = picture
        return self._levels[dpi]

    @cached_property
    def landmarks(self) -> Points:
        """Middles of the patches richest in edges, one in each cell, away from everything that varies."""
        dpi = 75
        scale = dpi / INCH
        grey = self.at(dpi)
        across, down = np.abs(np.diff(grey, axis=1))[:-1], np.abs(np.diff(grey, axis=0))[:, :-1]
        wide, tall = int(_PATCH[0] * scale), int(_PATCH[1] * scale)
        edges = np.minimum(_sums(across, tall, wide), _sums(down, tall, wide))[:-2:4, :-2:4]
        best: dict[tuple[int, int], tuple[float, float, float]] = {}
        for row, column in zip(*np.nonzero(edges > _EDGES), strict=True):
            middle = (column * 4 + wide / 2) / scale, (row * 4 + tall / 2) / scale
            cell = int(middle[0] // _CELL), int(middle[1] // _CELL)
            rich = float(edges[row, column])
            if rich > best.get(cell, (0.0,))[0] and not self._varies(*middle):
                best[cell] = (rich, *middle)
        return np.array([found[1:] for found in best.values()], float).reshape(-1, 2)

    def unprinted(self, dpi: int, light: int, around: int) -> npt.NDArray[np.bool_]:
        """Where paper is to be seen, so many pixels away from anything darker than ``light``."""
        key = dpi, light, around
        if key not in self._unprinted:
            self._unprinted[key] = dilated(printed(self.at(dpi), light).astype(np.uint8), around) == 0
        return self._unprinted[key]

    def _varies(self, x: float, y: float) -> bool:
        near_place = any(
            p.x - 7 < x < p.x + p.width + 7 and p.y - 4 < y < p.y + p.height + 3 for p in self.places
        )
        return near_place or any(
            left - 6 < x < left + width + 6 and top - 4 < y < top + height + 4
            for left, top, width, height in self.values
        )


class IssuedMaster:
    """The pages of one master; each is drawn when it is first asked for."""

    def __init__(self, master: Master) -> None:
        self.master = master
        self._pages: OrderedDict[int, IssuedPage] = OrderedDict()
        self._plain = pypdfium2.PdfDocument(stamp(master, _values(master)))
        self._filled = _filled(master)

    def page(self, number: int) -> IssuedPage:
        """A page, counted from 1."""
        known = self._pages.get(number)
        if known is None:
            known = self._pages[number] = self._drawn(number)
            if len(self._pages) > _KEPT:
                self._pages.popitem(last=False)
        self._pages.move_to_end(number)
        return known

    def _drawn(self, number: int) -> IssuedPage:
        width, height = (side * _POINT for side in self.master.page_size)
        grey = _picture(self._plain, number, DPI)
        code = next(code for code in self.master.codes if code.page == number)
        return IssuedPage(
            width=width,
            height=height,
            grey=grey,
            code=_corners(code),
            places=tuple(
                _place(one, height)
                for one in self.master.fields
                if one.page == number and one.kind is not FieldKind.SEAL
            ),
            values=self._value_boxes(number, width),
        )

    def _value_boxes(self, number: int, width: float) -> tuple[Box, ...]:
        if self._filled is None:
            return ()
        dpi = 75
        differs = _picture(self._plain, number, dpi) != _picture(self._filled, number, dpi)
        rows = np.flatnonzero(differs.any(axis=1))
        boxes: list[Box] = []
        for band in np.split(rows, np.flatnonzero(np.diff(rows) > 3) + 1) if len(rows) else []:
            columns = np.flatnonzero(differs[band[0] : band[-1] + 1].any(axis=0))
            for part in np.split(columns, np.flatnonzero(np.diff(columns) > 25) + 1):
                left, top = part[0] * INCH / dpi, band[0] * INCH / dpi
                # A value may be as long as its slot; how long that is, the picture does not say.
                reach = min(width - left, max((part[-1] - part[0]) * INCH / dpi, 70.0))
                boxes.append((left, top, reach, (band[-1] - band[0] + 1) * INCH / dpi))
        return tuple(boxes)


def _values(master: Master) -> dict[Slot, str]:
    """Next to nothing in each slot, which takes no empty value; its own day and id are of their kind."""
    return {**dict.fromkeys(master.slots, "."), Slot.ISSUED_DAY: "2000-01-01", Slot.PACKET_ID: "00000-00000"}


def _filled(master: Master) -> pypdfium2.PdfDocument | None:
    try:
        named = {slot: SENTINELS[slot] for slot in master.slots}
        return pypdfium2.PdfDocument(
            stamp(master, {**named, Slot.ISSUED_DAY: "2000-01-01", Slot.PACKET_ID: "ZZZZZ-ZZZZZ"})
        )
    except Overflow:
        return None


def _picture(document: pypdfium2.PdfDocument, number: int, dpi: int) -> npt.NDArray[np.uint8]:
    page: Any = document[number - 1]
    bitmap = page.render(scale=dpi / 72, grayscale=True, may_draw_forms=False)
    pixels = np.array(bitmap.to_numpy(), dtype=np.uint8)
    return pixels.reshape(pixels.shape[:2])


def _sums(values: Grey, tall: int, wide: int) -> Grey:
    """Of each box of this size, by where its top left corner is."""
    sums = np.pad(values.cumsum(0).cumsum(1), ((1, 0), (1, 0)))
    return np.asarray(sums[tall:, wide:] - sums[:-tall, wide:] - sums[tall:, :-wide] + sums[:-tall, :-wide])


def _corners(code: CodeSlot) -> Points:
    module = code.side / _MODULES
    left, top = code.x + module, code.y + module
    right, bottom = code.x + code.side - module, code.y + code.side - module
    ring = [(left, top), (right, top), (right, bottom), (left, bottom)]
    return np.array(ring, float) * _POINT


def _place(one: FieldPlace, height: float) -> Place:
    return Place(
        one.name,
        one.kind,
        duty_of(one.name, one.kind),
        one.x0 * _POINT,
        height - one.y1 * _POINT,
        (one.x1 - one.x0) * _POINT,
        (one.y1 - one.y0) * _POINT,
    )


class References:
    """Masters of the register, a few at a time."""

    def __init__(self, read: Callable[[str], Master], most: int = 3) -> None:
        self._read = read
        self._most = most
        self._known: OrderedDict[str, IssuedMaster] = OrderedDict()

    def of(self, digest: str) -> IssuedMaster:
        """The master with this digest; errors as of ``KeptMasters.read``."""
        known = self._known.get(digest)
        if known is None:
            known = self._known[digest] = IssuedMaster(self._read(digest))
            if len(self._known) > self._most:
                self._known.popitem(last=False)
        self._known.move_to_end(digest)
        return known


def printed(picture: Grey, light: int) -> npt.NDArray[np.bool_]:
    """What of a page as issued is print: darker than ``light``, or of pale dots. An even tint is paper.

    Pale dots fall between two pixels here and on one in a scan, where they are darker than any limit that
    leaves tints alone.
    """
    grain = dilated(picture, 1) + dilated(255 - picture, 1) - 255
    # Not the soft edges of letters: what is struck out shows between them.
    pale = 255 - dilated(255 - picture, 2) >= light
    return (picture < light) | (pale & (grain > _GRAIN))
