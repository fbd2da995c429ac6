"""One packet, typeset, stamped and read back from its bytes, in memory."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from consent.errors import InputError, Overflow, TypesetError
from consent.models.expectation import Expectation, PaperReport
from consent.models.finding import Finding
from consent.models.packet import Packet
from consent.models.place import Place


def on_paper(packet: Packet, name: str, roots: Sequence[Path], expectation: Expectation) -> PaperReport:
    """What is wrong with the packet on paper; ``name`` stands in for the file it would be."""
    # What typesets is imported only when something is typeset: reading a stranger's PDF needs none of it.
    from consent.checks.paper.entry import check_pdf_bytes
    from consent.pipeline import master_of, slow_master_of
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
    return check_pdf_bytes(data, name, expectation=expectation)
