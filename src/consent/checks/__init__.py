"""Rules: each takes frozen values and yields findings. Nothing prints unless it was checked.

``PACKET_RULES`` judge the assembled packet, ``LAYOUT_RULES`` the typeset master. To add a
rule, write one file with ``CODE``, ``TITLE``, ``SEVERITY``, ``REFERENCE`` and ``check``, and name it in the
tuple. Rules on the sources are in ``checks.source``, those on the finished paper in ``checks.paper``; they
are not imported here, since printing a packet does not need them.
"""

from __future__ import annotations

from collections.abc import Iterable

from consent.checks.packet import (
    cls101_status_said_once,
    cls102_right_one_of_a_pair,
    pol101_requirement_met,
    pro101_choices_as_printed,
    rdb101_key_information_short,
    rdb102_abbreviation_explained_first,
    rdb103_key_information_readable,
    sig101_every_signer_has_a_line,
)
from consent.checks.paper import (
    pap101_key_information_on_one_page,
    pap102_statement_with_signature,
    pap103_notice_alone,
)
from consent.checks.rec101_every_glyph_prints import check as check_glyphs
from consent.models.finding import Finding
from consent.models.master import Master
from consent.models.packet import Packet

PACKET_RULES = (
    pol101_requirement_met,
    cls101_status_said_once,
    cls102_right_one_of_a_pair,
    pro101_choices_as_printed,
    sig101_every_signer_has_a_line,
    rdb101_key_information_short,
    rdb102_abbreviation_explained_first,
    rdb103_key_information_readable,
)
LAYOUT_RULES = (
    pap101_key_information_on_one_page,
    pap102_statement_with_signature,
    pap103_notice_alone,
)

__all__ = ["LAYOUT_RULES", "PACKET_RULES", "check_glyphs", "check_layout", "check_packet"]


def check_packet(packet: Packet) -> tuple[Finding, ...]:
    """Everything wrong with an assembled packet, in one pass."""
    return _sorted(finding for rule in PACKET_RULES for finding in rule.check(packet))


def check_layout(packet: Packet, master: Master) -> tuple[Finding, ...]:
    """Everything wrong with where things landed on the pages."""
    return _sorted(finding for rule in LAYOUT_RULES for finding in rule.check(packet, master))


def _sorted(findings: Iterable[Finding]) -> tuple[Finding, ...]:
    return tuple(sorted(findings, key=lambda f: (f.place, f.code, f.message)))
