"""SIG204: a clause that is acknowledged has its place for initials or signature beside it, to be seen.

Initials at the end of a list say that one has seen the end. Each clause that must be acknowledged
has its own place.

Bad::

    page 4: the disclaimer; page 5: [ ] Initials

Good::

    page 4: the disclaimer [ ] Initials
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from consent.checks.paper.facts.context import PaperContext
from consent.checks.paper.facts.expected import gloss_of
from consent.checks.paper.facts.pens import labelled, ruled
from consent.checks.paper.facts.places import widget_named
from consent.models.findings.finding import Finding, Severity
from consent.models.library.clause import Acknowledgement
from consent.reading.text.flow import Span

CODE = "SIG204"
TITLE = "acknowledged where it stands"
SEVERITY = Severity.ERROR
REFERENCE = "the clause's own `acknowledgement:`; Neb. Rev. Stat. 38-1,147"
_REACH = 30.0
_BESIDE = 40.0
_BEHIND_ENGLISH = 240.0
"""Where English that is told beside the words of a packet may stand between them and the place."""


def check(context: PaperContext) -> Iterator[Finding]:
    """Yield one finding for each place that is away from its words, or cannot be seen."""
    # The help to read dictated English stands between its words and the place that acknowledges them.
    helps = {group.group.about: group.spans for group in context.groups if group.spans}
    for placed in context.clauses:
        clause = placed.clause
        spans = (*placed.spans, *helps.get(gloss_of(clause.id), ()))
        if clause.acknowledgement is Acknowledgement.INITIALS:
            yield from _judge(context, f"initials-{clause.anchor}", spans, f"clause {clause.id!r}")
        elif clause.acknowledgement is Acknowledgement.SIGNATURE:
            yield from _judge(context, f"{clause.anchor}-signature", spans, f"clause {clause.id!r}")


def _judge(context: PaperContext, name: str, spans: Sequence[Span], about: str) -> Iterator[Finding]:
    widget = widget_named(context, name)
    if widget is None or not spans:
        return
    page = context.pages[widget.page - 1]
    beside = [
        float(here.box[glyph, 1])
        for span in spans
        for here, glyph in context.body.letters(span)
        if here.number == widget.page
    ]
    message = ""
    reach = _BESIDE if context.packet.facing is None else _BEHIND_ENGLISH
    if not beside:
        message = f"is acknowledged on page {widget.page}, away from its words"
    elif widget.box[3] < min(beside) - reach or widget.box[1] > max(beside) + reach:
        message = "is not acknowledged beside its words"
    elif not ruled(page, widget.box):
        message = "has no visible box or line to acknowledge it"
    elif not labelled(page, widget.box, _REACH):
        message = "has no visible word that says what the box is for"
    if message:
        yield context.finding(
            CODE,
            f"{about} {message}",
            "keep the clause and its box together in the page templates",
            page=widget.page,
            field=name,
        )
