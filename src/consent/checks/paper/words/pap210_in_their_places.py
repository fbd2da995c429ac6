"""PAP210: cells stand in their rows, and headings over what they head.

A likelihood that slipped into the next row tells the truth about another risk.

Bad::

    Infection | Common
    Soreness  | About 1 in 1,100

Good::

    Infection | About 1 in 1,100
    Soreness  | Common
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby, pairwise

import numpy as np

from consent.checks.paper.facts.context import PaperContext
from consent.checks.paper.facts.printed import Piece
from consent.models.findings.finding import Finding, Severity
from consent.reading.text.flow import Span

CODE = "PAP210"
TITLE = "cells and headings in their places"
SEVERITY = Severity.ERROR
REFERENCE = "WCAG 2.1, 1.3.2; CMS Appendix A, A-0955: the form is legible"
_HINT = "let tables and headings flow; do not place them by hand"
_SLACK = 3.0
"""Points by which rows may reach into one another."""
_ASIDE = 20.0
_FAR = 160.0
"""Points between a heading and the first words under it."""


@dataclass(frozen=True, slots=True)
class _Stood:
    """Words and the box around them on their first page."""

    piece: Piece
    page: int
    whole: bool
    """Whether all of them are on that page."""
    left: float
    bottom: float
    right: float
    top: float
    first: tuple[float, float, float, float]
    """The box of the first letter."""


def check(context: PaperContext) -> Iterator[Finding]:
    """Yield one finding for each table row and each heading that is out of place."""
    if not context.page:
        return
    yield from _rows(context)
    if context.is_beside:
        # Its headings stand in a column, and the tables under them reach over both.
        return
    turn = {id(piece): index for index, piece in enumerate(context.printed.body)}
    for (piece, span), (under, under_span) in pairwise(context.aligned.placed):
        follows = turn[id(under)] == turn[id(piece)] + 1 and under.block != piece.block
        if piece.heading and not under.heading and follows:
            one = _stood(context, piece, span)
            message = _astray(one, _stood(context, under, under_span))
            if message:
                yield _finding(context, one, f"the heading “{piece.text[:60]}” {message}")


def _stood(context: PaperContext, piece: Piece, span: Span) -> _Stood:
    flow = context.body
    number = int(flow.page[span[0]])
    here = np.arange(*span)[flow.page[span[0] : span[1]] == number]
    boxes = flow.pages[number].box[flow.glyph[here]]
    left, bottom = boxes[:, :2].min(axis=0).tolist()
    right, top = boxes[:, 2:].max(axis=0).tolist()
    x0, y0, x1, y1 = boxes[0].tolist()
    return _Stood(
        piece, number + 1, len(here) == span[1] - span[0], left, bottom, right, top, (x0, y0, x1, y1)
    )


def _rows(context: PaperContext) -> Iterator[Finding]:
    before: list[_Stood] = []
    for row, members in groupby(context.aligned.placed, key=lambda placed: placed[0].row):
        if not row:
            before = []
            continue
        pieces = [_stood(context, piece, span) for piece, span in members]
        message = _crossed(pieces) or _interlocked(before, pieces)
        if message:
            yield _finding(context, pieces[0], f"the table row “{pieces[0].piece.text[:60]}” {message}")
        before = pieces if not message else []


def _crossed(row: Sequence[_Stood]) -> str:
    """Cells that do not stand from left to right."""
    cells = [min(members, key=lambda one: one.left) for members in _cells(row)]
    for one, other in pairwise(cells):
        if one.page == other.page and other.left <= one.left + _SLACK:
            return "has its cells in another order"
    return ""


def _cells(row: Sequence[_Stood]) -> Iterator[list[_Stood]]:
    for _, members in groupby(row, key=lambda one: one.piece.cell):
        yield list(members)


def _interlocked(above: Sequence[_Stood], row: Sequence[_Stood]) -> str:
    """A row that reaches into the one before."""
    page = row[0].page
    upper = [one for one in above if one.page == page]
    lower = [one for one in row if one.page == page]
    if upper and lower and max(one.top for one in lower) > min(one.bottom for one in upper) + _SLACK:
        return "has a cell in the row before, or the row before in it"
    return ""


def _astray(heading: _Stood, under: _Stood) -> str:
    if heading.page != under.page or not heading.whole:
        return ""
    left, bottom, right, top = under.first
    if bottom > heading.top:
        return "stands under what it heads"
    below = top < heading.bottom
    if below and (left > heading.right + _ASIDE or right < heading.left - _ASIDE):
        return "stands beside what it heads"
    if below and heading.bottom - top > _FAR:
        return "stands far from what it heads"
    return ""


def _finding(context: PaperContext, one: _Stood, message: str) -> Finding:
    return context.finding(CODE, message, _HINT, page=one.page, field=one.piece.text[:60])
