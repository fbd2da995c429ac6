"""SIG202: every place for a pen is also a form field: once, of the right kind, with a tooltip, empty, usable.

Signing software and screen readers see the fields, not the lines.

Bad::

    <input type="checkbox" name="sig:patient-signature">

Good::

    <input type="checkbox" name="sig:patient-signature" title="Signature: patient">
"""

from __future__ import annotations

from collections.abc import Iterator

from consent.checks.paper.facts.context import PaperContext
from consent.checks.paper.facts.places import Wanted, wanted_fields, widgets_named
from consent.models.findings.finding import Finding, Severity
from consent.models.paper.slots import Slot
from consent.reading.sheet import Widget

CODE = "SIG202"
TITLE = "form fields complete"
SEVERITY = Severity.ERROR
REFERENCE = "ISO 14289-1, 7.18.1: fields have an alternative name; ISO 32000-1, 12.7"
_FEWEST = (8, 3)
"""Letters that a place must take: a date or a time, and initials."""
_LEAST_BOX = 10.0
"""Points, each way: 3.5 mm, for a box to tick."""
_LEAST = (36.0, 14.0)
"""Points across and up that initials need."""
_UNLISTED = "is not in the file's form, so no reader offers it"
_STRANGE = "is not named by this packet, so answers could change places when files are joined"
_WRITTEN = "holds words that its signer has not written"
_NO_WORDS = "is called by an id, which a screen reader spells out"
_MISCALLED = "has another tooltip than the page templates give it"


def check(context: PaperContext) -> Iterator[Finding]:
    """Yield one finding for each field that is missing or unusable."""
    for wanted in wanted_fields(context):
        message, page = _wrong(context, wanted)
        if message:
            yield context.finding(
                CODE,
                f"{wanted.what}: the form field {wanted.name!r} {message}",
                "print the packet again; the page templates make one field for each place",
                page=page,
                field=wanted.name,
            )
    known = {wanted.name for wanted in wanted_fields(context)}
    for widget in context.sheets.facts.widgets:
        if widget.own_name not in known and (message := _odd(context, widget)):
            yield context.finding(
                CODE,
                f"the form field {widget.own_name!r} {message}",
                "print the packet again; add no field to a finished file, and give each input a `title`",
                page=widget.page,
                field=widget.own_name,
            )


def _odd(context: PaperContext, widget: Widget) -> str:
    """What is wrong with a field that no rule about signers and clauses asks for."""
    if context.page and widget.own_name not in context.printed.fields:
        return "is none of this packet"
    if not widget.tooltip.strip():
        return "has no tooltip"
    checks = (
        (not widget.listed, _UNLISTED),
        (_strange(context, widget), _STRANGE),
        (context.page and widget.tooltip != context.printed.fields[widget.own_name], _MISCALLED),
        (_called_by_id(context, widget), _NO_WORDS),
        (bool(widget.fault), widget.fault),
        (_written(context, widget), _WRITTEN),
        (_cramped(widget), "has too little room to write in"),
        (0 < widget.most < _FEWEST[False], f"takes only {widget.most} letters"),
    )
    return next((message for wrong, message in checks if wrong), "")


def _wrong(context: PaperContext, wanted: Wanted) -> tuple[str, int]:
    found = widgets_named(context, wanted.name)
    if not found:
        return "is missing", 0
    widget = found[0]
    signed = any(s.field == widget.name for s in context.sheets.facts.signatures)
    checks = (
        (len(found) > 1, f"is there {len(found)} times"),
        (widget.kind != wanted.kind, "is of another kind"),
        (not widget.tooltip.strip(), "has no tooltip"),
        (widget.hidden, "is hidden on the screen or in print"),
        (widget.read_only and not signed, "cannot be filled in"),
        (wanted.kind == "Sig" and widget.filled and not signed, "claims a signature that is not there"),
        (not widget.listed, _UNLISTED),
        (_strange(context, widget), _STRANGE),
        (_called_by_id(context, widget), _NO_WORDS),
        (bool(widget.fault), widget.fault),
        (_written(context, widget), _WRITTEN),
        (_cramped(widget), "has too little room to write in"),
        (0 < widget.most < _FEWEST[wanted.name.startswith("initials")], f"takes only {widget.most} letters"),
        (bool(context.page) and widget.tooltip != context.printed.fields.get(wanted.name), _MISCALLED),
        (not widget.tagged, "is not tagged, so a screen reader does not find it"),
    )
    return next((message for wrong, message in checks if wrong), ""), widget.page


def _strange(context: PaperContext, widget: Widget) -> bool:
    packet = context.packet.slots.get(Slot.PACKET_ID, context.packet.packet_id)
    return widget.name != f"{packet}.{widget.own_name}"


def _called_by_id(context: PaperContext, widget: Widget) -> bool:
    """Whether the tooltip ends in the name of a file, ``Initials: patient-copy``, and not in its title."""
    ids = {clause.anchor for clause in context.packet.clauses}
    ids |= {line.anchor for line in context.packet.proposed}
    about = widget.tooltip.rpartition(": ")[2].strip()
    return "-" in about and about in ids


def _written(context: PaperContext, widget: Widget) -> bool:
    """Whether a field is not empty. Whoever signs on a screen writes in it first; nobody sets a default."""
    return widget.preset or (widget.filled and not context.sheets.facts.signatures)


def _cramped(widget: Widget) -> bool:
    left, bottom, right, top = widget.box
    if widget.kind == "Btn":
        return min(right - left, top - bottom) < _LEAST_BOX
    return right - left < _LEAST[0] or top - bottom < _LEAST[1]
