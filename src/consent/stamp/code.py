"""The machine-readable code of a page: a DataMatrix in a square with its quiet zone."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import lru_cache
from typing import Any, cast

from consent.errors import Overflow
from consent.models.paper.master import CodeSlot
from consent.models.paper.slots import Slot
from consent.stamp.matrix import SIDE, page_matrices, page_matrix
from consent.stamp.syntax import number, stream

_QUIET = 1
"""Modules of white on each side, as ISO/IEC 16022 asks."""
_SMALLEST = 0.5 / 25.4 * 72
"""Half a millimetre: what an office scanner still tells apart."""

_AFTER = b"\nEI Q\nEMC\n"
_DIGITS = b"1" + b"0" * 255
"""Black pixels are ones."""


def code_text(packet_id: str, page: int, mark: str = "") -> str:
    """What a scanner reads, for example ``7K3M9-QPX2D/03``; of another paper with that id, ``…/03B``."""
    return f"{packet_id}/{page:02d}{mark}"


def code_operators(place: CodeSlot, packet_id: str, mark: str = "") -> bytes:
    """Draw the code of one page. ``mark``: a letter that tells papers with one packet id apart."""
    modules, bits = _modules(packet_id, place.page, mark)
    return b"%s%s%s" % (_frame(place.x, place.y, place.side, modules), bits, _AFTER)


class PageCodes:
    """The places of one master's codes: all of a code's stream but its modules is the same in each packet."""

    def __init__(self, places: Sequence[CodeSlot]) -> None:
        self._places = places
        self._pages = tuple(f"{place.page:02d}" for place in places)
        self._begun: tuple[bytes, ...] = ()

    def streams(self, packet_id: str, mark: str = "") -> Iterator[tuple[int, bytes]]:
        """Number and body of each code's stream."""
        usual = page_matrices(f"{packet_id}/", self._pages, mark)
        if usual is None:
            for place in self._places:
                yield place.number, stream(code_operators(place, packet_id, mark), compress=False)
            return
        if not self._begun:
            self._begun = tuple(map(_begun, self._places))
        for place, begun, bits in zip(self._places, self._begun, usual, strict=True):
            yield place.number, b"%s%s%s\nendstream" % (begun, bits, _AFTER)


def _begun(place: CodeSlot) -> bytes:
    frame = _frame(place.x, place.y, place.side, SIDE)
    return b"<</Length %d>>\nstream\n%s" % (len(frame) + SIDE * SIDE // 8 + len(_AFTER), frame)


@lru_cache(maxsize=1024)
def _frame(x: float, y: float, whole_side: float, modules: int) -> bytes:
    """Everything before the modules: the same for each packet of a master."""
    module = whole_side / (modules + 2 * _QUIET)
    if module < _SMALLEST:
        raise Overflow(Slot.PACKET_ID, "the page code does not fit its square")
    side = module * modules
    left, bottom = x + module * _QUIET, y + module * (_QUIET + modules)
    square = b"%s 0 0 -%s %s %s cm" % (number(side), number(side), number(left), number(bottom))
    image = b"BI /W %d /H %d /IM true /D [1 0] ID " % (modules, modules)
    return b"/Artifact <</Type /Pagination>> BDC\nq 0 g %s\n%s" % (square, image)


def _modules(packet_id: str, page: int, mark: str) -> tuple[int, bytes]:
    usual = page_matrix(f"{packet_id}/", f"{page:02d}", mark)
    return (SIDE, usual) if usual is not None else _any_matrix(code_text(packet_id, page, mark))


def _any_matrix(text: str) -> tuple[int, bytes]:
    import zxingcpp

    barcode = zxingcpp.create_barcode(text, zxingcpp.BarcodeFormat.DataMatrix, force_square=True)
    image = barcode.to_image(scale=1, add_quiet_zones=False)
    width = image.shape[1]
    digits = bytes(cast("Any", image)).translate(_DIGITS)
    padded = -(-width // 8) * 8
    rows = (digits[start : start + width].ljust(padded, b"0") for start in range(0, len(digits), width))
    bits = b"".join(rows)
    return width, int(bits, 2).to_bytes(len(bits) // 8, "big")
