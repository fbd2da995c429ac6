"""PAP221: every page says whose it is: name, date of birth, record number, packet, template version and date.

Pages come apart. A blank packet has ruled places for what is not known yet.

Bad::

    page 7: no name

Good::

    page 7: Patient … Date of birth … MRN … Packet … Template …, Nov 24, 2026
"""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from consent.checks.paper.context import PaperContext
from consent.checks.paper.pens import pixels, strokes
from consent.models.finding import Finding, Severity
from consent.models.slots import Slot
from consent.reading.sheet import Page
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
_LINES = 3
_LONG, _WHOLE = 40, 0.8
_HEAD = 110.0


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
    if context.packet.blank:
        missing = [page.number for page in context.pages if _lines(page) < _LINES]
        if missing:
            yield context.finding(
                CODE,
                f"the ruled places for name, date of birth and MRN are missing on "
                f"{_listed(missing, len(context.pages))}",
                "keep the running head in the page templates",
                page=missing[0],
                field="ruled places",
            )


def _says(context: PaperContext, index: int, value: str) -> bool:
    words = squeezed(value)
    flow = context.margins[index]
    if words in flow.text or words[::-1] in flow.text:
        return True
    return any(words == squeezed(run.said) for run in context.pages[index].runs if run.said and run.artifact)


def _lines(page: Page) -> int:
    """How many lines to write on stand in the head of the page."""
    rows = strokes(pixels(page, (0, page.height - _HEAD, page.width, page.height)))
    found: set[tuple[int, int]] = set()
    for row in rows:
        edges = np.flatnonzero(np.diff(np.concatenate([[0], row.astype(np.int8), [0]])))
        for first, last in zip(edges[::2].tolist(), edges[1::2].tolist(), strict=True):
            if _LONG <= last - first <= page.width * _WHOLE:
                found.add((first // 4, last // 4))
    return len(found)


def _listed(pages: list[int], count: int) -> str:
    if len(pages) == count:
        return "every page"
    shown = ", ".join(map(str, pages[:5]))
    return f"page {shown}" + (f" and {len(pages) - 5} more" if len(pages) > 5 else "")
