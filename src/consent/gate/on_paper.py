"""One packet, typeset, stamped and read back from its bytes, in memory."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

from consent.assemble import content_values
from consent.errors import InputError, Overflow, TypesetError
from consent.models.findings.evidence import PaperReport
from consent.models.findings.expectation import UNREAD, Expectation
from consent.models.findings.finding import Finding, Severity
from consent.models.paper.master import Master
from consent.models.paper.packet import Packet
from consent.models.paper.slots import IN_COPY, OF_CONTENT, Slot
from consent.models.place import Place
from consent.typeset.copied import as_copy
from consent.typeset.html import render_html

if TYPE_CHECKING:
    from consent.pipeline.parts.store import PartStore


def on_paper(
    packet: Packet,
    name: str,
    roots: Sequence[Path],
    expectation: Expectation,
    parts: PartStore,
) -> PaperReport:
    """What is wrong with the packet on paper, made of these parts; ``name`` stands in for its file."""
    # What typesets is imported only when something is typeset: reading a stranger's PDF needs none of it.
    from consent.checks.paper.entry import check_pdf_bytes
    from consent.pipeline.parts.masters import master_of, slow_master_of
    from consent.stamp import stamp

    try:
        master = master_of(packet, roots, parts)
        try:
            data = stamp(master, packet.slots)
        except Overflow:
            data = stamp(slow_master_of(packet, roots), packet.slots)
    except InputError as error:
        return PaperReport(error.findings, (), 0)
    except TypesetError as error:
        return PaperReport((Finding(Place(name), "TPL104", error.message, error.hint),), (), 0)
    expectation = replace(expectation, page=page_of(packet, roots), copy_page=copy_page_of(packet, roots))
    report = check_pdf_bytes(data, name, expectation=expectation)
    return replace(report, findings=(*report.findings, *_whole(master)))


def _whole(master: Master) -> Iterator[Finding]:
    if master.whole:
        yield Finding(
            Place("pages/packet.html.j2"),
            "TPL105",
            f"the pages are typeset whole, not part by part: {master.whole}",
            "see docs/architecture.md on parts; packets are right, but each content takes seconds",
            Severity.WARNING,
        )


@lru_cache(maxsize=2)
def parts_at_hand(roots: tuple[Path, ...], cache: Path | None) -> PartStore:
    """What the packets of one run share, with what is kept in the cache, if there is one."""
    # What typesets is imported only when something is typeset.
    from consent.pipeline.parts.store import PartStore
    from consent.pipeline.remembered.memory import open_memory

    return PartStore(roots, open_memory(cache, roots) if cache else None)


def page_of(packet: Packet, roots: Sequence[Path]) -> str:
    """The page templates filled in for a packet; what was not read off the paper is marked."""
    read = {slot: packet.slots.get(slot, UNREAD) for slot in Slot if slot not in OF_CONTENT}
    return render_html(packet, {**content_values(packet), **read}, roots).html


def copy_page_of(packet: Packet, roots: Sequence[Path]) -> str:
    """The same for the English behind the packet or beside its words; empty when it has none."""
    english = packet.copy or packet.facing
    if english is None:
        return ""
    read = {
        slot: packet.slots.get(IN_COPY.get(slot, slot), UNREAD) for slot in Slot if slot not in OF_CONTENT
    }
    version = {Slot.TEMPLATE_VERSION: packet.template_version}
    english = replace(english, official_forms=(), sources=packet.sources)
    page = render_html(english, {**content_values(english), **version, **read}, roots)
    if packet.copy is None:
        return page.html
    return as_copy(page, roots, packet.catalogue.tongue.english_name).html
