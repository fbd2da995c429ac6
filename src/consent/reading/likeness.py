"""Whether a page of a form, shown on a sheet, is the page that was published: drawn and compared."""

from __future__ import annotations

import ctypes
import io
from contextlib import closing
from dataclasses import dataclass
from typing import Any, TypeAlias

import numpy as np
import numpy.typing as npt
import pikepdf
import pypdfium2.raw as raw

from consent.reading.page import pdfium
from consent.reading.text.flow import squeezed

Grey: TypeAlias = npt.NDArray[np.uint8]
Box: TypeAlias = tuple[float, float, float, float]

_DOTS = 2.0
"""To the point."""
_SHADE = 56
"""Grey levels that two ways to draw one thing may differ in."""
_MOST = 5
"""Dots that two engines' ways of rounding may leave."""
_EDGE = 2
"""Pixels at the edge that a frame around the form may touch."""
_FLAGS = raw.FPDF_ANNOT | raw.FPDF_PRINTING


@dataclass(frozen=True, slots=True)
class Shown:
    """What a page of a form looks like as published, at the size it has on a sheet, and what it says."""

    ink: Grey
    letters: str
    """Squeezed; without what stands in form fields."""
    fields: bool
    """Whether it has fields or stamps, which add letters of their own."""
    scale: float
    """Its size on the sheet, of 1."""


def shown(content: bytes, index: int, room: Box) -> Shown:
    """A page of the published form, counted from 0, as it should look in this room."""
    with pdfium.opened(_as_drawn(content)) as document:
        with closing(document[index]) as page:
            letters = _letters(page.raw)
            fields = raw.FPDFPage_GetAnnotCount(page.raw) > 0
            _flatten(page.raw)
        with closing(document[index]) as page:
            wide, tall = raw.FPDF_GetPageWidthF(page.raw), raw.FPDF_GetPageHeightF(page.raw)
            across, up = room[2] - room[0], room[3] - room[1]
            scale = min(across / wide, up / tall)
            place = (across - wide * scale) / 2, (up - tall * scale) / 2
            return Shown(_drawn(page.raw, scale, place, (across, up)), letters, fields, scale)


def _flatten(page: Any) -> None:
    """Have PDFium draw fields and stamps into the page; for the packet another program did."""
    edges = raw.FS_RECTF()
    raw.FPDF_GetPageBoundingBox(page, edges)
    raw.FPDFPage_Flatten(page, raw.FLAT_PRINT)
    # It makes room for what stands off the page, and the page grows.
    sides = edges.left, edges.bottom, edges.right, edges.top
    raw.FPDFPage_SetMediaBox(page, *sides)
    raw.FPDFPage_SetCropBox(page, *sides)


def _letters(page: Any) -> str:
    words = raw.FPDFText_LoadPage(page)
    try:
        count = max(raw.FPDFText_CountChars(words), 0)
        return squeezed(pdfium.text_of(pdfium.address(words), count))
    finally:
        raw.FPDFText_ClosePage(words)


def _as_drawn(content: bytes) -> bytes:
    """The form with its fields as the authority drew them, not as a viewer would draw them anew."""
    if b"/NeedAppearances" not in content and b"/ObjStm" not in content:
        return content
    with pikepdf.open(io.BytesIO(content), suppress_warnings=True) as pdf:
        form = pdf.Root.get("/AcroForm")
        if not isinstance(form, pikepdf.Dictionary) or "/NeedAppearances" not in form:
            return content
        del form["/NeedAppearances"]
        out = io.BytesIO()
        pdf.save(out)
        return out.getvalue()


def on_sheet(document: Any, index: int, height: float, room: Box) -> Grey:
    """The same room on a sheet of an open PDF, counted from 0, as it is."""
    with closing(document[index]) as page:
        place = -room[0], room[3] - height
        return _drawn(page.raw, 1.0, place, (room[2] - room[0], room[3] - room[1]))


def alike(one: Grey, other: Grey) -> bool:
    """Whether each dot of two pictures has its like among the dots at that place in the other one."""
    inner = np.s_[_EDGE:-_EDGE, _EDGE:-_EDGE]
    wrong = _unlike(one, other) | _unlike(other, one)
    return int(wrong[inner].sum()) <= _MOST


def _unlike(one: Grey, other: Grey) -> npt.NDArray[np.bool_]:
    around = np.pad(other, 1, mode="edge")
    rows, columns = other.shape
    near = [around[y : y + rows, x : x + columns] for y in range(3) for x in range(3)]
    lowest, highest = np.minimum.reduce(near).astype(np.int16), np.maximum.reduce(near).astype(np.int16)
    value = one.astype(np.int16)
    return np.asarray((value < lowest - _SHADE) | (value > highest + _SHADE), dtype=bool)


def _drawn(page: Any, scale: float, place: tuple[float, float], room: tuple[float, float]) -> Grey:
    """The page drawn at a scale, its upper left corner at a place in the room; all in points of the sheet."""
    across, down = max(round(room[0] * _DOTS), 1), max(round(room[1] * _DOTS), 1)
    bitmap = raw.FPDFBitmap_CreateEx(across, down, raw.FPDFBitmap_Gray, None, 0)
    if not bitmap:
        raise MemoryError
    try:
        raw.FPDFBitmap_FillRect(bitmap, 0, 0, across, down, 0xFFFFFFFF)
        matrix = raw.FS_MATRIX(scale * _DOTS, 0, 0, scale * _DOTS, place[0] * _DOTS, place[1] * _DOTS)
        clip = raw.FS_RECTF(0, 0, across, down)
        raw.FPDF_RenderPageBitmapWithMatrix(bitmap, page, matrix, clip, _FLAGS)
        stride = raw.FPDFBitmap_GetStride(bitmap)
        buffer = ctypes.cast(raw.FPDFBitmap_GetBuffer(bitmap), ctypes.POINTER(ctypes.c_ubyte))
        return np.ctypeslib.as_array(buffer, shape=(down, stride))[:, :across].copy()
    finally:
        raw.FPDFBitmap_Destroy(bitmap)
