"""What packets of one visit share, and what each of them has for itself."""

from __future__ import annotations

from dataclasses import fields
from datetime import date
from typing import Any

import pytest

from consent.assemble.digest import content_digest
from consent.assemble.visit import visit_of
from consent.models.library.condition import Fact
from consent.models.paper.packet import Edition, Packet
from consent.models.people.practice import Practice
from tests.support.office import ISSUED_ON, Office, blank, patient, plan, record

KNEE = {"body_site": "knee joint", "laterality": "left", "indication": "knee osteoarthritis"}


def with_a_colleague(office: Office, **changes: Any) -> Practice:
    """The practice, with another practitioner, who differs in this from the one there is."""
    (first, *_) = office.practice.practitioners
    other = first.model_copy(update={"id": "p-99", "name": "Dev Rao", **changes})
    return office.with_practice(practitioners=[first.model_dump(), other.model_dump()])


def said(packet: Packet) -> str:
    """Everything a packet says."""
    return str([getattr(packet, one.name) for one in fields(packet)])


def test_two_who_treat_the_same_share_all_but_what_names_them(office: Office) -> None:
    practice = with_a_colleague(office)
    one, other = (office.packet(record(practitioner=who), practice=practice) for who in ("p-01", "p-99"))
    for shared in ("procedures", "guidance", "requirements", "references", "steps", "proposed"):
        assert getattr(one, shared) is getattr(other, shared)
    assert one.content_hash != other.content_hash
    assert "Dev Rao" not in said(one)
    assert "Ana Ruiz" not in said(other)


@pytest.mark.parametrize(
    "changes",
    [
        {"interpreter": {"language": "Vietnamese", "modality": "video"}},
        {"witness": True},
        {"signed_by": "mark"},
        {"representative": {"name": "Rosa Nguyễn", "authority": "parent"}},
        {"representative": {"name": "Rosa Nguyễn", "authority": "guardian", "capacity": "shared"}},
        {"procedures": plan("ha-medium", where={**KNEE, "laterality": "right"})},
        {"use": "in-turn"},
    ],
)
def test_nothing_is_taken_from_a_packet_that_differs(office: Office, changes: dict[str, Any]) -> None:
    # Whichever is asked for first, each is as it is alone.
    def packets(*orders: dict[str, Any]) -> list[str]:
        practice = office.with_practice()
        return [office.packet(record(**order), practice=practice).content_hash for order in orders]

    usual, other = packets({}, changes)
    assert usual != other
    assert packets(changes, {}) == [other, usual]
    assert packets(changes) == [other]


def test_other_credentials_are_other_facts(office: Office) -> None:
    practice = with_a_colleague(office, credentials=("DO",))
    one, other = (office.packet(record(practitioner=who), practice=practice) for who in ("p-01", "p-99"))
    assert one.facts[Fact.CREDENTIAL] == {"MD"}
    assert other.facts[Fact.CREDENTIAL] == {"DO"}


def test_the_law_of_the_printed_day_holds(office: Office) -> None:
    counts = [
        len(office.packet(record(), issued_on=day).requirements)
        for day in (ISSUED_ON, date(2022, 12, 31), ISSUED_ON)
    ]
    assert counts[0] == counts[2] > counts[1]


def test_a_blank_packet_and_large_print_are_not_what_was_filled_in(office: Office) -> None:
    form = blank("ha-medium", where=KNEE)
    filled = record(procedures=plan("ha-medium", where=KNEE))
    library, practice = office.library, office.practice
    assert visit_of(filled, library, practice) is not visit_of(form, library, practice)
    for edition in Edition:
        assert office.packet(filled, edition=edition).facts[Fact.EDITION] == {edition.value}
        assert office.packet(form, edition=edition).facts[Fact.COPY] == {"blank"}


def test_a_practice_that_changed_has_visits_of_its_own(office: Office) -> None:
    before = office.packet(record())
    after = office.packet(record(), practice=office.with_practice(name="Another Clinic"))
    assert after.letterhead.name == "Another Clinic"
    assert "Another Clinic" not in said(before)
    assert before.content_hash == office.packet(record()).content_hash


def test_a_digest_does_not_hang_on_what_was_digested_before(office: Office) -> None:
    packet = office.packet(record(patient=patient()))
    told = {"requirements": packet.requirements, "procedures": packet.procedures}
    assert content_digest(told) == content_digest({name: tuple(value) for name, value in told.items()})
    other = {**told, "requirements": packet.requirements[1:]}
    assert content_digest(other) != content_digest(told)
