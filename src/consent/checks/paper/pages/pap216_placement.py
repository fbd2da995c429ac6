"""PAP216: a required clause stands where its requirement wants it.

Words at the wrong end of a packet are met after the decision, or never. Where a law says first page
or beside the signature, the place is part of the duty.

Bad::

    page 9: signature; page 10: the licensing notice

Good::

    page 9: the licensing notice, and directly below it the signature
"""

from __future__ import annotations

from collections.abc import Iterator

from consent.checks.paper.facts.context import PaperContext, PlacedClause
from consent.checks.paper.facts.expected import gloss_of
from consent.checks.paper.facts.places import signature_widget
from consent.models.findings.finding import Finding, Severity
from consent.models.library.clause import SectionName
from consent.models.library.policy import Placement
from consent.models.paper.packet import Edition
from consent.reading.sheet import Widget

CODE = "PAP216"
TITLE = "clause in its place"
SEVERITY = Severity.ERROR
REFERENCE = "16 CCR 1355.4(b)(3); 45 CFR 46.116(a)(5)(i)"
_DIRECTLY = 80.0
"""Points between the last line of a notice and the line it stands directly above."""


def check(context: PaperContext) -> Iterator[Finding]:
    """Yield one finding for each clause in the wrong place."""
    for placed in context.clauses:
        if placed.spans and (message := _wrong(context, placed)):
            yield context.finding(
                CODE,
                f"clause {placed.clause.id!r} {message}",
                "put it back in its place in the page templates",
                page=context.page_of(placed.spans[0]),
                field=placed.clause.id,
            )


def _wrong(context: PaperContext, placed: PlacedClause) -> str:
    clause = placed.clause
    pages = sorted({page for span in placed.spans for page in context.body.pages_of(span)})
    key = clause.section in (SectionName.KEY_STATUS, SectionName.KEY_CHOICE)
    first = context.packet.edition is Edition.STANDARD and (key or clause.placement is Placement.FIRST_PAGE)
    # With English beside every sentence the first page is the first sheet, its two sides.
    if first and pages != [1] and (context.packet.facing is None or pages != [2]):
        return f"stands on page {pages[-1]}; it belongs on the first page"
    if clause.placement is Placement.BEFORE_SIGNATURES:
        signed = signature_widget(context, context.packet.signatures[0])
        if signed is not None and _behind(context, placed, signed):
            return f"stands behind the signature on page {signed.page}; it must come before"
    if clause.placement is Placement.ABOVE_PATIENT_SIGNATURE:
        return _not_above(context, placed, pages[-1])
    return ""


def _behind(context: PaperContext, placed: PlacedClause, signed: Widget) -> bool:
    lowest = [
        (page.number, -float(page.box[glyph, 3]))
        for span in placed.spans
        for page, glyph in context.body.letters(span)
    ]
    return max(lowest) > (signed.page, -signed.box[1])


def _not_above(context: PaperContext, placed: PlacedClause, page: int) -> str:
    widget = signature_widget(context, context.packet.signatures[0])
    if widget is None:
        return ""
    if widget.page != page:
        return f"must stand directly above the signature, which is on page {widget.page}"
    # The help to read dictated English stands between its words and the line.
    help_ = (one.spans for one in context.groups if one.group.about == gloss_of(placed.clause.id))
    spans = (*placed.spans, *(span for found in help_ for span in found or ()))
    lowest = min(
        float(p.box[g, 1]) for span in spans for p, g in context.body.letters(span) if p.number == page
    )
    if not 0 <= lowest - widget.box[1] <= _DIRECTLY:
        return "must stand directly above the patient's signature"
    return ""
