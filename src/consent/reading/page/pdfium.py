"""The few calls of PDFium that are made for every character, without ctypes' usual ceremony."""

from __future__ import annotations

import ctypes
import math
from collections.abc import Iterator
from contextlib import contextmanager
from ctypes import c_char_p, c_double, c_int, c_uint, c_ulong, c_void_p
from typing import Any

import numpy as np
import numpy.typing as npt
import pypdfium2
import pypdfium2.raw as raw

_MOST_PIXELS = 4_000_000
_LONGEST_NAME = 512
_LONGEST_TEXT = 8192
_NAME = ctypes.create_string_buffer(_LONGEST_NAME)
"""Asked for every object of a page, so one buffer is used again and again."""
_NAME_AT = ctypes.addressof(_NAME)
_MATRIX = raw.FS_MATRIX()
_MATRIX_AT = ctypes.addressof(_MATRIX)
_ORIGIN = (c_double * 2)()
_ORIGIN_AT = ctypes.addressof(_ORIGIN)


def fast(function: Any, result: Any, *arguments: Any) -> Any:
    """A call of PDFium that takes plain addresses for its pointers."""
    # Plain integers in place of typed pointers: five times cheaper, and called 2,000 times a page.
    address = ctypes.cast(function, c_void_p).value
    return ctypes.CFUNCTYPE(result, *arguments)(address or 0)


get_unicode = fast(raw.FPDFText_GetUnicode, c_uint, c_void_p, c_int)
get_char_box = fast(raw.FPDFText_GetCharBox, c_int, c_void_p, c_int, *(c_void_p,) * 4)
get_text_object = fast(raw.FPDFText_GetTextObject, c_void_p, c_void_p, c_int)
_get_matrix = fast(raw.FPDFText_GetMatrix, c_int, c_void_p, c_int, c_void_p)
_get_size = fast(raw.FPDFText_GetFontSize, c_double, c_void_p, c_int)
_get_text = fast(raw.FPDFText_GetText, c_int, c_void_p, c_int, c_int, c_void_p)
_get_origin = fast(raw.FPDFText_GetCharOrigin, c_int, c_void_p, c_int, c_void_p, c_void_p)
_mark_name = fast(raw.FPDFPageObjMark_GetName, c_int, c_void_p, c_void_p, c_ulong, c_void_p)
_mark_number = fast(raw.FPDFPageObjMark_GetParamIntValue, c_int, c_void_p, c_char_p, c_void_p)
_mark_blob = fast(
    raw.FPDFPageObjMark_GetParamBlobValue, c_int, c_void_p, c_char_p, c_void_p, c_ulong, c_void_p
)


@contextmanager
def opened(data: bytes, password: str | None = None) -> Iterator[Any]:
    """A PDFium document, closed afterwards. Raises ``pypdfium2.PdfiumError``."""
    document = pypdfium2.PdfDocument(data, password=password)
    try:
        yield document
    finally:
        document.close()


def address(pointer: Any) -> int:
    """The address behind one of pypdfium2's pointers, as the fast calls want it."""
    return ctypes.addressof(pointer.contents) if pointer else 0


def matrix_of(text_page: int, index: int) -> tuple[float, float, float, float]:
    """The matrix a character is drawn with, without its place."""
    if not _get_matrix(text_page, index, _MATRIX_AT):
        return 0.0, 0.0, 0.0, 0.0
    return _MATRIX.a, _MATRIX.b, _MATRIX.c, _MATRIX.d


def size_of(text_page: int, index: int) -> float:
    """The nominal type size of a character, before its matrix."""
    return float(_get_size(text_page, index))


def text_of(page: int, count: int) -> str:
    """Every character of a page, one for one."""
    buffer = (ctypes.c_ushort * (count + 1))()
    written = _get_text(page, 0, count, ctypes.addressof(buffer))
    text = bytes(buffer)[: 2 * max(written - 1, 0)].decode("utf-16-le", "replace")
    if len(text) == count and written == count + 1:
        return text
    # Characters outside the basic plane take two places, and some have none.
    codes = (get_unicode(page, index) for index in range(count))
    return "".join(chr(code) if 0 < code < 0x110000 else "\ufffd" for code in codes)


def baseline_of(text_page: int, index: int) -> float:
    """How high above the foot of the page the line of a character stands."""
    if not _get_origin(text_page, index, _ORIGIN_AT, _ORIGIN_AT + 8):
        return 0.0
    return _ORIGIN[1]


def mark_name(mark: int) -> str:
    """The tag of a marked-content mark."""
    length = c_ulong()
    found = _mark_name(mark, _NAME_AT, _LONGEST_NAME, ctypes.addressof(length))
    if not found or length.value > _LONGEST_NAME:
        return ""
    return ctypes.string_at(_NAME_AT, length.value).decode("utf-16-le", "replace").rstrip("\0")


def is_numbered(mark: int) -> bool:
    """Whether a mark has the number that a tag points at."""
    number = c_int()
    return bool(_mark_number(mark, b"MCID", ctypes.addressof(number)))


def mark_text(mark: int, key: str) -> str:
    """A text property of a marked-content mark; empty when it has none."""
    # As bytes: the call for strings takes them for UTF-8, which a PDF's are not.
    buffer, length = ctypes.create_string_buffer(_LONGEST_TEXT), c_ulong()
    found = _mark_blob(mark, key.encode(), ctypes.addressof(buffer), _LONGEST_TEXT, ctypes.addressof(length))
    if not found or length.value > _LONGEST_TEXT:
        return ""
    value = buffer.raw[: length.value]
    for start, coding in ((b"\xfe\xff", "utf-16-be"), (b"\xff\xfe", "utf-16-le"), (b"\xef\xbb\xbf", "utf-8")):
        if value.startswith(start):
            return value[len(start) :].decode(coding, "replace")
    return value.decode("latin-1")


def render(page: Any, width: float, height: float, flags: int) -> npt.NDArray[np.uint8]:
    """The unrotated page in grey, at 72 dots to the inch or fewer if it is huge."""
    scale = min(1.0, math.sqrt(_MOST_PIXELS / max(width * height, 1)))
    across, down = max(1, math.ceil(width * scale)), max(1, math.ceil(height * scale))
    turned = raw.FPDFPage_GetRotation(page)
    return draw(page, (0, 0, across, down), (across, down), flags, turn=(4 - turned) % 4)


def draw(
    page: Any, place: tuple[int, int, int, int], size: tuple[int, int], flags: int, *, turn: int = 0
) -> npt.NDArray[np.uint8]:
    """Draw the page at ``place`` (left, top, width, height) on a white bitmap of ``size``, in grey."""
    across, down = size
    bitmap = raw.FPDFBitmap_CreateEx(across, down, raw.FPDFBitmap_Gray, None, 0)
    if not bitmap:
        raise MemoryError
    try:
        raw.FPDFBitmap_FillRect(bitmap, 0, 0, across, down, 0xFFFFFFFF)
        raw.FPDF_RenderPageBitmap(bitmap, page, *place, turn, flags)
        stride = raw.FPDFBitmap_GetStride(bitmap)
        buffer = ctypes.cast(raw.FPDFBitmap_GetBuffer(bitmap), ctypes.POINTER(ctypes.c_ubyte))
        return np.ctypeslib.as_array(buffer, shape=(down, stride))[:, :across].copy()
    finally:
        raw.FPDFBitmap_Destroy(bitmap)
