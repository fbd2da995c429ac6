"""The calls of PDFium that are made for every object of a page; objects and marks are plain addresses.

A page of a word processor that draws word by word has a thousand of them, and ctypes' own pointers cost more
than what they are asked for.
"""

from __future__ import annotations

import ctypes
from ctypes import c_char_p, c_float, c_int, c_uint, c_ulong, c_void_p
from typing import Any, TypeAlias

import pypdfium2.raw as raw

from consent.reading.page.pdfium import fast

Box: TypeAlias = tuple[float, float, float, float]
"""Left, bottom, right, top."""
Colour: TypeAlias = tuple[int, int, int, int]
"""Red, green, blue, alpha."""

_FAR = 1e5
_SIDES = (c_float * 4)()
"""Asked for every object of a page, so one place is used again and again; as the next one."""
_SIDES_AT = tuple(ctypes.addressof(_SIDES) + 4 * number for number in range(4))
_TINTS = (c_uint * 4)()
_TINTS_AT = tuple(ctypes.addressof(_TINTS) + 4 * number for number in range(4))

object_of = fast(raw.FPDFPage_GetObject, c_void_p, c_void_p, c_int)
object_within = fast(raw.FPDFFormObj_GetObject, c_void_p, c_void_p, c_ulong)
count_within = fast(raw.FPDFFormObj_CountObjects, c_int, c_void_p)
kind_of = fast(raw.FPDFPageObj_GetType, c_int, c_void_p)
count_marks = fast(raw.FPDFPageObj_CountMarks, c_int, c_void_p)
mark_of = fast(raw.FPDFPageObj_GetMark, c_void_p, c_void_p, c_ulong)
remove_mark = fast(raw.FPDFPageObj_RemoveMark, c_int, c_void_p, c_void_p)
count_properties = fast(raw.FPDFPageObjMark_CountParams, c_int, c_void_p)
number_of = fast(raw.FPDFPageObj_GetMarkedContentID, c_int, c_void_p)
is_faded = fast(raw.FPDFPageObj_HasTransparency, c_int, c_void_p)
mode_of = fast(raw.FPDFTextObj_GetTextRenderMode, c_int, c_void_p)
font_of = fast(raw.FPDFTextObj_GetFont, c_void_p, c_void_p)
_bounds = fast(raw.FPDFPageObj_GetBounds, c_int, c_void_p, *(c_void_p,) * 4)
_filled = fast(raw.FPDFPageObj_GetFillColor, c_int, c_void_p, *(c_void_p,) * 4)
_stroked = fast(raw.FPDFPageObj_GetStrokeColor, c_int, c_void_p, *(c_void_p,) * 4)
_fill = fast(raw.FPDFPageObj_SetFillColor, c_int, c_void_p, *(c_uint,) * 4)
_blend = fast(raw.FPDFPageObj_SetBlendMode, None, c_void_p, c_char_p)
_paint = fast(raw.FPDFTextObj_SetTextRenderMode, c_int, c_void_p, c_int)
_show = fast(raw.FPDFPageObj_SetIsActive, c_int, c_void_p, c_int)
_clip_path = fast(raw.FPDFPageObj_GetClipPath, c_void_p, c_void_p)
_count_paths = fast(raw.FPDFClipPath_CountPaths, c_int, c_void_p)
_count_segments = fast(raw.FPDFClipPath_CountPathSegments, c_int, c_void_p, c_int)
_segment = fast(raw.FPDFClipPath_GetPathSegment, c_void_p, c_void_p, c_int, c_int)
_point = fast(raw.FPDFPathSegment_GetPoint, c_int, c_void_p, c_void_p, c_void_p)

_FILL_BLACK: Colour = (0, 0, 0, 255)
_STROKES = (raw.FPDF_TEXTRENDERMODE_STROKE, raw.FPDF_TEXTRENDERMODE_STROKE_CLIP)


def pointer_to(item: int) -> Any:
    """An object as the other calls of pypdfium2 want it."""
    return ctypes.cast(item, raw.FPDF_PAGEOBJECT)


def bounds_of(item: int) -> Box:
    """The box around an object, in page space."""
    if not _bounds(item, *_SIDES_AT):
        return (0.0, 0.0, 0.0, 0.0)
    left, bottom, right, top = _SIDES
    return left, bottom, right, top


def colour_of(item: int, mode: int) -> Colour:
    """The colour a text object is painted with."""
    get = _stroked if mode in _STROKES else _filled
    if not get(item, *_TINTS_AT):
        return _FILL_BLACK
    red, green, blue, alpha = _TINTS
    return red, green, blue, alpha


def blacken(item: int, clip: Box | None) -> None:
    """Make a text object black, whole and unclipped; only in memory."""
    if clip is not None:
        raw.FPDFPageObj_TransformClipPath(pointer_to(item), *_widening(clip))
    _fill(item, *_FILL_BLACK)
    _blend(item, b"Normal")
    _paint(item, raw.FPDF_TEXTRENDERMODE_FILL)


def hide(item: int) -> None:
    """Let an object be drawn no more; only in memory."""
    _show(item, 0)


def clip_of(item: int) -> Box | None:
    """The box that an object is clipped to, if any."""
    path = _clip_path(item)
    count = _count_paths(path) if path else 0
    box: Box | None = None
    x, y = _SIDES_AT[:2]
    for index in range(max(count, 0)):
        across, up = [], []
        for number in range(max(_count_segments(path, index), 0)):
            if _point(_segment(path, index, number), x, y):
                across.append(_SIDES[0])
                up.append(_SIDES[1])
        if across:
            one = min(across), min(up), max(across), max(up)
            box = one if box is None else _common(box, one)
    return box


def _widening(clip: Box) -> tuple[float, float, float, float, float, float]:
    # Any clip that lets something through grows to let everything through.
    left, bottom, right, top = clip
    across, up = _FAR / max(right - left, 1e-3), _FAR / max(top - bottom, 1e-3)
    return across, 0, 0, up, -across * (left + right) / 2, -up * (bottom + top) / 2


def _common(one: Box, other: Box) -> Box:
    return max(one[0], other[0]), max(one[1], other[1]), min(one[2], other[2]), min(one[3], other[3])
