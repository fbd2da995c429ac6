"""Pages as they were issued, drawn from the masters that the register keeps."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable
from typing import Any

import numpy as np
import numpy.typing as npt
import pypdfium2

from consent.errors import Overflow
from consent.intake.geometry import INCH, Points
from consent.intake.issued_page import DPI, IssuedPage, Place
from consent.intake.marks import Box
from consent.models.paper.master import CodeSlot, FieldKind, FieldPlace, Master
from consent.models.paper.slots import SENTINELS, Slot
from consent.models.register.duties import duty_of
from consent.stamp import stamp

_POINT = INCH / 72
_MODULES = 18
"""Along a side of a code's square, the white around it included."""
_ROUGHLY = 75
"""Dots per inch at which values are looked for."""
_DRAWN, _KEPT = 4, 160
"""Masters that are open at a time, and pages that are kept, of whichever masters."""


class IssuedMaster:
    """The pages of one master."""

    def __init__(self, master: Master) -> None:
        self.master = master
        self._plain = pypdfium2.PdfDocument(stamp(master, _values(master)))
        self._filled = _filled(master)

    def page(self, number: int) -> IssuedPage:
        """A page, counted from 1, drawn each time."""
        width, height = (side * _POINT for side in self.master.page_size)
        code = next(code for code in self.master.codes if code.page == number)
        return IssuedPage.of(
            _picture(self._plain, number, DPI),
            (width, height),
            _corners(code),
            tuple(
                _place(one, height)
                for one in self.master.fields
                if one.page == number and one.kind is not FieldKind.SEAL
            ),
            self._value_boxes(number, width),
        )

    def _value_boxes(self, number: int, width: float) -> tuple[Box, ...]:
        if self._filled is None:
            return ()
        dpi = _ROUGHLY
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
    """Pages of the masters of a register, those that were asked for last."""

    def __init__(self, read: Callable[[str], Master]) -> None:
        self._read = read
        self._masters: OrderedDict[str, IssuedMaster] = OrderedDict()
        self._pages: OrderedDict[tuple[str, int], IssuedPage] = OrderedDict()

    def page(self, digest: str, number: int) -> IssuedPage:
        """A page of the master with this digest, counted from 1; errors as of ``KeptMasters.read``."""
        key = digest, number
        if key not in self._pages:
            self._pages[key] = self._master(digest).page(number)
            _drop(self._pages, _KEPT)
        self._pages.move_to_end(key)
        return self._pages[key]

    def _master(self, digest: str) -> IssuedMaster:
        if digest not in self._masters:
            self._masters[digest] = IssuedMaster(self._read(digest))
            _drop(self._masters, _DRAWN)
        self._masters.move_to_end(digest)
        return self._masters[digest]


def _drop(kept: OrderedDict[Any, Any], most: int) -> None:
    if len(kept) > most:
        kept.popitem(last=False)
