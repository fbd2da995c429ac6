"""Where things are on the good files."""

from __future__ import annotations

from functools import cache

from consent.checks.paper.facts.context import PaperContext
from consent.reading.read import read_sheets
from tests.mutants.kitchen import packet_of, pdf_of

Box = tuple[float, float, float, float]


@cache
def context_of(kind: str) -> PaperContext:
    """A good file, read."""
    return PaperContext(read_sheets(pdf_of(kind), f"{kind}.pdf"), packet_of(kind))


def clause_box(kind: str, anchor: str) -> tuple[int, Box]:
    """The page of a clause and the box around its longest part there."""
    context = context_of(kind)
    span = max(context.by_anchor[anchor].spans, key=lambda one: one[1] - one[0])
    letters = [(page, page.box[glyph]) for page, glyph in context.body.letters(span)]
    number = letters[0][0].number
    boxes = [box for page, box in letters if page.number == number]
    return number, (
        float(min(b[0] for b in boxes)),
        float(min(b[1] for b in boxes)),
        float(max(b[2] for b in boxes)),
        float(max(b[3] for b in boxes)),
    )


def field_box(kind: str, name: str) -> tuple[int, Box]:
    """The page and box of a form field."""
    widget = next(w for w in context_of(kind).sheets.facts.widgets if w.own_name == name)
    return widget.page, widget.box


def rectangle(box: Box, grow: float = 1.0) -> str:
    """A box as operands of ``re``."""
    left, bottom, right, top = box
    return (
        f"{left - grow:.1f} {bottom - grow:.1f} {right - left + 2 * grow:.1f} {top - bottom + 2 * grow:.1f}"
    )
