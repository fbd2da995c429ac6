"""RDB103: the first page of a packet can be read at grade 6; in Spanish, at INFLESZ 70.

RDB111 measures all first-page wordings of the library together; a packet prints only some
of them. This rule measures the page that this patient gets.

Bad::

    Utilization of allogeneic nanovesicular preparations remains investigational.

Good::

    FDA has not approved any exosome product for any use.
"""

from __future__ import annotations

from collections.abc import Iterator

from consent.checks.readability import measure_of
from consent.checks.words import key_sentences
from consent.models.findings.finding import Finding, Severity
from consent.models.paper.packet import Packet
from consent.models.place import Place

CODE = "RDB103"
TITLE = "key information readable"
SEVERITY = Severity.ERROR
NEEDS = "readability"
REFERENCE = "45 CFR 46.116(a)(5)(i); AMA: grade 6 or below for patient text"


def check(packet: Packet) -> Iterator[Finding]:
    """Yield one finding when the first page is too hard."""
    measure = measure_of(packet.catalogue.tongue.readability)
    if measure is None:
        return
    size = measure.size_of(text for _, text in key_sentences(packet))
    if measure.excess(size, measure.key_limit) > 0:
        yield Finding(
            Place("key information"),
            CODE,
            f"the key information {measure.reads(size, measure.key_limit)}",
            "shorten the sentences of `key_facts` and of the clauses of the first page",
            SEVERITY,
        )
