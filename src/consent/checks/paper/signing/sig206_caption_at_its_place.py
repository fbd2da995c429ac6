"""SIG206: each place to write has its own caption beside it.

Whoever writes the time where the date belongs has signed at no known time.

Bad::

    ____________ Date    ______ Signature

Good::

    ____________ Signature    ______ Date
"""

from __future__ import annotations

from collections.abc import Iterator
from math import hypot
from typing import TypeAlias

import numpy as np

from consent.checks.paper.facts.context import PaperContext
from consent.models.findings.finding import Finding, Severity
from consent.reading.sheet import Widget
from consent.reading.text.flow import Span

CODE = "SIG206"
TITLE = "caption at its place"
SEVERITY = Severity.ERROR
REFERENCE = "WCAG 2.1, 3.3.2: labels; CMS Appendix A, A-0955"
_REACH = 30.0
_NEARER = 4.0
"""Points by which two captions must be nearer to each other's place to be taken for swapped."""

Box: TypeAlias = tuple[float, float, float, float]


def check(context: PaperContext) -> Iterator[Finding]:
    """Yield one finding for each caption that stands elsewhere than at its field."""
    if not context.page:
        return
    widgets = {widget.own_name: widget for widget in context.sheets.facts.widgets}
    captions = [
        (piece.text[:60], _box(context, span, widgets[name]), widgets[name])
        for piece, span in context.aligned.placed
        for name in piece.places
        if name in widgets
    ]
    for text, box, widget in captions:
        others = [(b, w) for _, b, w in captions if b and w.page == widget.page and w.name != widget.name]
        if box is None or _away(box, widget) > _REACH or any(_swapped(box, widget, *o) for o in others):
            yield context.finding(
                CODE,
                f"the caption “{text}” does not stand at its place, {widget.own_name!r}",
                "keep field and caption in one element of the page template",
                page=widget.page,
                field=widget.own_name,
            )


def _box(context: PaperContext, span: Span, widget: Widget) -> Box | None:
    """The box around words; None when they stand on another page than the field."""
    flow = context.body
    number = int(flow.page[span[0]])
    if number + 1 != widget.page:
        return None
    here = np.arange(*span)[flow.page[span[0] : span[1]] == number]
    boxes = flow.pages[number].box[flow.glyph[here]]
    left, bottom = boxes[:, :2].min(axis=0).tolist()
    right, top = boxes[:, 2:].max(axis=0).tolist()
    return left, bottom, right, top


def _away(box: Box, widget: Widget) -> float:
    """Points between words and a field."""
    left, bottom, right, top = box
    x0, y0, x1, y1 = widget.box
    return hypot(max(left - x1, x0 - right, 0.0), max(bottom - y1, y0 - top, 0.0))


def _swapped(box: Box, widget: Widget, other_box: Box, other: Widget) -> bool:
    now = _away(box, widget) + _away(other_box, other)
    return _away(box, other) + _away(other_box, widget) < now - _NEARER
