"""The characters of a page, in the order they are drawn."""

from __future__ import annotations

import ctypes
import math
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np
import pypdfium2.raw as raw

from consent.checks.reading import pdfium
from consent.checks.reading.objects import Contents, Found, Marks, colour_of
from consent.checks.reading.sheet import Floats, Run, Whole

_BOLD = 600
_DOUBLE = 8


@dataclass(frozen=True, slots=True)
class Characters:
    """Text, boxes and runs of a page, before anybody looked at the ink. Boxes are in page space."""

    text: str
    box: Floats
    run: Whole
    runs: tuple[Run, ...]


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
    text_page = raw.FPDFText_LoadPage(page)
    try:
        count = max(raw.FPDFText_CountChars(text_page), 0) if text_page else 0
        turned = raw.FPDFPage_GetRotation(page)
        return _read(pdfium.address(text_page), count, contents.texts, fonts, unit, turned)
    finally:
        raw.FPDFText_ClosePage(text_page)


def _read(
    page: int, count: int, texts: Mapping[int, Found], fonts: Fonts, unit: float, turned: int
) -> Characters:
    sides = (ctypes.c_double * (4 * count))()
    start = ctypes.addressof(sides)
    letters: list[str] = []
    indexes: list[int] = []
    runs: list[Run] = []
    known: dict[int, int] = {}
    unicode, box, owner = pdfium.get_unicode, pdfium.get_char_box, pdfium.get_text_object
    for index in range(count):
        code = unicode(page, index)
        letters.append(chr(code) if 0 < code < 0x110000 else "\ufffd")
        pointer = owner(page, index)
        if not pointer:
            indexes.append(-1)
            continue
        here = start + 4 * _DOUBLE * index
        box(page, index, here, here + 2 * _DOUBLE, here + _DOUBLE, here + 3 * _DOUBLE)
        if pointer not in known:
            known[pointer] = len(runs)
            runs.append(_run(page, index, texts.get(pointer), pointer, fonts, unit, turned))
        indexes.append(known[pointer])
    boxes = np.frombuffer(sides, dtype=np.float64).reshape(-1, 4).astype(np.float32)
    return Characters("".join(letters), boxes, np.array(indexes, dtype=np.int32), tuple(runs))


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
    )
