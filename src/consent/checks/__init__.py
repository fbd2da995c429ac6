"""Rules: each takes frozen values and yields findings. Nothing prints unless it was checked.

| room | judges |
|---|---|
| ``source`` | what people wrote, before any packet is made |
| ``packet`` | an assembled packet |
| ``document`` | an assembled authorization, refusal or withdrawal |
| ``layout`` | a typeset master |
| ``paper`` | a finished PDF of ours |
| ``forms`` | a finished PDF that somebody else made |
| ``exceptions`` | waivers |

To add a rule, write one file named after its code, with ``CODE``, ``TITLE``, ``SEVERITY``, ``REFERENCE`` and
``check``; the room finds it. Printing imports only ``packet``, ``document`` and ``layout``.
"""

from __future__ import annotations

from collections.abc import Iterable

from consent.checks.document import DOCUMENT_RULES
from consent.checks.layout import LAYOUT_RULES
from consent.checks.packet import PACKET_RULES
from consent.checks.rec101_every_glyph_prints import check as check_glyphs
from consent.models.findings.finding import Finding
from consent.models.paper.master import Master
from consent.models.paper.packet import Packet
from consent.models.people.look import DocumentKind

__all__ = ["DOCUMENT_RULES", "LAYOUT_RULES", "PACKET_RULES", "check_glyphs", "check_layout", "check_packet"]


def check_packet(packet: Packet) -> tuple[Finding, ...]:
    """Everything wrong with an assembled packet, in one pass."""
    rules = PACKET_RULES if packet.document is DocumentKind.CONSENT else DOCUMENT_RULES
    return _sorted(finding for rule in rules for finding in rule.check(packet))


def check_layout(packet: Packet, master: Master) -> tuple[Finding, ...]:
    """Everything wrong with where things landed on the pages."""
    return _sorted(finding for rule in LAYOUT_RULES for finding in rule.check(packet, master))


def _sorted(findings: Iterable[Finding]) -> tuple[Finding, ...]:
    return tuple(sorted(findings, key=lambda f: (f.place, f.code, f.message)))
