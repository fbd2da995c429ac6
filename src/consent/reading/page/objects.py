"""The drawn objects of a page: what marks them, what clips them, and how they look with text alone."""

from __future__ import annotations

import ctypes
from collections.abc import Iterator
from ctypes import c_float
from dataclasses import dataclass
from typing import Any, TypeAlias

import pypdfium2.raw as raw

from consent.reading.page import pdfium
from consent.reading.sheet import Drawing

Box: TypeAlias = tuple[float, float, float, float]
"""Left, bottom, right, top."""

_DEEPEST = 12
_MOST_DRAWINGS = 4000
_FAR = 1e5
_LEAST_INSERT = 100.0
_FILL_BLACK = (0, 0, 0, 255)


@dataclass(frozen=True, slots=True)
class Marks:
    """What marked content says of an object."""

    artifact: bool = False
    mcid: int = -1
    layer: bool = False
    faded: bool = False
    said: str = ""


@dataclass(frozen=True, slots=True)
class Found:
    """One text object and its marks."""

    pointer: Any
    marks: Marks
    clip: tuple[float, float, float, float] | None
    insert: int
    """Which of the inserts it is part of; -1: of none."""


@dataclass(frozen=True, slots=True)
class Contents:
    """Everything drawn on a page."""

    texts: dict[int, Found]
    """By address."""
    others: tuple[Any, ...]
    drawings: tuple[Drawing, ...]
    inserts: tuple[tuple[float, float, float, float], ...] = ()
    """Where pages of other files are shown: drawings of a page's size that are drawn in a unit square."""
    figures: tuple[tuple[int, Box], ...] = ()
    """The content number and place of each drawing that a tag can point at."""


def contents_of(page: Any) -> Contents:
    """List the page's objects. Replacement texts are taken off, so that glyphs are read, not claims."""
    texts: dict[int, Found] = {}
    others: list[Any] = []
    drawings: list[Drawing] = []
    inserts: list[tuple[float, float, float, float]] = []
    figures: list[tuple[int, Box]] = []
    replaced: list[tuple[Any, Any]] = []
    for pointer, marks, top, insert in _walk(page, inserts, figures, replaced):
        kind = raw.FPDFPageObj_GetType(pointer)
        if kind == raw.FPDF_PAGEOBJ_TEXT:
            texts[pdfium.address(pointer)] = Found(pointer, marks, _clip(pointer), insert)
        else:
            others.append(pointer)
            if top and len(drawings) < _MOST_DRAWINGS:
                name = "image" if kind == raw.FPDF_PAGEOBJ_IMAGE else "path"
                drawings.append(Drawing(name, bounds_of(pointer)))
    # Only now: objects share their marks, and what is taken off one is gone from the others.
    for pointer, mark in replaced:
        raw.FPDFPageObj_RemoveMark(pointer, mark)
    return Contents(texts, tuple(others), tuple(drawings), tuple(inserts), tuple(figures))


def leave_only_text(contents: Contents) -> None:
    """Make all text black, whole and unclipped, and everything else vanish; only in memory."""
    for found in contents.texts.values():
        if found.clip is not None:
            raw.FPDFPageObj_TransformClipPath(found.pointer, *_widening(found.clip))
        raw.FPDFPageObj_SetFillColor(found.pointer, *_FILL_BLACK)
        raw.FPDFPageObj_SetBlendMode(found.pointer, b"Normal")
        raw.FPDFTextObj_SetTextRenderMode(found.pointer, raw.FPDF_TEXTRENDERMODE_FILL)
    for pointer in contents.others:
        raw.FPDFPageObj_SetIsActive(pointer, False)


def _widening(clip: tuple[float, float, float, float]) -> tuple[float, float, float, float, float, float]:
    # Any clip that lets something through grows to let everything through.
    left, bottom, right, top = clip
    across, up = _FAR / max(right - left, 1e-3), _FAR / max(top - bottom, 1e-3)
    return across, 0, 0, up, -across * (left + right) / 2, -up * (bottom + top) / 2


def colour_of(pointer: Any, mode: int) -> tuple[int, int, int, int]:
    """The colour a text object is painted with."""
    values = [ctypes.c_uint() for _ in range(4)]
    stroked = mode in (raw.FPDF_TEXTRENDERMODE_STROKE, raw.FPDF_TEXTRENDERMODE_STROKE_CLIP)
    get = raw.FPDFPageObj_GetStrokeColor if stroked else raw.FPDFPageObj_GetFillColor
    if not get(pointer, *values):
        return _FILL_BLACK
    red, green, blue, alpha = (value.value for value in values)
    return red, green, blue, alpha


