"""SIG202: every place for a pen is also a form field: once, of the right kind, with a tooltip, empty, usable.

Signing software and screen readers see the fields, not the lines.

Bad::

    <input type="checkbox" name="sig:patient-signature">

Good::

    <input type="checkbox" name="sig:patient-signature" title="Signature: patient">
"""

from __future__ import annotations

from collections.abc import Iterator

from consent.checks.paper.context import PaperContext
from consent.checks.paper.places import Wanted, wanted_fields, widgets_named
from consent.models.finding import Finding, Severity

CODE = "SIG202"
TITLE = "form fields complete"
SEVERITY = Severity.ERROR
REFERENCE = "ISO 14289-1, 7.18.1: fields have an alternative name; ISO 32000-1, 12.7"


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
    for widget in context.sheets.facts.widgets:
        if not widget.tooltip.strip() and not any(w.name == widget.name for w in wanted_fields(context)):
            yield context.finding(
                CODE,
                f"the form field {widget.name!r} has no tooltip",
                "give the input a `title`",
                page=widget.page,
                field=widget.name,
            )


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
        (not widget.tagged, "is not tagged, so a screen reader does not find it"),
    )
    return next((message for wrong, message in checks if wrong), ""), widget.page
