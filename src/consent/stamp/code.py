"""The machine-readable code of a page: a DataMatrix in a square with its quiet zone."""

from __future__ import annotations

from functools import lru_cache
from typing import Any, cast

from consent.errors import Overflow
from consent.models.paper.master import CodeSlot
from consent.models.paper.slots import Slot
from consent.stamp.matrix import SIDE, page_matrix
from consent.stamp.syntax import number

_QUIET = 1
"""Modules of white on each side, as ISO/IEC 16022 asks."""
_SMALLEST = 0.5 / 25.4 * 72
"""Half a millimetre: what an office scanner still tells apart."""

_DIGITS = b"1" + b"0" * 255
"""Black pixels are ones."""


def code_text(packet_id: str, page: int, mark: str = "") -> str:
    """What a scanner reads, for example ``7K3M9-QPX2D/03``; of another paper with that id, ``…/03B``."""
    return f"{packet_id}/{page:02d}{mark}"


def code_operators(place: CodeSlot, packet_id: str, mark: str = "") -> bytes:
    """Draw the code of one page. ``mark``: a letter that tells papers with one packet id apart."""
    modules, bits = _modules(packet_id, place.page, mark)
    return b"%s%s\nEI Q\nEMC\n" % (_frame(place.x, place.y, place.side, modules), bits)


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
