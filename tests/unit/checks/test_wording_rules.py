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
from tests.support.spanish import spanish_library


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


def in_spanish(packet: Packet) -> Packet:
    """The packet with the words of its own, read as Spanish ones."""
    return replace(packet, catalogue=spanish_library().library.catalogue)


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


def test_rdb102_an_abbreviation_is_explained_as_the_packets_language_does_it(packet: Packet) -> None:
    late = in_spanish(first_page(packet, "Las vesículas de CLM no ayudaron."))
    explained = "Las CLM quiere decir células."
    steps = tuple(replace(row, step=replace(row.step, text=explained)) for row in late.steps[:1])
    named = [
        message for code, message in said(replace(late, steps=steps)) if code == "RDB102" and "CLM" in message
    ]
    assert named == ["“CLM” is first used in the key information, and explained only in the part on visit"]
    first = replace(first_page(late, f"Las vesículas de CLM no ayudaron. {explained}"), steps=steps)
    assert not [message for _, message in said(first) if "CLM" in message]


@pytest.mark.parametrize(
    ("sentence", "of"),
    [
        (
            "Una infección en 2 de cada 100 personas.",
            "“2 de cada 100” stands in a packet that counts in 1,000",
        ),
        (
            "Les pasa a 25 personas de cada 10,000.",
            "“25 personas de cada 10,000” stands in a packet that counts",
        ),
        ("Les pasa a 2 de cada 1,000.", ""),
        ("El dolor bajó 12 de 100 puntos.", ""),
        ("Les pasó 1 de cada 6 semanas, el 9 de marzo de 2019.", ""),
    ],
)
def test_rsk104_counts_people_as_the_packets_language_does(packet: Packet, sentence: str, of: str) -> None:
    found = [message for code, message in said(in_spanish(first_page(packet, sentence))) if code == "RSK104"]
    assert [message[: len(of)] for message in found] == [of] * bool(of)


@pytest.mark.parametrize(("words", "named"), [(360, False), (440, True)])
def test_rdb101_a_language_has_the_length_that_it_says_of_itself(
    packet: Packet, words: int, named: bool
) -> None:
    key = replace(packet.key_information, what=(), reasons_for=(), status=(), choice=())
    long = first_page(in_spanish(replace(packet, key_information=key, proposed=())), "Sí. " * words)
    assert ("RDB101" in {code for code, _ in said(long)}) is named
    assert "RDB101" in {code for code, _ in said(replace(long, catalogue=packet.catalogue))}
