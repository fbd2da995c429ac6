"""Who signs, in which way, and what stands above each line."""

from __future__ import annotations

from typing import Any

import pytest

from consent.assemble import faceless
from consent.models.paper.packet import Packet, SignatureBlock
from consent.models.paper.slots import Slot
from consent.models.people.record import Record
from consent.models.place import Sourced
from consent.pipeline.batch.plans import plan_key
from tests.support.office import Office, patient, record

BEN: dict[str, Any] = {"name": "Ben Example", "authority": "health care agent"}
BOTH: dict[str, Any] = {**BEN, "capacity": "shared"}
PEOPLE = ["witness", "second-witness", "practitioner"]


@pytest.mark.parametrize(
    ("said", "signers", "statements"),
    [
        ({}, ["patient", "practitioner"], []),
        ({"witness": True}, ["patient", "witness", "practitioner"], ["signing-witness"]),
        ({"representative": BEN}, ["representative", "practitioner"], []),
        ({"representative": BOTH}, ["patient", "representative", "practitioner"], []),
        ({"signed_by": "mark"}, ["patient", *PEOPLE], ["signing-mark-patient", "signing-witness-mark"]),
        (
            {"signed_by": "mark", "representative": BOTH},
            ["patient", "representative", *PEOPLE],
            ["signing-mark-patient", "signing-witness-mark"],
        ),
        (
            {"signed_by": "telephone"},
            ["patient", *PEOPLE],
            ["signing-telephone-patient", "signing-witness-telephone"],
        ),
        (
            {"signed_by": "telephone", "representative": BOTH},
            ["patient", "representative", *PEOPLE],
            ["signing-telephone-representative", "signing-witness-telephone"],
        ),
    ],
)
def test_who_signs_and_in_which_way(
    office: Office, said: dict[str, Any], signers: list[str], statements: list[str]
) -> None:
    packet = office.checked(record(**said))
    assert [block.signer.value for block in packet.signatures] == signers
    ways = [c.id for c in _statements(packet) if c.id not in _USUAL]
    assert ways == statements


_USUAL = frozenset(
    {"signing-patient", "signing-representative", "signing-practitioner", "signing-second-witness"}
)


def _statements(packet: Packet) -> list[Any]:
    return [clause for block in packet.signatures for clause in block.statements]


def _block(packet: Packet, signer: str) -> SignatureBlock:
    return next(block for block in packet.signatures if block.signer.value == signer)


def test_a_call_has_places_for_who_called_whom_and_when_beside_the_one_who_was_called(office: Office) -> None:
    packet = office.packet(record(signed_by="telephone", representative=BOTH))
    called = [place.label for place in _block(packet, "representative").write_ins]
    assert called == ["Who called", "Number called", "Day and time of the call"]
    assert _block(packet, "patient").write_ins == ()


def _with_assent(office: Office) -> Any:
    """The library with a procedure that takes minors who agree."""
    from dataclasses import replace

    procedures = dict(office.library.procedures)
    for id_, one in procedures.items():
        ages = one.value.ages.model_copy(update={"minors": "with-assent"})
        procedures[id_] = Sourced(one.value.model_copy(update={"ages": ages}), one.source)
    return replace(office.library, procedures=procedures)


CHILD = {
    "patient": patient(date_of_birth="2012-05-01"),
    "representative": {"name": "Rosa", "authority": "parent"},
}


def test_a_child_agrees_beside_a_parent_where_the_procedure_takes_minors(office: Office) -> None:
    packet = office.packet(record(**CHILD), library=_with_assent(office))
    assert [block.signer.value for block in packet.signatures] == ["representative", "assent", "practitioner"]
    block = _block(packet, "assent")
    assert [clause.id for clause in block.statements] == ["signing-assent"]
    assert block.printed_name_slot is Slot.PATIENT_NAME
    grown_up = record(representative={"name": "Rosa", "authority": "legal guardian"})
    assert "assent" not in [
        b.signer.value for b in office.packet(grown_up, library=_with_assent(office)).signatures
    ]


@pytest.mark.parametrize(
    "said",
    [{"signed_by": "mark"}, {"witness": True}, {"representative": BOTH}, {"representative": BEN}, CHILD],
    ids=["mark", "witness", "both decide", "represented", "child"],
)
def test_what_decides_who_signs_is_left_when_the_person_is_taken_away(
    office: Office, said: dict[str, Any]
) -> None:
    whole: Record = record(**said)
    bare = faceless(whole)
    library = _with_assent(office)
    assert plan_key(whole) != plan_key(record())
    assert (
        office.packet(bare, library=library).content_hash
        == office.packet(whole, library=library).content_hash
    )
