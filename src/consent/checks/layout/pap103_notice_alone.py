"""PAP103: a notice that must have a page of its own has one whole page.

California's notice is dictated at 40 points; a notice that runs on, or shares its page, is
not the notice the statute describes.

Bad::

    page 7: the notice, but for its last line; page 8: the last line

Good::

    page 7: the notice
"""

from __future__ import annotations

from collections.abc import Iterator

from consent.counted import counted
from consent.models.findings.finding import Finding, Severity
from consent.models.paper.master import Master
from consent.models.paper.packet import Packet

CODE = "PAP103"
TITLE = "notice alone on its page"
SEVERITY = Severity.ERROR
REFERENCE = "For example Cal. Bus. & Prof. Code 684(b)(2)(A)"


def check(packet: Packet, master: Master) -> Iterator[Finding]:
    """Yield one finding for each notice that is broken or not alone."""
    anchors = {clause.anchor for clause in packet.clauses}
    for clause in packet.clauses:
        if not clause.typography.own_page:
            continue
        pages = master.pages_of(clause.anchor)
        there = {region.id for region in master.regions if region.page in pages}
        others = (there & anchors) - {clause.anchor}
        if len(pages) != 1 or others:
            yield Finding(
                place=clause.place,
                code=CODE,
                message=f"notice {clause.id!r} stands on {counted(len(pages), 'page')},"
                f" beside {counted(len(others), 'other clause')}",
                hint="make the page margins of @page notice smaller; the type size is dictated",
            )
