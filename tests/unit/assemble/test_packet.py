"""One packet: its facts, its notices, who signs."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest

from consent.assemble import same_law
from consent.models.library.clause import Signer, Typography
from consent.models.library.collection import Library
from consent.models.library.condition import Fact
from consent.models.library.policy import Placement
from consent.models.paper.packet import Edition, Packet, SignerDetail
from consent.models.paper.slots import Slot
from consent.models.people.record import Record
from consent.models.place import Sourced
from tests.support.office import (
    ISSUED_ON,
    Office,
    assisted,
    blank,
    patient,
    plan,
    record,
)

CALIFORNIA = {"ca-684-notice", "ca-684-received"}
CHILD = {
    "patient": patient(date_of_birth="2012-05-01"),
    "representative": {"name": "Rosa Nguyễn", "authority": "parent"},
}


def ids(packet: Packet) -> set[str]:
    return {clause.id for clause in packet.clauses}


def signers(packet: Packet) -> list[Signer]:
    return [block.signer for block in packet.signatures]


# --- facts ---------------------------------------------------------------------------------------


def test_the_facts_of_the_example_record(office: Office) -> None:
    assert {fact.value: sorted(words) for fact, words in office.packet(record()).facts.items()} == {
        "procedure": ["ha-medium", "msc-exosomes", "ultrasound-guidance"],
        "family": ["exosome", "hyaluronic-acid", "none"],
        "kind": ["hyaluronic-acid", "msc-exosome", "none"],
        "regulation": ["biologic-license", "premarket-approval"],
        "status": ["mixture-unapproved", "unapproved-biologic"],
        "product-status": ["exosome unapproved-biologic", "hyaluronic-acid mixture-unapproved"],
        "use": ["mixed"],
        "mixture": ["exosome-with-hyaluronic-acid"],
        "combination-ind": ["no"],
        "combination": ["exosome-with-hyaluronic-acid", "several-procedures"],
        "ind": ["no"],
        "donor": ["no", "yes"],
        "body-site": ["glenohumeral joint"],
        "indication": ["shoulder osteoarthritis"],
        "laterality": ["left"],
        "jurisdiction": ["US", "US-CA"],
        "election": ["performs-hctp-therapy", "posts-board-notice", "representative-may-sign"],
        "credential": ["MD"],
        "signer": ["patient", "practitioner"],
        "signed-by": ["pen"],
        "edition": ["standard"],
        "copy": ["filled"],
    }


def test_a_blank_packet_knows_only_what_was_asked_for(office: Office) -> None:
    facts = office.packet(blank("ha-medium"), edition=Edition.LARGE_PRINT).facts
    assert facts[Fact.COPY] == {"blank"}
    assert facts[Fact.EDITION] == {"large-print"}
    assert facts[Fact.BODY_SITE] == facts[Fact.INDICATION] == facts[Fact.LATERALITY] == frozenset()
    assert facts[Fact.STATUS] == {"label-use-unknown"}
    assert facts[Fact.IND] == frozenset()
    assert facts[Fact.SIGNER] == {
        signer.value for signer in Signer if signer not in (Signer.ASSENT, Signer.SECOND_WITNESS)
    }


def test_an_election_that_counsel_denied_is_no_fact(office: Office) -> None:
    election = {**office.practice.model_dump()["elections"]["performs-hctp-therapy"], "value": False}
    practice = office.with_practice(elections={"performs-hctp-therapy": election})
    assert office.packet(record(), practice=practice).facts[Fact.ELECTION] == frozenset()


# --- notices -------------------------------------------------------------------------------------


def test_the_california_notice_needs_counsel_s_election(office: Office) -> None:
    election = {**office.practice.model_dump()["elections"]["performs-hctp-therapy"], "value": False}
    practice = office.with_practice(elections={"performs-hctp-therapy": election})
    assert ids(office.packet(record())) >= CALIFORNIA
    assert not CALIFORNIA & ids(office.packet(record(), practice=practice))


def test_an_ind_switches_the_california_notice_off(office: Office) -> None:
    practice = office.with_product("msc-exosomes", ind_number="123456")
    assert not CALIFORNIA & ids(office.packet(record(), practice=practice))


def test_no_exosome_no_california_notice(office: Office) -> None:
    assert not CALIFORNIA & ids(office.packet(record(procedures=plan("ha-medium"))))


def test_another_state_has_no_california_notice(office: Office) -> None:
    practice = office.with_practice(jurisdiction="US-TX", elections={})
    packet = office.packet(record(), practice=practice)
    assert not {id_ for id_ in ids(packet) if id_.startswith("ca-")}
    assert [id_ for id_, _ in packet.policies] == ["us-1557", "us-fda", "us-surrogates"]


def test_a_do_has_no_medical_board_notice(office: Office) -> None:
    practitioner = {**office.practice.model_dump()["practitioners"][0], "credentials": ("DO",)}
    practice = office.with_practice(practitioners=[practitioner])
    assert "ca-1355-4-notice" in ids(office.packet(record()))
    assert "ca-1355-4-notice" not in ids(office.packet(record(), practice=practice))


@pytest.mark.parametrize(
    "form", [record(), assisted(), record(**CHILD), blank()], ids=["patient", "proxy", "child", "blank"]
)
def test_the_medical_board_notice_stands_above_whoever_decides(office: Office, form: Record) -> None:
    first, *others = office.packet(form).signatures
    assert [notice.id for notice in first.notices] == ["ca-1355-4-notice"]
    assert first.signer in (Signer.PATIENT, Signer.REPRESENTATIVE)
    assert not any(block.notices for block in others)


def test_a_notice_above_the_signature_is_printed_nowhere_else(office: Office) -> None:
    packet = office.packet(record())
    elsewhere = [clause.id for section in packet.sections for clause in section.clauses]
    assert "ca-1355-4-notice" not in elsewhere
    assert [c.id for c in packet.clauses].count("ca-1355-4-notice") == 1


# --- requirements and their dates -----------------------------------------------------------------


def changed(office: Office, **fields: object) -> Library:
    """The library with some fields of the requirement for the notice of section 684 changed."""
    policy = office.library.policies["us-ca"]
    requirements = tuple(
        r.model_copy(update=fields) if r.id == "stem-cell-notice" else r for r in policy.value.requirements
    )
    other = Sourced(policy.value.model_copy(update={"requirements": requirements}), policy.source)
    return replace(office.library, policies={**office.library.policies, "us-ca": other})


@pytest.mark.parametrize(
    ("begins", "ends", "applies"),
    [
        (None, None, True),
        (ISSUED_ON, None, True),
        (ISSUED_ON + timedelta(days=1), None, False),
        (None, ISSUED_ON, True),
        (None, ISSUED_ON - timedelta(days=1), False),
        (ISSUED_ON, ISSUED_ON, True),
    ],
)
def test_a_requirement_applies_from_its_first_to_its_last_day(
    office: Office, begins: date | None, ends: date | None, applies: bool
) -> None:
    library = changed(office, effective_from=begins, effective_until=ends)
    packet = office.packet(record(), library=library)
    assert ("ca-684-notice" in ids(packet)) == applies
    assert ("stem-cell-notice" in {a.requirement.id for a in packet.requirements}) == applies


def test_the_same_law_holds_between_the_days_on_which_it_changes(office: Office) -> None:
    begins, ends = ISSUED_ON - timedelta(days=3), ISSUED_ON + timedelta(days=2)
    library = changed(office, effective_from=begins, effective_until=ends)
    assert same_law(library, ISSUED_ON) == same_law(library, begins) == same_law(library, ends)
    assert same_law(library, ISSUED_ON) == (begins, ends)
    before, after = same_law(library, begins - timedelta(days=1)), same_law(library, ends + timedelta(days=1))
    assert (before[1], after[0]) == (begins - timedelta(days=1), ends + timedelta(days=1))
    assert before[0] <= before[1]
    assert after[0] <= after[1]
    empty = replace(office.library, policies={})
    assert same_law(empty, ISSUED_ON) == (date.min, date.max)
    hashes = {
        day: office.packet(record(), library=library, issued_on=day).content_hash
        for day in (begins - timedelta(days=1), begins, ISSUED_ON, ends, ends + timedelta(days=1))
    }
    assert len({hashes[day] for day in (begins, ISSUED_ON, ends)}) == 1
    assert hashes[ISSUED_ON] not in (hashes[before[1]], hashes[after[0]])


def test_the_strictest_typography_of_all_requirements_wins(office: Office) -> None:
    notice = next(c for c in office.packet(record()).clauses if c.id == "ca-684-notice")
    assert notice.typography.min_size_pt == 40
    assert notice.typography.own_page
    library = changed(office, typography=Typography(min_size_pt=44, bold=True))
    notice = next(c for c in office.packet(record(), library=library).clauses if c.id == "ca-684-notice")
    assert notice.typography.min_size_pt == 44
    assert notice.typography.bold
    assert notice.typography.own_page, "the clause's own wish still counts"
    assert notice.placement is Placement.BEFORE_SIGNATURES


# --- who signs -----------------------------------------------------------------------------------


def test_patient_and_practitioner_sign(office: Office) -> None:
    assert signers(office.packet(record())) == [Signer.PATIENT, Signer.PRACTITIONER]


def test_a_representative_signs_in_the_patient_s_place(office: Office) -> None:
    packet = office.packet(assisted())
    assert signers(packet) == [Signer.REPRESENTATIVE, Signer.INTERPRETER, Signer.PRACTITIONER]
    assert packet.signatures[0].printed_name_slot is Slot.REPRESENTATIVE_NAME
    assert packet.signatures[0].details == (
        SignerDetail("Relationship and legal authority", "", Slot.REPRESENTATIVE_AUTHORITY),
    )
    assert packet.signatures[1].details == (SignerDetail("Language", "", Slot.INTERPRETER_LANGUAGE),)
    assert [block.signer for block in packet.refusal_signatures] == [Signer.REPRESENTATIVE]


def test_the_practice_may_ask_for_a_witness(office: Office) -> None:
    packet = office.packet(record(), practice=office.with_practice(signers=["witness"]))
    assert signers(packet) == [Signer.PATIENT, Signer.WITNESS, Signer.PRACTITIONER]


def test_a_blank_packet_has_a_line_for_everybody(office: Office) -> None:
    packet = office.packet(blank())
    assert signers(packet) == [
        Signer.PATIENT,
        Signer.REPRESENTATIVE,
        Signer.INTERPRETER,
        Signer.WITNESS,
        Signer.PRACTITIONER,
    ]
    assert all(block.printed_name_slot is None for block in packet.signatures)
    assert [block.printed_name for block in packet.signatures if block.printed_name] == ["Ana Ruiz, MD"]


@pytest.mark.parametrize("form", [record(), assisted(), blank()], ids=["patient", "proxy", "blank"])
def test_everybody_signs_under_a_statement(office: Office, form: Record) -> None:
    assert all(block.statements for block in office.packet(form).signatures)


@pytest.mark.parametrize("form", [record(), assisted(), blank()], ids=["patient", "proxy", "blank"])
def test_no_two_places_to_write_have_one_name(office: Office, form: Record) -> None:
    packet = office.packet(form, practice=office.with_practice(signers=["witness"]))
    names = [place.name for clause in packet.clauses for place in clause.write_ins]
    names += [w.name for p in packet.procedures if p.product for s in p.product.sides for w in s.write_ins]
    blocks = [*packet.signatures, *packet.refusal_signatures]
    names += [place.name for block in blocks for place in block.write_ins]
    anchors = [clause.anchor for clause in packet.clauses] + [block.anchor for block in blocks]
    assert len(set(names)) == len(names)
    assert len(set(anchors)) == len(anchors)
