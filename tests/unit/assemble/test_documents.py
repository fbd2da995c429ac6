"""The documents beside the consent: each whole, alone, with an id of its own."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from consent.checks import check_packet
from consent.checks.document.doc101_whole_and_alone import ELEMENTS
from consent.cli import Exit
from consent.models.library.collection import Library
from consent.models.paper.packet import Packet
from consent.models.people.look import DocumentKind
from consent.typeset.html import design_digest
from tests.support.command import OF_PRACTICE, Command
from tests.support.conformance import failures
from tests.support.office import Office, assisted, blank, record

BESIDE = [kind for kind in DocumentKind if kind is not DocumentKind.CONSENT]


def words(packet: Packet) -> str:
    clauses = [*(c for s in packet.sections for c in s.clauses)]
    clauses += [c for block in packet.signatures for c in block.statements]
    blocks = [block for clause in clauses for block in clause.prose]
    return " ".join("".join(run.text for run in getattr(block, "runs", ())) for block in blocks)


@pytest.mark.parametrize("form", [record(), assisted(), blank()], ids=["filled", "assisted", "blank"])
@pytest.mark.parametrize("kind", BESIDE)
def test_each_document_is_good_and_none_has_the_id_of_another(
    office: Office, kind: DocumentKind, form: Any
) -> None:
    packets = [office.packet(form, document=one) for one in DocumentKind]
    assert len({packet.packet_id for packet in packets}) == len(packets)
    packet = office.packet(form, document=kind)
    assert check_packet(packet) == ()
    assert not packet.procedures
    assert not packet.consent
    assert packet.requirements == ()


@pytest.mark.parametrize(
    "said",
    [
        "It is not part of a consent to treatment.",
        "Your care, what you pay and your health plan stay the same.",
        "Whoever receives it may pass it on.",
        "At any time, in writing",
        "What was seen, copied or printed before cannot be called back.",
        "You get a copy of this form when you have signed it.",
        "After this day it may not be used again.",
        "Harbor Point Orthopedics and the people who work there.",
    ],
)
def test_an_authorization_says_what_makes_it_valid(office: Office, said: str) -> None:
    assert said in words(office.packet(record(), document=DocumentKind.AUTHORIZATION))


def test_an_authorization_names_no_treatment_and_asks_for_no_practitioner(office: Office) -> None:
    packet = office.packet(record(), document=DocumentKind.AUTHORIZATION)
    assert packet.proposed == ()
    assert [block.signer.value for block in packet.signatures] == ["patient"]
    assert "procedure" not in words(packet)


def test_nothing_of_an_authorization_stands_in_a_consent(office: Office) -> None:
    clauses = {clause.id for clause in office.packet(record()).clauses}
    assert not {id_ for id_ in clauses if id_.startswith("auth-")}
    # The line that no story or picture is used without one always does.
    assert "records-private" in clauses


def _without(library: Library, clause: str) -> Library:
    return replace(library, clauses={id_: c for id_, c in library.clauses.items() if id_ != clause})


@pytest.mark.parametrize("clause", ELEMENTS)
def test_an_authorization_that_lacks_an_element_is_not_printed(office: Office, clause: str) -> None:
    library = _without(office.library, clause)
    packet = office.packet(record(), document=DocumentKind.AUTHORIZATION, library=library)
    assert [(f.code, ELEMENTS[clause] in f.message) for f in check_packet(packet)] == [("DOC101", True)]


@pytest.mark.parametrize("kind", [DocumentKind.REFUSAL, DocumentKind.WITHDRAWAL])
def test_a_refusal_has_the_words_of_the_packet_and_names_what_is_refused(
    office: Office, kind: DocumentKind
) -> None:
    packet, consent = office.packet(record(), document=kind), office.packet(record())
    (clause,) = [c for c in consent.refusal if c.id == kind.value]
    assert [c.wording_hash for s in packet.sections for c in s.clauses] == [clause.wording_hash]
    assert packet.proposed == consent.proposed


def test_the_smallest_type_of_an_authorization_is_14_points(office: Office) -> None:
    packet = office.packet(record(), document=DocumentKind.AUTHORIZATION)
    assert {c.typography.min_size_pt for s in packet.sections for c in s.clauses} == {14}


@pytest.mark.parametrize("kind", BESIDE)
@pytest.mark.parametrize("form", [record(), blank()], ids=["filled", "blank"])
def test_each_document_is_accessible_and_fit_for_the_archive(
    office: Office, kind: DocumentKind, form: Any
) -> None:
    assert failures(office.pdf(office.packet(form, document=kind))) == []


@pytest.mark.parametrize(
    ("kind", "form"),
    [
        (DocumentKind.AUTHORIZATION, record()),
        (DocumentKind.AUTHORIZATION, blank()),
        (DocumentKind.REFUSAL, record()),
        (DocumentKind.WITHDRAWAL, record()),
    ],
)
def test_a_finished_document_is_held_against_what_it_should_be(
    office: Office, kind: DocumentKind, form: Any, consent: Command
) -> None:
    packet = office.packet(form, document=kind, design=design_digest(office.roots))
    path = consent.folder / "d.pdf"
    path.write_bytes(office.pdf(packet))
    outcome = consent("check", path, *OF_PRACTICE)
    assert outcome.code == Exit.DONE, outcome.stdout


@pytest.mark.parametrize("kind", BESIDE)
def test_a_document_beside_the_consent_calls_itself_no_packet(office: Office, kind: DocumentKind) -> None:
    for form in (blank(), record()):
        assert "this packet" not in words(office.packet(form, document=kind)).casefold()
