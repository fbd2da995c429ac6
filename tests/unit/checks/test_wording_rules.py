"""Rules that read the words of an assembled packet."""

from __future__ import annotations

from dataclasses import replace

import pytest

from consent.checks import check_packet
from consent.models.findings.finding import Severity
from consent.models.library.procedure import Status
from consent.models.paper.packet import Packet
from consent.models.paper.packet_rows import Sentence
from consent.models.place import Place
from tests.support.office import Office, record


@pytest.fixture
def packet(office: Office) -> Packet:
    return office.packet(record())


def said(packet: Packet) -> list[tuple[str, str]]:
    return [(finding.code, finding.message) for finding in check_packet(packet)]


def with_status(packet: Packet, procedure: str, status: Status) -> Packet:
    """The packet whose product is something else than its clauses say."""
    changed = tuple(
        replace(p, product=replace(p.product, status=status)) if p.id == procedure and p.product else p
        for p in packet.procedures
    )
    return replace(packet, procedures=changed)


def first_page(packet: Packet, *sentences: str) -> Packet:
    reasons = tuple(Sentence(text, Place("procedures/x.yaml", 7, 5)) for text in sentences)
    return replace(packet, key_information=replace(packet.key_information, reasons_against=reasons))


def test_cls102_an_exosome_under_an_ind_that_says_there_is_none(packet: Packet) -> None:
    ((code, message),) = said(with_status(packet, "msc-exosomes", Status.INVESTIGATIONAL))
    assert code == "CLS102"
    assert message == ("procedure 'msc-exosomes' prints clause 'ind-no', which does not say the IND number")


@pytest.mark.parametrize("status", [Status.ON_LABEL, Status.UNAPPROVED_DEVICE])
def test_cls102_a_gel_that_says_the_wrong_one_of_three(packet: Packet, status: Status) -> None:
    assert [code for code, _ in said(with_status(packet, "ha-medium", status))] == ["CLS102"]


def test_pro101_no_treatment_is_offered_for_another_body_site_only(packet: Packet) -> None:
    rows = tuple(row for row in packet.guidance.alternatives if row.id != "no-treatment")
    torn = replace(packet, guidance=replace(packet.guidance, alternatives=rows))
    found = said(torn)
    assert {code for code, _ in found} == {"PRO101"}
    assert len(found) == len(packet.procedures)


def test_rdb102_an_abbreviation_is_explained_only_pages_later(packet: Packet) -> None:
    (finding,) = check_packet(first_page(packet, "MSC bubbles did not help."))
    assert (finding.code, finding.severity) == ("RDB102", Severity.WARNING)
    assert finding.message.startswith("“MSC” is first used in the key information, and explained only in")


def test_rdb103_the_first_page_of_this_packet_is_too_hard(packet: Packet) -> None:
    hard = "Utilization of allogeneic nanovesicular preparations remains investigational."
    ((code, message),) = said(first_page(packet, *[hard] * 6))
    assert code == "RDB103"
    assert message.endswith("; 6 is the limit")
