"""PAP201: every clause of the packet stands on the paper, word for word.

A notice that lost its last line in the printing is not the notice that the law dictates.

Bad::

    FDA has approved any exosome product for any use.

Good::

    FDA has not approved any exosome product for any use.
"""

from __future__ import annotations

from collections.abc import Iterator

from consent.checks.paper.facts.context import PaperContext, Part, PlacedClause
from consent.checks.paper.facts.letters import difference
from consent.models.findings.finding import Finding, Severity
from consent.reading.text.flow import squeezed

CODE = "PAP201"
TITLE = "clause on paper, whole"
SEVERITY = Severity.ERROR
REFERENCE = "21 CFR 50.25; 45 CFR 46.116; the policy that requires the clause"


def check(context: PaperContext) -> Iterator[Finding]:
    """Yield one finding for each clause that is missing or altered."""
    before = 0
    for placed in context.clauses:
        lost = [part for part in placed.parts if part.span is None]
        if lost:
            yield _finding(context, placed, lost, before)
        before = placed.end or before


def _finding(context: PaperContext, placed: PlacedClause, lost: list[Part], before: int) -> Finding:
    clause = placed.clause
    start = placed.start if placed.start is not None else before
    first = max(lost, key=lambda part: len(part.text))
    gap = difference(context.body, first.text, start)
    found_some = len(lost) < len(placed.parts) or gap.position is not None
    page = context.body.page_of(gap.position if gap.position is not None else start)
    if found_some and gap.after:
        what = f"after “{gap.after}” the words “{gap.missing}” are missing or changed"
    elif found_some:
        what = f"the words “{gap.missing}” are missing or changed"
    else:
        what = "it is not on the paper"
    if _only_said(context, first.text):
        what += "; they stand only in alternative text, which nobody sees"
    return context.finding(
        CODE,
        f"clause {clause.id!r} {clause.version}: {what}",
        f"print the packet again with the wording of {clause.place.file}",
        page=page if found_some else 0,
        field=clause.id,
    )


def _only_said(context: PaperContext, text: str) -> bool:
    words = squeezed(text)
    spoken = [*context.sheets.facts.alternatives]
    spoken += [run.said for page in context.pages for run in page.runs if run.said]
    return any(words in squeezed(one) for one in spoken)
