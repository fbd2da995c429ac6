"""PAP232: no page is left half empty in the middle of a part.

A part begins on a page of its own, so its last page may be short. A page that stops halfway before
that looks like the end: what stands on the next page is not read.

Bad::

    page 3: a heading, and nothing under it; page 4: the table

Good::

    page 3: the heading and the first rows of the table
"""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from consent.checks.paper.facts.context import PaperContext
from consent.models.findings.finding import Finding, Severity
from consent.models.people.look import Edition

CODE = "PAP232"
TITLE = "pages filled"
SEVERITY = Severity.ERROR
REFERENCE = "Federal Plain Language Guidelines: design for reading"
_LEAST = 0.5
_LEAST_OF_TWO = {Edition.STANDARD: 0.25, Edition.LARGE_PRINT: 0.0}
"""Where clauses are told in two languages, one that stays whole is twice as tall: in large type, a page."""
_MARGIN = 75.0
"""Points at the top and at the foot of a page that hold no words of the body."""
_MAY_STOP = frozenset({"decision"})
"""Statement and signatures stay whole, whatever that leaves empty."""


def check(context: PaperContext) -> Iterator[Finding]:
    """Yield one finding for each page that stops before its half and goes on on the next."""
    first: dict[int, str] = {}
    last: dict[int, str] = {}
    for piece, span in context.aligned.placed if context.page else ():
        number = context.page_of(span)
        first.setdefault(number, piece.part)
        last[number] = piece.part
    least = _LEAST if context.packet.facing is None else _LEAST_OF_TWO[context.packet.edition]
    for page in context.pages[:-1]:
        part = last.get(page.number, "")
        if not part or part in _MAY_STOP or first.get(page.number + 1) != part:
            continue
        filled = _filled(context, page.number, page.height)
        if filled < least:
            yield context.finding(
                CODE,
                f"the page is filled to {filled:.0%}, and the part {part!r} goes on on the next",
                "let tables and lists break: `break-inside: avoid` only on what fits on half a page",
                page=page.number,
                field=part,
            )


def _filled(context: PaperContext, number: int, height: float) -> float:
    """How far down the words, the places to write and the page of an official form reach."""
    here = context.body.page == number - 1
    page = context.pages[number - 1]
    lows = page.box[context.body.glyph[np.flatnonzero(here)], 1]
    fields = [widget.box[1] for widget in context.sheets.facts.widgets if widget.page == number]
    shown = [bottom for _, bottom, _, _ in page.inserts]
    lowest = min([*lows.tolist(), *fields, *shown], default=height)
    return float((height - _MARGIN - lowest) / (height - 2 * _MARGIN))
