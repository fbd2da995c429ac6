"""PAP218: an authority's own form is in the packet whole, unaltered, uncovered, and before the signatures.

A form that nobody may change is changed by whoever crops it, covers it, leaves out a page or puts another
revision in its place. The pinned file says how each page looks; here it is drawn and compared, dot by dot.

Bad::

    the form's page 2 is missing; or a label lies over "Complaints: …"

Good::

    page 1 and page 2 of the form, each alone on a page of the packet, as the pinned file draws them
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass

from consent.checks.paper.facts.context import PaperContext
from consent.checks.paper.facts.places import signature_widget
from consent.models.findings.finding import Finding, Severity
from consent.models.paper.bound_form import BoundForm
from consent.reading.likeness import Box, Shown, alike, on_sheet, shown
from consent.reading.page import pdfium
from consent.reading.sheet import Page
from consent.reading.text.flow import squeezed

CODE = "PAP218"
TITLE = "official form whole and unaltered"
SEVERITY = Severity.ERROR
REFERENCE = "22 Tex. Admin. Code 171.2: the form may not be changed, modified, or altered"
_LEAST_SCALE = 0.5
_HINT = "print the packet again from the pinned file; keep sections/official-form.html.j2 as it is"


@dataclass(frozen=True, slots=True)
class _Insert:
    """A page of another file that the packet shows."""

    page: Page
    index: int
    room: Box


def check(context: PaperContext) -> Iterator[Finding]:
    """Yield one finding for each page that is not there as published, and each form not attached."""
    forms = context.packet.official_forms
    wanted = [(form, number) for form in forms for number in range(1, len(form.pages) + 1)]
    if not wanted:
        return
    inserts = [_Insert(p, i, room) for p in context.pages for i, room in enumerate(p.inserts)]
    if len(inserts) != len(wanted):
        yield _finding(
            context, f"{len(inserts)} pages of official forms are shown; there are {len(wanted)}", "pages"
        )
    with pdfium.opened(context.sheets.data) as document:
        for (form, number), insert in zip(wanted, inserts, strict=False):
            what = shown(form.content, number - 1, insert.room)
            picture = on_sheet(document, insert.page.number - 1, insert.page.height, insert.room)
            fault = _fault(context, form, number, insert, what)
            if not fault and not alike(picture, what.ink):
                fault = "it does not look like the page of the pinned file"
            if fault:
                message = f"official form {form.id!r}, page {number}: {fault}"
                yield _finding(context, message, f"{form.id} {number}", page=insert.page.number)
    for form in forms:
        attached = context.sheets.facts.attachments.get(f"{form.id}.pdf", b"")
        if hashlib.sha256(attached).hexdigest() != form.sha256:
            message = f"official form {form.id!r}: the file as published is not attached"
            yield _finding(context, message, f"{form.id} file")


def _fault(context: PaperContext, form: BoundForm, number: int, insert: _Insert, what: Shown) -> str:
    page, (left, bottom, right, top) = insert.page, insert.room
    signed = signature_widget(context, context.packet.signatures[0])
    if len(page.inserts) > 1:
        return "it shares its page with another one"
    if left < 0 or bottom < 0 or right > page.width or top > page.height:
        return "it reaches over the edge of the sheet"
    if signed is not None and page.number >= signed.page:
        return f"it stands behind the signature on page {signed.page}; it must come before"
    if what.scale < _LEAST_SCALE:
        return f"it is shown at {what.scale:.0%} of its size, too small to read"
    if any(w.page == page.number and _overlap(w.box, insert.room) for w in context.sheets.facts.widgets):
        return "a form field lies over it"
    said = _letters(insert)
    if said != what.letters and not (what.fields and said.startswith(what.letters)):
        return "its words are not those of the pinned file"
    words = squeezed(form.pages[number - 1].text)
    if not any(words in squeezed(one) for one in context.sheets.facts.alternatives):
        return "its words are not read aloud"
    return ""


def _overlap(one: Box, other: Box) -> bool:
    across = min(one[2], other[2]) - max(one[0], other[0])
    up = min(one[3], other[3]) - max(one[1], other[1])
    return across > 1 and up > 1


def _letters(insert: _Insert) -> str:
    page = insert.page
    drawn = (
        letter
        for letter, run in zip(page.text, page.run.tolist(), strict=True)
        if run >= 0 and page.runs[run].insert == insert.index
    )
    return squeezed("".join(drawn))


def _finding(context: PaperContext, message: str, field: str, page: int = 0) -> Finding:
    return context.finding(CODE, message, _HINT, page=page, field=field)
