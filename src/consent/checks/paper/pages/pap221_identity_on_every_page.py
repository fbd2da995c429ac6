"""PAP221: every page says whose it is: name, date of birth, record number, packet, template version and date.

Pages come apart. On a blank packet the number says which belong together, and the sheets that are filed
alone have a place for a label or three lines.

Bad::

    page 7: no name

Good::

    page 7: Patient … Date of birth … MRN … Packet … Template …, Nov 24, 2026
"""

from __future__ import annotations

from collections.abc import Iterator

from consent.checks.paper.facts.context import PaperContext
from consent.models.findings.finding import Finding, Severity
from consent.models.library.clause import SectionName
from consent.models.paper.slots import Slot
from consent.models.people.look import DocumentKind
from consent.reading.text.flow import squeezed

CODE = "PAP221"
TITLE = "identity on every page"
SEVERITY = Severity.ERROR
REFERENCE = "Joint Commission NPSG.01.01.01: two identifiers; CMS 42 CFR 482.24(c)"
_ON_EVERY_PAGE = {
    Slot.PATIENT_NAME: "the patient's name",
    Slot.DATE_OF_BIRTH: "the date of birth",
    Slot.MRN: "the record number",
    Slot.PACKET_ID: "the packet id",
    Slot.ISSUED_ON: "the printed date",
}


def check(context: PaperContext) -> Iterator[Finding]:
    """Yield one finding for each value that is not on every page."""
    wanted = {
        name: context.packet.slots[slot]
        for slot, name in _ON_EVERY_PAGE.items()
        if slot in context.packet.slots
    }
    wanted["the template version"] = context.packet.template_version
    for name, value in wanted.items():
        missing = [
            page.number for index, page in enumerate(context.pages) if not _says(context, index, value)
        ]
        if missing:
            yield context.finding(
                CODE,
                f"{name} is missing on {_listed(missing, len(context.pages))}",
                "keep the running head and foot in the page templates",
                page=missing[0],
                field=name,
            )
    if context.packet.blank and not context.is_copy:
        yield from _label_places(context)


def _label_places(context: PaperContext) -> Iterator[Finding]:
    """A blank packet says whose it is once on each sheet that is filed alone; the number ties the rest."""
    widgets = context.sheets.facts.widgets
    decides = {f"{block.anchor}-signature" for block in context.packet.signing_order[:1]}
    if context.packet.document is not DocumentKind.CONSENT:
        # Its own sheets go together; what takes an authorization back is handed in alone.
        decides = {f"{clause.anchor}-signature" for clause in context.packet.section(SectionName.REVOCATION)}
    alone = {w.page: "the sheet to be signed" for w in widgets if w.own_name in decides}
    labels = [w for w in widgets if w.own_name.startswith("label-")]
    for page, name in {1: "the first page", **alone}.items():
        here = {w.own_name.rpartition("-")[2] for w in labels if w.page == page}
        if not {"name", "born", "mrn"} <= here:
            yield context.finding(
                CODE,
                f"the places for name, date of birth and MRN are missing on {name}",
                "keep `label_place` in the page templates",
                page=page,
                field="label places",
            )


def _says(context: PaperContext, index: int, value: str) -> bool:
    words = squeezed(value)
    flow = context.margins[index]
    if words in flow.text or words[::-1] in flow.text:
        return True
    return any(words == squeezed(run.said) for run in context.pages[index].runs if run.said and run.artifact)


def _listed(pages: list[int], count: int) -> str:
    if len(pages) == count:
        return "every page"
    shown = ", ".join(map(str, pages[:5]))
    return f"page {shown}" + (f" and {len(pages) - 5} more" if len(pages) > 5 else "")
