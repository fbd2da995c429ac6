"""The characters of a page, in the order they are drawn."""

from __future__ import annotations

import ctypes
import math
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any, cast

import numpy as np
import pypdfium2.raw as raw

from consent.reading.page import pdfium
from consent.reading.page.objects import Box, Contents, Found, Marks, bounds_of, colour_of
from consent.reading.sheet import Floats, Run, Whole

_BOLD = 600
_DOUBLE = 8
_EMBOLDENED = 0.75
"""Points by which a second strike makes type bolder, not blurred."""


@dataclass(frozen=True, slots=True)
class Characters:
    """Text, boxes and runs of a page, before anybody looked at the ink. Boxes are in page space."""

    text: str
    box: Floats
    run: Whole
    runs: tuple[Run, ...]
    doubled: tuple[tuple[float, float, float, float], ...] = ()
    """Boxes of text that lies on the same text, a little aside, and is not read twice."""


class Fonts:
    """What is asked about each font only once in a document."""

    def __init__(self) -> None:
        self._known: dict[int, tuple[str, bool, bool]] = {}

    def facts(self, text_object: Any) -> tuple[str, bool, bool]:
        """Name, bold, embedded."""
        font = raw.FPDFTextObj_GetFont(text_object)
        key = pdfium.address(font)
        if key not in self._known:
            buffer = ctypes.create_string_buffer(256)
            raw.FPDFFont_GetBaseFontName(font, buffer, len(buffer))
            name = buffer.value.decode("utf-8", "replace")
            said = any(word in name.lower() for word in ("bold", "black", "heavy"))
            bold = said or raw.FPDFFont_GetWeight(font) >= _BOLD
            self._known[key] = name, bold, raw.FPDFFont_GetIsEmbedded(font) == 1
        return self._known[key]


def characters_of(page: Any, contents: Contents, fonts: Fonts, unit: float) -> Characters:
    """Read every character. ``unit`` is the page's user unit: how many points one of its points is."""
    turned = raw.FPDFPage_GetRotation(page)
    found = _characters(page, contents, fonts, unit, turned)
    quarters = _quarters(found)
    if not quarters:
        return found
    # The reader puts lines in order from the top of the page as it is held; these stand sideways on it.
    raw.FPDFPage_SetRotation(page, (turned + quarters) % 4)
    try:
        return _characters(page, contents, fonts, unit, turned)
    finally:
        raw.FPDFPage_SetRotation(page, turned)


def _characters(page: Any, contents: Contents, fonts: Fonts, unit: float, turned: int) -> Characters:
    text_page = raw.FPDFText_LoadPage(page)
    try:
        count = max(raw.FPDFText_CountChars(text_page), 0) if text_page else 0
        return _read(pdfium.address(text_page), count, contents.texts, fonts, unit, turned)
    finally:
        raw.FPDFText_ClosePage(text_page)


def _quarters(found: Characters) -> int:
    """By how many quarter turns most letters are turned on the page as it is held."""
    letters = np.bincount(found.run[found.run >= 0], minlength=len(found.runs))
    turns = [0, 0, 0, 0]
    for run, count in zip(found.runs, letters.tolist(), strict=True):
        turns[round(run.slope / 90) % 4] += count
    return turns.index(max(turns))


def _read(
    page: int, count: int, texts: Mapping[int, Found], fonts: Fonts, unit: float, turned: int
) -> Characters:
    sides = (ctypes.c_double * (4 * count))()
    start, step, box = ctypes.addressof(sides), 4 * _DOUBLE, pdfium.get_char_box
    for index in range(count):
        here = start + step * index
        box(page, index, here, here + 16, here + 8, here + 24)
    text = pdfium.text_of(page, count)
    runs: list[Run] = []
    known: dict[int, int] = {}
    indexes = np.full(count, -1, dtype=np.int32)
    for first, last, pointer in _owners(page, count):
        if pointer not in known:
            known[pointer] = len(runs)
            runs.append(_run(page, first, texts.get(pointer), pointer, fonts, unit, turned))
        indexes[first:last] = known[pointer]
    boxes = np.frombuffer(cast("Any", sides), dtype=np.float64).reshape(-1, 4).astype(np.float32)
    # Spaces that the reader put in have no place on the sheet.
    indexes[(boxes == 0).all(axis=1)] = -1
    return Characters(text, boxes, indexes, tuple(runs), _doubled(texts, known))


def _doubled(texts: Mapping[int, Found], read: Mapping[int, int]) -> tuple[Box, ...]:
    """Where text stands that the reader took for another copy of what it had read already."""
    unread = [bounds_of(found.pointer) for address, found in texts.items() if address not in read]
    if not unread:
        return ()
    boxes = np.array([bounds_of(found.pointer) for address, found in texts.items() if address in read])
    boxes = boxes.reshape(-1, 4)
    return tuple(box for box in unread if not (np.abs(boxes - box) < _EMBOLDENED).all(axis=1).any())


def _owners(page: int, count: int) -> Iterator[tuple[int, int, int]]:
    """Each text object and the characters it drew, found in leaps: its characters stand in one row."""
    owner = pdfium.get_text_object
    first = 0
    while first < count:
        pointer = owner(page, first)
        if not pointer:
            first += 1
            continue
        leap, last = 1, first
        while last + leap < count and owner(page, last + leap) == pointer:
            last += leap
            leap *= 2
        while leap > 1:
            leap //= 2
            if last + leap < count and owner(page, last + leap) == pointer:
                last += leap
        yield first, last + 1, pointer
        first = last + 1


def _run(
    page: int, index: int, found: Found | None, address: int, fonts: Fonts, unit: float, turned: int
) -> Run:
    pointer = found.pointer if found else ctypes.cast(address, raw.FPDF_PAGEOBJECT)
    marks = found.marks if found else Marks()
    a, b, c, d = pdfium.matrix_of(page, index)
    nominal = pdfium.size_of(page, index) * unit
    name, bold, embedded = fonts.facts(pointer)
    mode = raw.FPDFTextObj_GetTextRenderMode(pointer)
    return Run(
        size=round(nominal * min(math.hypot(c, d), math.hypot(a, b)), 3),
        slope=round((math.degrees(math.atan2(b, a)) - 90 * turned + 180) % 360 - 180, 1),
        baseline=pdfium.baseline_of(page, index),
        mirrored=a * d - b * c < 0,
        font=name,
        bold=bold,
        embedded=embedded,
        colour=colour_of(pointer, mode),
        mode=mode,
        artifact=marks.artifact,
        mcid=marks.mcid,
        layer=marks.layer,
        faded=marks.faded,
        said=marks.said,
        clip=found.clip if found else None,
        insert=found.insert if found else -1,
    )
