"""One packet, typeset, stamped and read back from its bytes, in memory."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from consent.assemble import content_values
from consent.errors import InputError, Overflow, TypesetError
from consent.models.expectation import UNREAD, Expectation, PaperReport
from consent.models.finding import Finding
from consent.models.packet import Packet
from consent.models.place import Place
from consent.models.slots import OF_CONTENT, Slot
from consent.typeset.html import render_html


def on_paper(packet: Packet, name: str, roots: Sequence[Path], expectation: Expectation) -> PaperReport:
    """What is wrong with the packet on paper; ``name`` stands in for the file it would be."""
    # What typesets is imported only when something is typeset: reading a stranger's PDF needs none of it.
    from consent.checks.paper.entry import check_pdf_bytes
    from consent.pipeline.masters import master_of, slow_master_of
    from consent.stamp import stamp

    try:
        master = master_of(packet, roots)
        try:
            data = stamp(master, packet.slots)
        except Overflow:
            data = stamp(slow_master_of(packet, roots), packet.slots)
    except InputError as error:
        return PaperReport(error.findings, (), 0)
    except TypesetError as error:
        return PaperReport((Finding(Place(name), "TPL104", error.message, error.hint),), (), 0)
    page = page_of(packet, roots)
    return check_pdf_bytes(data, name, expectation=replace(expectation, page=page))


def page_of(packet: Packet, roots: Sequence[Path]) -> str:
    """The page templates filled in for a packet; what was not read off the paper is marked."""
    read = {slot: packet.slots.get(slot, UNREAD) for slot in Slot if slot not in OF_CONTENT}
    return render_html(packet, {**content_values(packet), **read}, roots).html
