"""PAP208: words stand as they are to be read: one after the other, upright, from the top down, with spaces.

A search does not care where on the sheet the next word is. The eye does.

Bad::

    .notice { flex-direction: row-reverse }

Good::

    .notice { display: block }
"""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
import numpy.typing as npt

from consent.checks.paper.context import PaperContext, PlacedClause
from consent.checks.reading.flow import Flow, Span, squeezed
from consent.checks.reading.sheet import Floats
from consent.models.finding import Finding, Severity

CODE = "PAP208"
TITLE = "lines read on"
SEVERITY = Severity.ERROR
REFERENCE = "CMS Appendix A, A-0955: the form is legible"
_SLANT = 2.0
_SAME_LINE = 0.4
_NEXT_LINE = (0.7, 3.2)
_GAP = (0.08, 1.2)
"""Least space between words and most between the letters of one, in type sizes."""


def check(context: PaperContext) -> Iterator[Finding]:
    """Yield at most one finding for each clause whose lines do not read on."""
    for placed in context.clauses:
        for part in placed.parts:
            if part.span is not None and (fault := _fault(context.body, part.span, part.text)):
                position, what = fault
                yield _finding(context, placed, position, what)
                break


def _finding(context: PaperContext, placed: PlacedClause, position: int, what: str) -> Finding:
    around = max(position - 12, 0), min(position + 13, len(context.body.text))
    return context.finding(
        CODE,
        f"clause {placed.clause.id!r}: {what}, near “{context.body.quoted(around, 60)}”",
        "let the words flow; do not place, turn or space them by hand",
        page=context.body.page_of(position),
        field=placed.clause.id,
    )


def _fault(flow: Flow, span: Span, text: str) -> tuple[int, str] | None:
    for _, run, position in flow.runs(span):
        if run.mirrored:
            return position, "the letters are mirrored"
        if abs(run.slope) > _SLANT:
            return position, "the line does not stand upright"
    box, line, size, page = _geometry(flow, span)
    if len(box) < 2:
        return None
    same = (np.diff(page) == 0) & (np.abs(np.diff(line)) < _SAME_LINE * size[1:])
    fused = flow.glyph[span[0] + 1 : span[1]] == flow.glyph[span[0] : span[1] - 1]
    gap = (box[1:, 0] - box[:-1, 2]) / size[1:]
    back = same & ~fused & (box[1:, 0] < box[:-1, 0] - 0.3 * size[1:])
    spaces = _spaces(text, span[1] - span[0])
    close = same & spaces & (gap < _GAP[0])
    wide = same & ~spaces & (gap > _GAP[1])
    for faults, what in (
        (back, "the words run backwards"),
        (close, "there is no space between two words"),
        (wide, "a word is torn apart"),
        (_jumps(box, line, size, page, same), "the next words do not stand on the next line"),
    ):
        if faults.any():
            return span[0] + int(np.argmax(faults)) + 1, what
    return None


def _jumps(
    box: Floats, line: Floats, size: Floats, page: npt.NDArray[np.int32], same: npt.NDArray[np.bool_]
) -> npt.NDArray[np.bool_]:
    turned = np.diff(page)
    down = (line[:-1] - line[1:]) / size[1:]
    below = (down >= _NEXT_LINE[0]) & (down <= _NEXT_LINE[1])
    column = (down < 0) & (box[1:, 0] > box[:-1, 2])
    return np.asarray(~same & ~((turned == 1) | ((turned == 0) & (below | column))), dtype=bool)


def _geometry(flow: Flow, span: Span) -> tuple[Floats, Floats, Floats, npt.NDArray[np.int32]]:
    boxes, lines, sizes = [], [], []
    for page, glyph in flow.letters(span):
        run = page.runs[page.run[glyph]]
        boxes.append(page.box[glyph])
        lines.append(run.baseline)
        sizes.append(max(run.size, 1.0))
    return (
        np.array(boxes, dtype=np.float32),
        np.array(lines, dtype=np.float32),
        np.array(sizes, dtype=np.float32),
        flow.page[span[0] : span[1]],
    )


def _spaces(text: str, count: int) -> npt.NDArray[np.bool_]:
    """For each letter but the first: whether a space comes before it."""
    found = np.zeros(count, dtype=bool)
    position = 0
    for word in text.split():
        if 0 < position < count:
            found[position] = True
        position += len(squeezed(word))
    return found[1:]
