"""The drawn objects of a page: what marks them, what clips them, and how they look with text alone."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import pypdfium2.raw as raw

from consent.reading.page import object_calls, pdfium
from consent.reading.page.object_calls import Box, bounds_of
from consent.reading.sheet import Drawing

_DEEPEST = 12
_MOST_DRAWINGS = 4000
_LEAST_INSERT = 100.0


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

    marks: Marks
    clip: Box | None
    insert: int
    """Which of the inserts it is part of; -1: of none."""


@dataclass(frozen=True, slots=True)
class Contents:
    """Everything drawn on a page."""

    texts: dict[int, Found]
    """By address."""
    others: tuple[int, ...]
    drawings: tuple[Drawing, ...]
    inserts: tuple[Box, ...] = ()
    """Where pages of other files are shown: drawings of a page's size that are drawn in a unit square."""
    figures: tuple[tuple[int, Box], ...] = ()
    """The content number and place of each drawing that a tag can point at."""


@dataclass(frozen=True, slots=True)
class _Mark:
    """What one mark says. Objects that are drawn together share it, so it is asked once."""

    artifact: bool
    layer: bool
    said: str
    """Read instead of the glyphs, or beside them."""
    replaces: bool


def contents_of(page: Any) -> Contents:
    """List the page's objects. Replacement texts are taken off, so that glyphs are read, not claims."""
    texts: dict[int, Found] = {}
    others: list[int] = []
    drawings: list[Drawing] = []
    walk = _Walk()
    for item, kind, marks, top, insert in walk.over(page):
        if kind == raw.FPDF_PAGEOBJ_TEXT:
            texts[item] = Found(marks, object_calls.clip_of(item), insert)
        else:
            others.append(item)
            if top and len(drawings) < _MOST_DRAWINGS:
                name = "image" if kind == raw.FPDF_PAGEOBJ_IMAGE else "path"
                drawings.append(Drawing(name, bounds_of(item)))
    # Only now: objects share their marks, and what is taken off one is gone from the others.
    for item, mark in walk.replaced:
        object_calls.remove_mark(item, mark)
    return Contents(texts, tuple(others), tuple(drawings), tuple(walk.inserts), tuple(walk.figures))


def leave_only_text(contents: Contents) -> None:
    """Make all text black, whole and unclipped, and everything else vanish; only in memory."""
    for item, found in contents.texts.items():
        object_calls.blacken(item, found.clip)
    for item in contents.others:
        object_calls.hide(item)


class _Walk:
    """All that is drawn on one page, in order, the contents of forms in their place."""

    def __init__(self) -> None:
        self.inserts: list[Box] = []
        self.figures: list[tuple[int, Box]] = []
        self.replaced: list[tuple[int, int]] = []
        """Objects and the marks that are to be taken off them."""
        self._known: dict[int, _Mark] = {}
        self._alike: dict[Marks, Marks] = {}

    def over(self, page: Any) -> Iterator[tuple[int, int, Marks, bool, int]]:
        """Each object, its kind, its marks, whether it stands on the page itself, and in which insert."""
        address, none = pdfium.address(page), Marks()
        waiting = [
            (object_calls.object_of(address, index), none, 0, -1)
            for index in reversed(range(raw.FPDFPage_CountObjects(page)))
        ]
        while waiting:
            item, around, depth, insert = waiting.pop()
            if not item:
                continue
            marks = self._marks(item, around)
            kind = object_calls.kind_of(item)
            if depth == 0 and marks.mcid >= 0 and kind != raw.FPDF_PAGEOBJ_TEXT:
                self.figures.append((marks.mcid, bounds_of(item)))
            if kind != raw.FPDF_PAGEOBJ_FORM:
                yield item, kind, marks, depth == 0, insert
            elif depth < _DEEPEST:
                if depth == 0 and (square := _square(item)) is not None:
                    insert = len(self.inserts)
                    self.inserts.append(square)
                inside = max(object_calls.count_within(item), 0)
                waiting += [
                    (object_calls.object_within(item, index), marks, depth + 1, insert)
                    for index in reversed(range(inside))
                ]

    def _marks(self, item: int, around: Marks) -> Marks:
        artifact, layer, said = around.artifact, around.layer, around.said
        for index in reversed(range(object_calls.count_marks(item))):
            address = object_calls.mark_of(item, index)
            mark = self._known.get(address)
            if mark is None:
                mark = self._known[address] = _mark(address)
            artifact |= mark.artifact
            layer |= mark.layer
            said = mark.said or said
            if mark.replaces:
                self.replaced.append((item, address))
        mcid = object_calls.number_of(item)
        faded = around.faded or bool(object_calls.is_faded(item))
        marks = Marks(artifact, mcid if mcid >= 0 else around.mcid, layer, faded, said)
        return self._alike.setdefault(marks, marks)


def _mark(address: int) -> _Mark:
    name = pdfium.mark_name(address)
    artifact, layer = name == "Artifact", name == "OC"
    count = object_calls.count_properties(address)
    if count <= 0 or (count == 1 and pdfium.is_numbered(address)):
        return _Mark(artifact, layer, "", replaces=False)
    if text := pdfium.mark_text(address, "ActualText"):
        return _Mark(artifact, layer, text, replaces=True)
    beside = pdfium.mark_text(address, "Alt") or pdfium.mark_text(address, "E")
    return _Mark(artifact, layer, beside, replaces=False)


def _square(item: int) -> Box | None:
    """Where the unit square of a drawing lies, if it is upright and as large as a page may be."""
    matrix = raw.FS_MATRIX()
    pointer = object_calls.pointer_to(item)
    if not raw.FPDFPageObj_GetMatrix(pointer, matrix) or abs(matrix.b) > 0.01 or abs(matrix.c) > 0.01:
        return None
    if min(matrix.a, matrix.d) < _LEAST_INSERT:
        return None
    return matrix.e, matrix.f, matrix.e + matrix.a, matrix.f + matrix.d
