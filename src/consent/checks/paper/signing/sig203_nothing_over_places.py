"""SIG203: nothing is printed where somebody is to write, and no two places lie on each other.

A pen needs white paper. Where two places lie on each other, one answer hides the other.

Bad::

    ____Template 3.2____ Signature

Good::

    ____________________ Signature
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import combinations

from consent.checks.paper.facts.context import PaperContext
from consent.checks.paper.facts.pens import empty, letters_in
from consent.checks.paper.facts.places import wanted_fields, widget_named
from consent.models.findings.finding import Finding, Severity
from consent.reading.sheet import Widget

CODE = "SIG203"
TITLE = "nothing over a place to write"
SEVERITY = Severity.ERROR
REFERENCE = "CMS Appendix A, A-0955; ISO 14289-1, 7.18"
_TALL = 45.0
"""A place taller than this has lines of its own inside."""


def check(context: PaperContext) -> Iterator[Finding]:
    """Yield one finding for each place that is not free."""
    places = {
        wanted.name: widget
        for wanted in wanted_fields(context)
        if (widget := widget_named(context, wanted.name)) is not None
    }
    for name, widget in places.items():
        page = context.pages[widget.page - 1]
        letters = letters_in(page, widget.box)
        tall = widget.box[3] - widget.box[1] > _TALL
        if letters or (widget.paints and not widget.filled) or not (tall or empty(page, widget.box)):
            what = f"{letters} letters are" if letters else "something is"
            yield _finding(context, widget, f"{what} printed where {name!r} is to be written")
    for one, other in combinations(places.values(), 2):
        if one.page == other.page and _overlap(one, other):
            yield _finding(context, one, f"the places {one.name!r} and {other.name!r} lie on each other")


def _overlap(one: Widget, other: Widget) -> bool:
    across = min(one.box[2], other.box[2]) - max(one.box[0], other.box[0])
    up = min(one.box[3], other.box[3]) - max(one.box[1], other.box[1])
    return across > 1 and up > 1


def _finding(context: PaperContext, widget: Widget, message: str) -> Finding:
    return context.finding(
        CODE,
        message,
        "give the place its own room in the style sheet",
        page=widget.page,
        field=widget.name,
    )