def _walk(
    page: Any, inserts: list[Box], figures: list[tuple[int, Box]], replaced: list[tuple[Any, Any]]
) -> Iterator[tuple[Any, Marks, bool, int]]:
    waiting = [
        (raw.FPDFPage_GetObject(page, index), Marks(), 0, -1)
        for index in reversed(range(raw.FPDFPage_CountObjects(page)))
    ]
    while waiting:
        pointer, around, depth, insert = waiting.pop()
        if not pointer:
            continue
        marks = _marks(pointer, around, replaced)
        kind = raw.FPDFPageObj_GetType(pointer)
        if depth == 0 and marks.mcid >= 0 and kind != raw.FPDF_PAGEOBJ_TEXT:
            figures.append((marks.mcid, bounds_of(pointer)))
        if kind != raw.FPDF_PAGEOBJ_FORM:
            yield pointer, marks, depth == 0, insert
        elif depth < _DEEPEST:
            if depth == 0 and (square := _square(pointer)) is not None:
                insert = len(inserts)
                inserts.append(square)
            count = raw.FPDFFormObj_CountObjects(pointer)
            waiting += [
                (raw.FPDFFormObj_GetObject(pointer, index), marks, depth + 1, insert)
                for index in reversed(range(max(count, 0)))
            ]


def _marks(pointer: Any, around: Marks, replaced: list[tuple[Any, Any]]) -> Marks:
    artifact, layer, said = around.artifact, around.layer, around.said
    for index in reversed(range(raw.FPDFPageObj_CountMarks(pointer))):
        mark = raw.FPDFPageObj_GetMark(pointer, index)
        name = pdfium.mark_name(mark)
        artifact |= name == "Artifact"
        layer |= name == "OC"
        count = raw.FPDFPageObjMark_CountParams(mark)
        if count <= 0 or (count == 1 and pdfium.is_numbered(mark)):
            continue
        if text := pdfium.mark_text(mark, "ActualText"):
            said = text
            replaced.append((pointer, mark))
        else:
            said = pdfium.mark_text(mark, "Alt") or pdfium.mark_text(mark, "E") or said
    mcid = raw.FPDFPageObj_GetMarkedContentID(pointer)
    faded = around.faded or bool(raw.FPDFPageObj_HasTransparency(pointer))
    return Marks(artifact, mcid if mcid >= 0 else around.mcid, layer, faded, said)


def _square(pointer: Any) -> tuple[float, float, float, float] | None:
    """Where the unit square of a drawing lies, if it is upright and as large as a page may be."""
    matrix = raw.FS_MATRIX()
    if not raw.FPDFPageObj_GetMatrix(pointer, matrix) or abs(matrix.b) > 0.01 or abs(matrix.c) > 0.01:
        return None
    if min(matrix.a, matrix.d) < _LEAST_INSERT:
        return None
    return matrix.e, matrix.f, matrix.e + matrix.a, matrix.f + matrix.d


def bounds_of(pointer: Any) -> Box:
    """The box around an object, in page space."""
    sides = [c_float() for _ in range(4)]
    if not raw.FPDFPageObj_GetBounds(pointer, *sides):
        return (0.0, 0.0, 0.0, 0.0)
    left, bottom, right, top = (side.value for side in sides)
    return left, bottom, right, top


def _clip(pointer: Any) -> tuple[float, float, float, float] | None:
    path = raw.FPDFPageObj_GetClipPath(pointer)
    count = raw.FPDFClipPath_CountPaths(path) if path else 0
    box: tuple[float, float, float, float] | None = None
    x, y = c_float(), c_float()
    for index in range(max(count, 0)):
        across, up = [], []
        for segment in range(max(raw.FPDFClipPath_CountPathSegments(path, index), 0)):
            piece = raw.FPDFClipPath_GetPathSegment(path, index, segment)
            if raw.FPDFPathSegment_GetPoint(piece, x, y):
                across.append(x.value)
                up.append(y.value)
        if across:
            one = min(across), min(up), max(across), max(up)
            box = one if box is None else _common(box, one)
    return box


def _common(
    one: tuple[float, float, float, float], other: tuple[float, float, float, float]
) -> tuple[float, float, float, float]:
    return max(one[0], other[0]), max(one[1], other[1]), min(one[2], other[2]), min(one[3], other[3])
