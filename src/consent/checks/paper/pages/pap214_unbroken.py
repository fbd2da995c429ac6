"""PAP214: what may not be broken stands on one page.

A box that goes on overleaf is signed by people who saw one half of it.

Bad::

    page 3: "You may say"; page 4: "no at any time."

Good::

    page 4: "You may say no at any time."
"""

from __future__ import annotations

from collections.abc import Iterator

from consent.checks.paper.facts.context import PaperContext
from consent.models.findings.finding import Finding, Severity

CODE = "PAP214"
TITLE = "not broken over pages"
SEVERITY = Severity.ERROR
REFERENCE = "the clause's own `typography: {keep_together: true}`; 16 CCR 1355.4"


def check(context: PaperContext) -> Iterator[Finding]:
    """Yield one finding for each clause that is broken against its rule."""
    for placed in context.clauses:
        typography = placed.clause.typography
        whole = typography.keep_together or typography.keep_lines or placed.clause.dictated
        pages = sorted({page for span in placed.spans for page in context.body.pages_of(span)})
        if whole and not typography.own_page and len(pages) > 1:
            yield context.finding(
                CODE,
                f"clause {placed.clause.id!r} is broken over pages {pages[0]} and {pages[-1]}",
                "keep `break-inside: avoid` on it in the style sheet",
                page=pages[0],
                field=placed.clause.id,
            )
