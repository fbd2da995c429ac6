"""The right value for each statement that once was untrue, unsafe or against the law."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import pytest

from consent.models.library.clause import Acknowledgement, Signer
from consent.models.library.procedure import Status
from consent.models.library.prose import Paragraph
from consent.models.library.rows import Action
from consent.models.paper.packet import Packet
from consent.models.paper.packet_rows import ClauseText
from consent.models.people.practice import Practice
from consent.models.people.record import Record
from tests.support.office import KNEE, SHOULDER, Office, blank, plan, record
from tests.support.policy_cases import EVERYWHERE

EXOSOMES_AND_GEL = ("msc-exosomes", "ha-medium", "ultrasound-guidance")
AGREED = {"decided_by": "Example counsel", "decided_on": "2026-11-02", "reason": "Made up."}


def words(clause: ClauseText) -> str:
    said = [clause.title, clause.attribution]
    for block in clause.prose:
        for runs in (block.runs,) if isinstance(block, Paragraph) else block.items:
            said += ["".join(run.text for run in runs)]
    return " ".join(said)


def said(packet: Packet) -> str:
    """Every clause of a packet, in one line."""
    return " ".join(words(clause) for clause in packet.clauses)


def of(packet: Packet, id_: str) -> str:
    """What one clause says; nothing when it does not print."""
    return " ".join(words(clause) for clause in packet.clauses if clause.id == id_)


def planned(*procedures: str, where: dict[str, str] = KNEE, **more: Any) -> Record:
    return record(procedures=plan(*(procedures or EXOSOMES_AND_GEL), where=where), **more)


def in_state(office: Office, state: str, *true: str, asked: Sequence[str] = (), **more: Any) -> Practice:
    """The example practice there, with these elections answered yes and those asked besides answered no."""
    answers = {**EVERYWHERE, **dict.fromkeys(asked, False), **dict.fromkeys(true, True)}
    elections = {name: {**AGREED, "value": value} for name, value in answers.items()}
    return office.with_practice(jurisdiction=state, elections=elections, **more)


def under_an_ind(office: Office) -> Practice:
    return office.with_product("msc-exosomes", ind_number="123456")


# --- what FDA has said ---------------------------------------------------------------------------


@pytest.mark.parametrize("where", [KNEE, SHOULDER])
@pytest.mark.parametrize("use", ["mixed", "in-turn"])
def test_a1_a_gel_that_carries_exosomes_is_not_on_label(
    office: Office, where: dict[str, str], use: str
) -> None:
    packet = office.packet(planned(where=where, use=use))
    gel = next(p for p in packet.procedures if p.id == "ha-medium")
    assert gel.product is not None
    assert gel.product.status is (Status.MIXTURE_UNAPPROVED if use == "mixed" else Status.TOGETHER_UNAPPROVED)
    for untrue in ("on-label", "off-label", "fit that approval"):
        assert untrue not in said(packet)
    assert "only by itself" in said(packet)


def test_a2_the_packet_says_whether_the_products_are_mixed(office: Office) -> None:
    mixed, in_turn = (office.packet(planned(use=use)) for use in ("mixed", "in-turn"))
    assert "Mixed with other things it is a new mixture." in said(mixed)
    assert "new mixture" not in said(in_turn)
    assert mixed.content_hash != in_turn.content_hash


def test_a3_the_consent_covers_what_is_named_and_says_when_the_packet_was_given(office: Office) -> None:
    scope = next(c for c in office.packet(planned()).consent if c.id == "consent-scope")
    assert "A new visit needs a new talk and a new signature." in words(scope)
    assert [write_in.label for write_in in scope.write_ins] == ["Packet given to me on (date)"]


def test_a4_no_clause_of_the_library_says_whose_words_it_is(office: Office) -> None:
    assert {loaded.clause.value.attribution for loaded in office.library.clauses.values()} == {""}


def test_a4_a_practice_may_say_that_a_statement_is_its_own(office: Office) -> None:
    line = "From the general disclaimer of Harbor Point Orthopedics"
    practice = office.with_practice(attributions={"anecdotes-not-proof": line})
    packet = office.packet(planned(), practice=practice)
    assert [c.id for c in packet.clauses if c.attribution == line] == ["anecdotes-not-proof"]


def test_a4_the_five_statements_of_the_disclaimer_print_in_words_true_of_any_practice(office: Office) -> None:
    packet = office.packet(planned())
    for statement in (
        "This packet gives information to help you decide.",
        "It is not an advertisement.",
        "FDA has not approved any exosome product to prevent or treat any disease, or for any other use.",
        "are not scientific proof. They do not show what will happen to you.",
        "informed consent and a patient-physician relationship",
    ):
        assert statement in said(packet)


def test_a_packet_of_own_blood_says_what_fda_has_said(office: Office) -> None:
    packet = office.packet(planned("prp"))
    first = " ".join(words(clause) for clause in packet.key_information.status)
    assert "FDA has cleared kits for your own blood. It has not approved the shot." in first
    assert "FDA has not approved what is made with it to treat joints or tendons." in said(packet)
    assert "It has not approved the treatment." in " ".join(words(clause) for clause in packet.consent)
    for untrue in ("off-label", "FDA-approved", "No exosome"):
        assert untrue not in said(packet)


# --- safety --------------------------------------------------------------------------------------


def test_a5_tests_of_the_donor_are_never_stated_as_done(office: Office) -> None:
    donor = of(office.packet(planned()), "donor-derived")
    assert "Even with tests, an infection can be passed on." in donor
    assert "whether we have seen the donor papers and the germ test" in donor
    for untrue in ("was tested", "were tested", "has been tested", "is sterile", "lower the risk"):
        assert untrue not in said(office.packet(planned()))


def test_a6_chest_pain_calls_911_and_a_fever_has_its_number(office: Office) -> None:
    packet = office.packet(planned())
    signs = packet.guidance.warning_signs
    chest = [row.action for row in signs if "chest pain" in row.sign.text.lower()]
    assert chest
    assert set(chest) == {Action.CALL_911}
    assert any("Fever of 100.4 °F (38 °C) or more" in row.sign.text for row in signs)


# --- money, and what an IND changes --------------------------------------------------------------


def test_a7_medicare_pays_for_no_such_shot(office: Office) -> None:
    line = "Medicare does not pay for them in joints or tendons."
    assert line in said(office.packet(planned()))
    assert "Medicare" not in said(office.packet(planned("ha-medium")))
    assert "often do not pay" not in said(office.packet(planned()))


def test_a8_under_an_ind_fda_must_allow_any_charge(office: Office) -> None:
    packet = office.packet(planned(), practice=under_an_ind(office))
    assert "FDA must allow, in writing, any charge for a study product." in said(packet)
    assert "full price" not in said(packet)
    assert "whole price" not in said(packet)
    assert "You may have to pay the full price" in said(office.packet(planned()))


@pytest.mark.parametrize("use", ["mixed", "in-turn"])
def test_a9_under_an_ind_nothing_says_that_fda_has_not_reviewed_the_two(office: Office, use: str) -> None:
    packet = office.packet(planned(use=use), practice=under_an_ind(office))
    assert "has not reviewed" not in said(packet)
    assert "FDA lets us study these products together. That is not approval." in said(packet)
    assert "lets us study" not in said(office.packet(planned(use=use)))


def test_a10_under_an_ind_side_effects_go_to_the_study_doctor(office: Office) -> None:
    packet = office.packet(planned(), practice=under_an_ind(office))
    assert "Tell the study doctor about any bad effect at once." in said(packet)
    assert "1-800-FDA-1088" not in said(packet)
    assert "1-800-FDA-1088" in said(office.packet(planned()))


# --- states --------------------------------------------------------------------------------------

_FLORIDA = (
    "performs-hctp-therapy",
    "carries-no-malpractice-insurance",
    "malpractice-insurance-excludes-this",
)


def test_a11_an_insured_doctor_whose_insurance_excludes_it_says_so_in_plain_words(office: Office) -> None:
    practice = in_state(office, "US-FL", "malpractice-insurance-excludes-this", asked=_FLORIDA)
    packet = office.packet(planned(), practice=practice)
    assert "We have malpractice insurance. It may not cover this treatment." in said(packet)
    assert "DECIDED NOT TO CARRY" not in said(packet)
    insured = office.packet(planned(), practice=in_state(office, "US-FL", asked=_FLORIDA))
    assert "malpractice" not in said(insured)


def test_a12_vermonts_law_is_chapter_90(office: Office) -> None:
    vermont = office.library.policies["us-vt"].value
    assert not vermont.enabled
    assert "18 V.S.A. ch. 90" in vermont.disabled_because
    assert "ch. 87" not in vermont.disabled_because + vermont.sources[0].citation


def test_a13_nevada_asks_for_an_ind(office: Office) -> None:
    nevada = office.library.policies["us-nv"].value
    (election,) = nevada.elections
    assert "Phase 1" in election.question
    assert "clinical trial" in election.question
    asked = [{test.fact.value for test in one.applies_when} for one in nevada.requirements]
    assert asked == [{"election", "ind"}] * len(nevada.requirements)
    assert {one.effective_until.isoformat() for one in nevada.requirements if one.effective_until} == {
        "2027-06-30"
    }
    assert "terminal condition" in " ".join(nevada.not_covered)


def test_a14_the_boards_notice_in_english_alone_needs_the_poster(office: Office) -> None:
    california = office.library.policies["us-ca"].value
    (need,) = california.needs
    assert need.clause == "ca-1355-4-notice-translated"
    assert [(test.fact.value, test.excludes) for test in need.applies_when] == [
        ("election", "posts-board-notice")
    ]


def test_a15_with_an_ind_californians_sign_the_experimental_subjects_bill_of_rights(office: Office) -> None:
    packet = office.packet(planned(), practice=under_an_ind(office))
    rights = next(c for c in packet.clauses if c.id == "ca-24172-rights")
    assert rights.acknowledgement is Acknowledgement.SIGNATURE
    assert rights.typography.own_page
    (listing,) = [block for block in rights.prose if not isinstance(block, Paragraph)]
    assert len(listing.items) == 10
    assert of(office.packet(planned()), "ca-24172-rights") == ""


# --- what was missing ----------------------------------------------------------------------------


@pytest.mark.parametrize(
    "statement",
    [
        "Since 2023 FDA has warned several makers of such shots.",
        "That includes the one offered here without an IND.",
        "In 2025 and 2026 FDA warned a seller of exosomes and a clinic.",
        "After other unapproved “regenerative” products FDA has reports of tumors and blindness.",
        "lets a maker test a new drug in people under FDA's eye",
        "also from us or from famous people",
        "We use no story or picture of you unless you sign an authorization of its own.",
        "This office earns money if you choose this.",
        "The exosomes in this packet are not cells.",
        "https://openpaymentsdata.cms.gov",
        "a card with the product, the lot, the date, and the side",
        "The longest report of exosome shots that we found followed 33 people for one year.",
    ],
)
def test_a_statement_that_was_missing_prints(office: Office, statement: str) -> None:
    packet = office.packet(planned("msc-exosomes", "amniotic-exosomes", "ha-medium"))
    assert statement in said(packet)


@pytest.mark.parametrize(
    "untrue", ["permit to", "permit)", "any bone, joint, or tendon", "for information only"]
)
def test_a_statement_that_misled_prints_no_more(office: Office, untrue: str) -> None:
    for practice in (office.practice, under_an_ind(office)):
        assert untrue not in said(office.packet(planned(), practice=practice))


# --- what the practice says once for all (B10, B20) ------------------------------------------------


def test_b20_who_treats_and_who_pays_prints_as_the_practice_says_it(office: Office) -> None:
    said_once = {"complication-care": {"who-treats": "Dr. Ruiz", "who-pays": "You or your health plan"}}
    packet = office.packet(planned(), practice=office.with_practice(written_in=said_once))
    (clause,) = [one for one in packet.clauses if one.id == "complication-care"]
    assert "Who treats problems: Dr. Ruiz Who pays for that care: You or your health plan" in words(clause)
    assert clause.write_ins == ()


def test_b20_what_the_practice_does_not_say_is_a_line_to_write_on(office: Office) -> None:
    practice = office.with_practice(written_in={"complication-care": {"who-treats": "Dr. Ruiz"}})
    packet = office.packet(planned(), practice=practice)
    (clause,) = [one for one in packet.clauses if one.id == "complication-care"]
    assert [line.label for line in clause.write_ins] == ["Who pays for that care"]
    assert "Who pays" not in words(clause).replace("and who pays", "").replace("Who pays for", "")


def test_b10_when_the_patient_is_seen_again_is_the_practices_to_say(office: Office) -> None:
    usual = office.practice.usual.model_copy(update={"follow_up": "We see you after 3 weeks."})
    own = office.packet(planned(), practice=office.practice.model_copy(update={"usual": usual}))
    assert [one.text for one in own.guidance.follow_up] == ["We see you after 3 weeks."]
    silent = usual.model_copy(update={"follow_up": None})
    library = office.packet(planned(), practice=office.practice.model_copy(update={"usual": silent}))
    (sentence,) = library.guidance.follow_up
    assert "on your card when we want to see you again" in sentence.text
    assert "weeks" not in sentence.text


@pytest.mark.parametrize(
    ("licensed", "says"),
    [
        ((), "There is no IND for it."),
        (("msc-exosomes",), "Only some of the products are studied under an IND. That is not approval."),
        (("msc-exosomes", "amniotic-exosomes"), "It is studied under an IND. That is not approval."),
    ],
)
def test_beside_the_signature_an_ind_is_said_of_what_has_it_alone(
    office: Office, licensed: Sequence[str], says: str
) -> None:
    products = office.practice.model_dump()["products"]
    for id_ in licensed:
        products[id_]["ind_number"] = "123456"
    packet = office.packet(
        planned("msc-exosomes", "amniotic-exosomes", use="mixed"),
        practice=office.with_practice(products=products),
    )
    told = [words(clause).strip() for clause in packet.consent if clause.id.startswith("consent-ind")]
    assert told == [says]


def test_nobody_else_signs_unless_counsel_says_so(office: Office) -> None:
    def lines(answer: bool) -> set[Signer]:
        elections = {**office.practice.elections, "representative-may-sign": {**AGREED, "value": answer}}
        packet = office.packet(blank("msc-exosomes"), practice=office.with_practice(elections=elections))
        return {block.signer for block in packet.signatures}

    assert lines(True) - lines(False) == {Signer.REPRESENTATIVE}


def test_at_most_five_boxes_ask_for_initials(office: Office) -> None:
    packet = office.packet(planned(where=SHOULDER, use="mixed"))
    boxes = [c.id for c in packet.clauses if c.acknowledgement is Acknowledgement.INITIALS]
    assert boxes == ["exosome-status", "combination-exosome-ha", "unproven", "costs", "patient-copy"]
