"""PAP212: a clause that must stand out is bold, every letter of it.

Some notices must catch the eye by law. A sentence of which half is bold looks like an accident and
is read like one.

Bad::

    .key-status { font-weight: 400 }

Good::

    .key-status { font-weight: 700 }
"""

from __future__ import annotations

from collections.abc import Iterator

from consent.checks.paper.facts.context import PaperContext
from consent.models.findings.finding import Finding, Severity

CODE = "PAP212"
TITLE = "bold where it must be"
SEVERITY = Severity.ERROR
REFERENCE = "FTC .com Disclosures (2013): prominence; the clause's own `typography: {bold: true}`"


def check(context: PaperContext) -> Iterator[Finding]:
    """Yield one finding for each clause with a letter that is not bold."""
    for placed in context.clauses:
        if not placed.clause.typography.bold:
            continue
        light = (
            position
            for span in placed.spans
            for _, run, position in context.body.runs(span)
            if not run.bold or run.font in context.falsely_bold
        )
        first = next(light, None)
        if first is not None:
            yield context.finding(
                CODE,
                f"clause {placed.clause.id!r} is not in bold type",
                "give it `font-weight: 700` in the style sheet",
                page=context.body.page_of(first),
                field=placed.clause.id,
            )
