"""One packet: who signs, which notices, what tells it from another."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import date, timedelta

import pytest

from consent.assemble import twin_of
from consent.models.collection import Library
from consent.models.condition import Fact
from consent.models.library import Placement, Signer, Typography
from consent.models.packet import Edition, Packet
from consent.models.place import Sourced
from consent.models.practice import Paper
from consent.models.record import Record
from consent.models.slots import Slot
from tests.support.office import (
    EVERY_PROCEDURE,
    ISSUED_ON,
    KNEE,
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
        "status": ["off-label", "unapproved-biologic"],
        "combination": ["exosome-with-hyaluronic-acid", "several-procedures"],
        "ind": ["no"],
        "donor": ["no", "yes"],
        "body-site": ["glenohumeral joint"],
        "indication": ["shoulder osteoarthritis"],
        "laterality": ["left"],
        "jurisdiction": ["US", "US-CA"],
        "election": ["performs-hctp-therapy"],
        "credential": ["MD"],
        "signer": ["patient", "practitioner"],
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
    assert facts[Fact.SIGNER] == {signer.value for signer in Signer}


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
    assert [id_ for id_, _ in packet.policies] == ["us-fda"]


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
    assert packet.signatures[0].details == (("Relationship and legal authority", "health care proxy"),)
    assert packet.signatures[1].details == (("Language", "Vietnamese, by video"),)
    assert [block.signer for block in packet.refusal_signatures] == [Signer.REPRESENTATIVE]


def test_the_practice_may_ask_for_a_witness(office: Office) -> None:
    packet = office.packet(record(), practice=office.with_practice(signers=["witness"]))
    assert signers(packet) == [Signer.PATIENT, Signer.PRACTITIONER, Signer.WITNESS]


def test_a_blank_packet_has_a_line_for_everybody(office: Office) -> None:
    packet = office.packet(blank())
    assert signers(packet) == [
        Signer.PATIENT,
        Signer.REPRESENTATIVE,
        Signer.INTERPRETER,
        Signer.PRACTITIONER,
        Signer.WITNESS,
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
    names += [p.initials_name for p in packet.procedures]
    names += [w.name for p in packet.procedures if p.product for w in p.product.write_ins]
    blocks = [*packet.signatures, *packet.refusal_signatures]
    names += [place.name for block in blocks for place in block.write_ins]
    anchors = [clause.anchor for clause in packet.clauses] + [block.anchor for block in blocks]
    assert len(set(names)) == len(names)
    assert len(set(anchors)) == len(anchors)


# --- identity ------------------------------------------------------------------------------------


def test_the_same_input_gives_the_same_packet(office: Office) -> None:
    assert office.packet(record()) == office.packet(record())
    assert office.packet(record()).packet_id == office.packet(record()).packet_id


def test_two_patients_with_one_plan_share_their_content(office: Office) -> None:
    other = record(
        record_id="r-0009",
        patient=patient(given_name="Zoë", family_name="Müller", mrn="77", date_of_birth="1950-01-31"),
        scheduled_on="2026-12-24",
    )
    one, two = office.packet(record()), office.packet(other)
    assert one.content_hash == two.content_hash
    assert one.template_version == two.template_version
    assert one.packet_id != two.packet_id


def test_a_packet_s_id_holds_nothing_of_the_patient(office: Office) -> None:
    same_record = record(patient=patient(given_name="Zoë", family_name="Müller", mrn="77"))
    assert office.packet(record()).packet_id == office.packet(same_record).packet_id


def test_a_representative_s_name_is_no_content(office: Office) -> None:
    one = record(**CHILD)
    two = record(**{**CHILD, "representative": {"name": "Somebody Else", "authority": "parent"}})
    assert office.packet(one).content_hash == office.packet(two).content_hash


@pytest.mark.parametrize(
    "other",
    [
        record(procedures=plan("msc-exosomes")),
        record(procedures=plan("msc-exosomes", "ha-medium", "ultrasound-guidance", where=KNEE)),
        record(representative={"name": "Rosa", "authority": "parent"}),
        record(interpreter={"language": "Vietnamese", "modality": "video"}),
        blank("msc-exosomes", "ha-medium", "ultrasound-guidance"),
    ],
    ids=["fewer", "elsewhere", "represented", "interpreted", "blank"],
)
def test_another_plan_is_other_content(office: Office, other: Record) -> None:
    assert office.packet(record()).content_hash != office.packet(other).content_hash


def test_another_look_day_practice_or_design_is_other_content(office: Office) -> None:
    packets = [
        office.packet(record()),
        office.packet(record(), edition=Edition.LARGE_PRINT),
        office.packet(record(), paper=Paper.A4),
        office.packet(record(), issued_on=ISSUED_ON + timedelta(days=1)),
        office.packet(record(), practice=office.with_practice(phone="555 0100")),
        office.packet(record(), design="another design"),
    ]
    assert len({packet.content_hash for packet in packets}) == len(packets)
    assert len({packet.packet_id for packet in packets}) == len(packets)


def test_the_order_of_a_record_s_procedures_does_not_matter(office: Office) -> None:
    backwards = plan(*reversed(EVERY_PROCEDURE))
    one = office.packet(record(procedures=plan(*EVERY_PROCEDURE)))
    two = office.packet(record(procedures=backwards))
    assert [p.id for p in two.procedures] == list(EVERY_PROCEDURE)
    assert one.content_hash == two.content_hash


def test_identity_values_stand_apart_from_the_content(office: Office) -> None:
    packet = office.packet(assisted())
    assert dict(packet.slots) == {
        Slot.PACKET_ID: packet.packet_id,
        Slot.PATIENT_NAME: "Maria Nguyễn",
        Slot.DATE_OF_BIRTH: "Mar 9, 1961",
        Slot.MRN: "00123456",
        Slot.SCHEDULED_ON: "Dec 1, 2026",
        Slot.REPRESENTATIVE_NAME: "Jean-Luc Ångström",
    }
    bare = replace(packet, slots={})
    for value in ("Nguyễn", "00123456", "1961", "Ångström"):
        assert value in str(dict(packet.slots))
        assert value not in str(bare)


def test_a_packet_s_repr_is_silent_about_the_patient(office: Office) -> None:
    for value in ("Nguyễn", "00123456", "1961", "Ångström"):
        assert value not in repr(office.packet(assisted()))


def test_the_twin_says_what_the_packet_says(office: Office) -> None:
    packet = office.packet(assisted())
    twin = json.loads(twin_of(packet, packet.packet_id))
    assert [p["id"] for p in twin["procedures"]] == [p.id for p in packet.procedures]
    assert [(c["id"], c["version"]) for c in twin["clauses"]] == [(c.id, c.version) for c in packet.clauses]
    assert [p["id"] for p in twin["policies"]] == ["us-ca", "us-fda"]
    assert twin["packet_id"] == packet.packet_id
    assert not any(word in json.dumps(twin, ensure_ascii=False) for word in ("Nguyễn", "00123456", "Ångström"))
