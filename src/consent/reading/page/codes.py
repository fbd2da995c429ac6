"""Machine-readable codes on a page."""

from __future__ import annotations

from typing import Any

import pypdfium2.raw as raw
import zxingcpp

from consent.reading.page import pdfium
from consent.reading.sheet import Drawing

_SCALE = 3.0
_LEAST, _MOST = 18.0, 220.0
_MARGIN = 6.0
_MOST_PLACES = 12
_KINDS: Any = (zxingcpp.BarcodeFormat.DataMatrix, zxingcpp.BarcodeFormat.QRCode)


def codes_of(page: Any, width: float, height: float, drawings: tuple[Drawing, ...]) -> tuple[str, ...]:
    """The texts of the DataMatrix and QR codes, looked for where something square is drawn."""
    found: list[str] = []
    for left, bottom, right, top in _squares(drawings):
        across, down = int((right - left + 2 * _MARGIN) * _SCALE), int((top - bottom + 2 * _MARGIN) * _SCALE)
        place = (
            -round((left - _MARGIN) * _SCALE),
            -round((height - top - _MARGIN) * _SCALE),
            round(width * _SCALE),
            round(height * _SCALE),
        )
        turn = (4 - raw.FPDFPage_GetRotation(page)) % 4
        picture = pdfium.draw(page, place, (across, down), raw.FPDF_ANNOT, turn=turn)
        for code in zxingcpp.read_barcodes(picture, formats=_KINDS, try_rotate=False, try_downscale=False):
            if code.text not in found:
                found.append(code.text)
    return tuple(found)


def _squares(drawings: tuple[Drawing, ...]) -> list[tuple[float, float, float, float]]:
    places = []
    for drawing in drawings:
        left, bottom, right, top = drawing.box
        wide, tall = right - left, top - bottom
        if _LEAST <= wide <= _MOST and _LEAST <= tall <= _MOST and 0.9 <= wide / tall <= 1.1:
            places.append(drawing.box)
    return places[:_MOST_PLACES]
