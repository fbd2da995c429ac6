"""PAP211: a clause whose type size the law dictates is drawn at that size, every letter.

What counts is the glyph on the sheet: the size in the style sheet times every scale on the way to the paper.

Bad::

    font-size: 40pt; transform: scale(0.5)

Good::

    font-size: 40pt
"""

from __future__ import annotations

from collections.abc import Iterator

from consent.checks.paper.facts.context import PaperContext
from consent.checks.paper.facts.sizes import Small, smallest
from consent.models.findings.finding import Finding, Severity

CODE = "PAP211"
TITLE = "type size the law dictates"
SEVERITY = Severity.ERROR
REFERENCE = "Cal. Bus. & Prof. Code 684(b)(2); Utah Code 58-1-512; 16 CCR 1355.4"


def check(context: PaperContext) -> Iterator[Finding]:
    """Yield one finding for each clause with a letter below its least size."""
    for placed in context.clauses:
        least = placed.clause.typography.min_size_pt
        if least is None:
            continue
        small: Small | None = smallest(context.body, placed.spans)
        if small is not None and small.size < least - 0.05:
            yield context.finding(
                CODE,
                f"clause {placed.clause.id!r} is drawn at {small.size:g} points;"
                f" at least {least:g} are required",
                "take away what shrinks it; make the margins of the page smaller, not the type",
                page=small.page,
                field=placed.clause.id,
            )
