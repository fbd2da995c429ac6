"""PAP233: a table that goes on on the next page leaves at least two rows on each; a short one stays whole.

A single row under a repeated head is taken for a stray line, and a single row at the foot of a page
for the end of the table.

Bad::

    page 5: eleven rows; page 6: the head of the table and one row

Good::

    page 5: ten rows; page 6: two rows
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator

from consent.checks.paper.facts.context import PaperContext
from consent.models.findings.finding import Finding, Severity
from consent.models.paper.packet import Edition

CODE = "PAP233"
TITLE = "no row alone"
SEVERITY = Severity.ERROR
REFERENCE = "WCAG 2.1, 1.3.1: a table is read as one"
_SHORT = 5
"""At least two rows on each side leave nothing to choose in a shorter one."""
_TOGETHER = 2


def check(context: PaperContext) -> Iterator[Finding]:
    """Yield one finding for each table that breaks where it should not."""
    rows: dict[int, dict[int, set[int]]] = defaultdict(lambda: defaultdict(set))
    for piece, span in context.aligned.placed if context.page else ():
        if piece.table and piece.row and not piece.repeated:
            rows[piece.table][piece.row].add(context.page_of(span))
    for by_row in rows.values():
        first = {row: min(pages) for row, pages in by_row.items()}
        counts = {page: sum(at == page for at in first.values()) for page in sorted(set(first.values()))}
        if len(counts) < _TOGETHER:
            continue
        lone = next((page for page, count in counts.items() if count < _TOGETHER), None)
        # A row that says everything in two languages is twice as tall.
        in_one = context.packet.facing is None
        if in_one and context.packet.edition is Edition.STANDARD and len(first) < _SHORT:
            yield _finding(context, max(counts), f"a table of {len(first)} rows is broken over pages")
        elif lone is not None:
            yield _finding(context, lone, "a row of a table stands alone on the page")


def _finding(context: PaperContext, page: int, message: str) -> Finding:
    return context.finding(
        CODE,
        message,
        "keep the style sheet's `break-after: avoid` on the first row and `break-before: avoid` on the last",
        page=page,
        field="table",
    )
