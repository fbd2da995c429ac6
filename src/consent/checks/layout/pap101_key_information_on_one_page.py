"""PAP101: in the standard edition the key information is the first page, and only that.

A patient who reads one page should have read all the reasons for and against. With English beside every
sentence it may take both sides of the first sheet.

Bad::

    page 1: key information, first half; page 2: second half

Good::

    page 1: key information
"""

from __future__ import annotations

from collections.abc import Iterator

from consent.models.findings.finding import Finding, Severity
from consent.models.paper.master import Master
from consent.models.paper.packet import Edition, Packet
from consent.models.people.look import DocumentKind
from consent.models.place import Place

CODE = "PAP101"
TITLE = "key information on one page"
SEVERITY = Severity.ERROR
REFERENCE = "45 CFR 46.116(a)(5)(i)"


def check(packet: Packet, master: Master) -> Iterator[Finding]:
    """Yield one finding when the key information runs over its page."""
    if packet.document is not DocumentKind.CONSENT:
        return
    pages = master.pages_of("key-information")
    may_be = {(1,)} if packet.facing is None else {(1,), (1, 2)}
    if packet.edition is Edition.STANDARD and pages not in may_be:
        where = ", ".join(map(str, pages)) or "none"
        yield Finding(
            place=Place("page 1"),
            code=CODE,
            message=f"the key information stands on pages {where}, not on page 1 alone",
            hint="shorten `key_facts` of the procedures or the clauses of the first page",
        )
