"""SIG201: whoever must sign has a line to sign on, with name, date and time, on the page of the statement.

A signature on another page proves that somebody signed something. A line with no name, date or time
leaves open who it was, and whether before or after.

Bad::

    page 9: "I agree to…"; page 10: ____________ Signature

Good::

    page 9: "I agree to…" ____________ Signature ______ Date ______ Time
"""

from __future__ import annotations

from collections.abc import Iterator

from consent.checks.paper.facts.context import PaperContext
from consent.checks.paper.facts.pens import labelled, ruled
from consent.checks.paper.facts.places import widget_named
from consent.models.findings.finding import Finding, Severity
from consent.models.paper.packet import SignatureBlock
from consent.reading.sheet import Widget
from consent.reading.text.flow import squeezed

CODE = "SIG201"
TITLE = "place to sign"
SEVERITY = Severity.ERROR
REFERENCE = "CMS Appendix A, A-0955; 21 CFR 50.27(a); Joint Commission RI.01.03.01"
_MM = 72 / 25.4
_LEAST = {"signature": (50, 8), "date": (24, 6), "time": (15, 6), "printed-name": (50, 6)}
"""Millimeters of room for a pen."""
_REACH = 30.0


def check(context: PaperContext) -> Iterator[Finding]:
    """Yield one finding for each thing that a signer misses."""
    for block in context.signature_blocks:
        signed = widget_named(context, f"{block.anchor}-signature")
        pages = _statement_pages(context, block)
        if signed is not None and pages and pages != [signed.page]:
            where = " and ".join(map(str, pages))
            message = f"signs on page {signed.page}, but the statement stands on page {where}"
            yield _finding(context, block, message, signed.page)
        elif signed is not None and (other := _under_another(context, block, signed)):
            message = f"would sign under the statement of the {other.signer} ({other.anchor})"
            yield _finding(context, block, message, signed.page)
        for name, least in _LEAST.items():
            widget = widget_named(context, f"{block.anchor}-{name}")
            if widget is not None:
                yield from _judge(context, block, widget, name, least, signed)
        yield from _name(context, block, signed)


def _judge(
    context: PaperContext,
    block: SignatureBlock,
    widget: Widget,
    name: str,
    least: tuple[int, int],
    signed: Widget | None,
) -> Iterator[Finding]:
    what = name.replace("-", " ")
    page = context.pages[widget.page - 1]
    wide, tall = (widget.box[2] - widget.box[0]) / _MM, (widget.box[3] - widget.box[1]) / _MM
    if signed is not None and widget.page != signed.page:
        message = f"has the place for the {what} on page {widget.page}, away from the signature"
    elif wide < least[0] - 0.5 or tall < least[1] - 0.5:
        message = f"has too little room for the {what}: {wide:.0f} by {tall:.0f} mm"
    elif not ruled(page, widget.box):
        message = f"has no visible line for the {what}"
    elif not labelled(page, widget.box, _REACH):
        message = f"has no visible word that says where the {what} goes"
    else:
        return
    yield _finding(context, block, message, widget.page)


def _name(context: PaperContext, block: SignatureBlock, signed: Widget | None) -> Iterator[Finding]:
    slot = block.printed_name_slot
    name = context.packet.slots.get(slot, "") if slot is not None else block.printed_name
    if not name or signed is None:
        return
    here = context.pages[signed.page - 1]
    words = squeezed(name)
    inside = [flow_span for flow_span in context.body.all(words) if context.page_of(flow_span) == here.number]
    said = any(words in squeezed(run.said) for run in here.runs if run.said)
    if not inside and not said:
        yield _finding(context, block, "signs without a printed name", signed.page)


def _statement_pages(context: PaperContext, block: SignatureBlock) -> list[int]:
    clauses = (*block.statements, *block.notices)
    if not clauses and block in context.packet.refusal_signatures:
        clauses = context.packet.refusal
    placed = [context.by_anchor[clause.anchor] for clause in clauses if clause.anchor in context.by_anchor]
    return sorted({page for one in placed for span in one.spans for page in context.body.pages_of(span)})


def _under_another(context: PaperContext, block: SignatureBlock, signed: Widget) -> SignatureBlock | None:
    """The signer whose statement stands nearest above the line, if that is somebody else."""
    if not block.statements and not block.notices:
        return None
    nearest: tuple[float, SignatureBlock] | None = None
    for other in context.signature_blocks:
        heights = [
            float(page.box[glyph, 1])
            for clause in (*other.statements, *other.notices)
            for span in context.by_anchor[clause.anchor].spans
            for page, glyph in context.body.letters(span)
            if page.number == signed.page
        ]
        if heights and min(heights) > signed.box[1] and (nearest is None or min(heights) < nearest[0]):
            nearest = min(heights), other
    return nearest[1] if nearest is not None and nearest[1] is not block else None


def _finding(context: PaperContext, block: SignatureBlock, message: str, page: int) -> Finding:
    return context.finding(
        CODE,
        f"the {block.signer} ({block.anchor}) {message}",
        "keep statement, name, line, date and time together in the signature block of the page templates",
        page=page,
        field=block.anchor,
    )
