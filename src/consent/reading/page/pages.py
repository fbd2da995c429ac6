"""Each page of a PDF, read once: characters, their sight, drawings and codes."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import Any

import numpy as np
import numpy.typing as npt
import pypdfium2.raw as raw

from consent.reading.page import pdfium
from consent.reading.page.codes import codes_of
from consent.reading.page.glyphs import Characters, Fonts, characters_of
from consent.reading.page.ink import look
from consent.reading.page.objects import Contents, contents_of, leave_only_text
from consent.reading.page.strays import strays
from consent.reading.sheet import Drawing, Page, Sight


def read_pages(document: Any, bare: Any, units: Sequence[float], *, both: bool) -> Iterator[Page]:
    """Read page by page.

    ``bare`` is the document without layers and transparency, or the document itself when it has none.
    ``units`` are the user units; ``both``: look at the print as well as at the screen.
    """
    fonts = Fonts()
    for index, unit in enumerate(units):
        page = document[index]
        other = page if bare is document else bare[index]
        try:
            yield _read(page.raw, other.raw, index + 1, unit, fonts, both=both)
        finally:
            page.close()
            other.close()


def _read(page: Any, other: Any, number: int, unit: float, fonts: Fonts, *, both: bool) -> Page:
    edges = raw.FS_RECTF()
    raw.FPDF_GetPageBoundingBox(page, edges)
    left, bottom = edges.left, edges.bottom
    sheet = max(edges.right - left, 1.0), max(edges.top - bottom, 1.0)
    contents = contents_of(page)
    characters = characters_of(page, contents, fonts, unit)
    unmoved = contents
    characters, contents = _moved(characters, contents, left, bottom)
    seen = pdfium.render(page, *sheet, raw.FPDF_ANNOT)
    codes = codes_of(page, *sheet, contents.drawings)
    printed = pdfium.render(page, *sheet, raw.FPDF_ANNOT | raw.FPDF_PRINTING) if both else None
    leave_only_text(unmoved if other is page else contents_of(other))
    text_only = pdfium.render(other, *sheet, 0)
    drawn = strays(seen, text_only, sheet)
    sight = look(characters, seen, text_only, sheet, contents.drawings)
    _blur(sight, characters)
    if printed is not None:
        on_paper = look(characters, printed, text_only, sheet, contents.drawings)
        lost = (sight == Sight.SEEN) & (on_paper != Sight.SEEN)
        sight[lost] = np.where(on_paper[lost] == Sight.COVERED, Sight.LAYER, on_paper[lost])
    turned = raw.FPDFPage_GetRotation(page) % 2
    width, height = (sheet[1], sheet[0]) if turned else sheet
    return Page(
        number=number,
        width=round(width * unit, 2),
        height=round(height * unit, 2),
        text=characters.text,
        box=characters.box,
        run=characters.run,
        runs=characters.runs,
        sight=sight,
        ink=seen,
        drawings=contents.drawings,
        codes=codes,
        inserts=contents.inserts,
        figures=contents.figures,
        strays=drawn,
    )


def _blur(sight: npt.NDArray[np.uint8], characters: Characters) -> None:
    """The same letters are drawn over some of these a second time, a little aside."""
    if not characters.doubled:
        return
    seen = np.flatnonzero((characters.run >= 0) & (sight == Sight.SEEN))
    x, y = ((characters.box[seen, :2] + characters.box[seen, 2:]) / 2).T.copy()
    for left, bottom, right, top in characters.doubled:
        inside = (x > left) & (x < right) & (y > bottom) & (y < top)
        sight[seen[inside]] = Sight.OVERPRINTED


def _moved(
    characters: Characters, contents: Contents, left: float, bottom: float
) -> tuple[Characters, Contents]:
    if not left and not bottom:
        return characters, contents
    shift = np.array([left, bottom, left, bottom], dtype=np.float32)
    runs = tuple(
        replace(
            run,
            baseline=run.baseline - bottom,
            clip=_shifted(run.clip, left, bottom) if run.clip is not None else None,
        )
        for run in characters.runs
    )
    drawings = tuple(Drawing(d.kind, _shifted(d.box, left, bottom)) for d in contents.drawings)
    return (
        replace(
            characters,
            box=characters.box - shift,
            runs=runs,
            doubled=tuple(_shifted(box, left, bottom) for box in characters.doubled),
        ),
        replace(
            contents,
            drawings=drawings,
            inserts=tuple(_shifted(box, left, bottom) for box in contents.inserts),
            figures=tuple((mcid, _shifted(box, left, bottom)) for mcid, box in contents.figures),
        ),
    )


def _shifted(
    box: tuple[float, float, float, float], left: float, bottom: float
) -> tuple[float, float, float, float]:
    return box[0] - left, box[1] - bottom, box[2] - left, box[3] - bottom
