"""What is asked before a packet is printed: of its words, and of where they landed on the pages."""

from __future__ import annotations

from collections.abc import Iterable

from consent.checks.document import DOCUMENT_RULES
from consent.checks.layout import LAYOUT_RULES
from consent.checks.packet import PACKET_RULES
from consent.models.findings.finding import Finding
from consent.models.paper.master import Master
from consent.models.paper.packet import Packet
from consent.models.people.look import DocumentKind


def check_packet(packet: Packet) -> tuple[Finding, ...]:
    """Everything wrong with an assembled packet, in one pass."""
    rules = PACKET_RULES if packet.document is DocumentKind.CONSENT else DOCUMENT_RULES
    return _sorted(finding for rule in rules for finding in rule.check(packet))


def check_layout(packet: Packet, master: Master) -> tuple[Finding, ...]:
    """Everything wrong with where things landed on the pages."""
    return _sorted(finding for rule in LAYOUT_RULES for finding in rule.check(packet, master))


def _sorted(findings: Iterable[Finding]) -> tuple[Finding, ...]:
    return tuple(sorted(findings, key=lambda f: (f.place, f.code, f.message)))
