"""PAP223: the machine-readable code of each page names this packet and this page.

Signed sheets come back in a heap. Only the code says which packet and page a sheet is, so a wrong
one files it with another patient.

Bad::

    page 3 carries the code of page 2

Good::

    7K3M9-QPX2D/03
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from consent.checks.paper.facts.context import PaperContext
from consent.models.findings.finding import Finding, Severity
from consent.models.paper.slots import Slot

_MARK = re.compile(r"[A-Za-z]")
CODE = "PAP223"
TITLE = "page codes true"
SEVERITY = Severity.ERROR
REFERENCE = "ISO/IEC 16022; the packet's own page code"


def check(context: PaperContext) -> Iterator[Finding]:
    """Yield one finding for each page whose code is missing or of another page."""
    packet = context.packet.slots.get(Slot.PACKET_ID, context.packet.packet_id)
    marks: set[str] = set()
    for page in context.pages:
        wanted = f"{packet}/{page.number:02d}"
        # One letter may follow, which tells papers with one packet id apart: the same on every page.
        found = {code.removeprefix(wanted) for code in page.codes if code.startswith(wanted)}
        found = {mark for mark in found if not mark or _MARK.fullmatch(mark)}
        marks |= found
        if found and len(marks) == 1:
            continue
        others = [code for code in page.codes if "/" in code and "://" not in code]
        message = "the page code cannot be read"
        if others:
            same = others[0].rpartition("/")[0] == packet
            other = "issue of this packet" if found else "page"
            message = (
                f"the page code is that of another {other}" if same else "the page code is of another packet"
            )
        yield context.finding(
            CODE,
            message,
            "print the packet again; leave the code its white margin",
            page=page.number,
        )
