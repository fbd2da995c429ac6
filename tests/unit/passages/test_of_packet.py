"""The passages of a packet, whatever packets were told before it."""

from __future__ import annotations

from dataclasses import replace

import pytest

from consent.made_once import MadeOnce
from consent.passages import of_packet, passages_of_packet
from tests.support.office import Office, plan, record


def test_what_packets_share_is_told_of_each_with_its_own_versions(
    office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    packet = office.packet(record(procedures=plan("ha-medium")))
    newer = replace(packet, procedures=tuple(replace(one, version="9.9.9") for one in packet.procedures))
    told = [passages_of_packet(one) for one in (packet, newer, packet)]
    assert (told[0] == told[2], told[0] == told[1]) == (True, False)
    assert {one.version for one in told[1] if one.owner == "procedures/ha-medium"} == {"9.9.9"}
    monkeypatch.setattr(of_packet, "_GUIDANCE", MadeOnce(1))
    monkeypatch.setattr(of_packet, "_CLAUSES", MadeOnce(1))
    assert passages_of_packet(newer) == told[1]
