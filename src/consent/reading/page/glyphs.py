"""The characters of a page, in the order they are drawn."""

from __future__ import annotations

import ctypes
import math
from collections import deque
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from itertools import repeat
from typing import Any, cast

import numpy as np
import pypdfium2.raw as raw

from consent.reading.page import object_calls, pdfium
from consent.reading.page.object_calls import Box, bounds_of, colour_of
from consent.reading.page.objects import Contents, Found, Marks
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

    def facts(self, text_object: int) -> tuple[str, bool, bool]:
        """Name, bold, embedded."""
        key = object_calls.font_of(text_object)
        if key not in self._known:
            font = raw.FPDFTextObj_GetFont(object_calls.pointer_to(text_object))
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
    left, right, bottom, top = (
        range(start + side, start + side + step * count, step) for side in (0, 16, 8, 24)
    )
    deque(map(box, repeat(page, count), range(count), left, right, bottom, top), maxlen=0)
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
    unread = [bounds_of(item) for item in texts if item not in read]
    if not unread:
        return ()
    boxes = np.array([bounds_of(item) for item in texts if item in read]).reshape(-1, 4)
    left = boxes[:, 0].copy()

    def struck_twice(box: Box) -> bool:
        near = boxes[np.abs(left - box[0]) < _EMBOLDENED]
        return bool((np.abs(near - box) < _EMBOLDENED).all(axis=1).any())

    return tuple(box for box in unread if not struck_twice(box))


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
    marks = found.marks if found else Marks()
    size, slope, mirrored = _drawn(pdfium.matrix_of(page, index), pdfium.size_of(page, index) * unit, turned)
    name, bold, embedded = fonts.facts(address)
    mode = object_calls.mode_of(address)
    return Run(
        size=size,
        slope=slope,
        baseline=pdfium.baseline_of(page, index),
        mirrored=mirrored,
        font=name,
        bold=bold,
        embedded=embedded,
        colour=colour_of(address, mode),
        mode=mode,
        artifact=marks.artifact,
        mcid=marks.mcid,
        layer=marks.layer,
        faded=marks.faded,
        said=marks.said,
        clip=found.clip if found else None,
        insert=found.insert if found else -1,
    )


@lru_cache(maxsize=4096)
def _drawn(
    matrix: tuple[float, float, float, float], nominal: float, turned: int
) -> tuple[float, float, bool]:
    """Size, slope, and whether it is mirrored: most of a page is drawn alike."""
    a, b, c, d = matrix
    size = round(nominal * min(math.hypot(c, d), math.hypot(a, b)), 3)
    slope = round((math.degrees(math.atan2(b, a)) - 90 * turned + 180) % 360 - 180, 1)
    return size, slope, a * d - b * c < 0
