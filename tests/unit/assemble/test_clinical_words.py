"""The right value for each statement on risks, numbers and choices that once was untrue or missing."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest

from consent.checks import check_packet
from consent.load.library.survey import load_library
from consent.models.findings.finding import Severity
from consent.models.library.reviewed import Confidence, Reviewed
from consent.models.library.rows import Action, RiskSeverity
from consent.models.paper.packet import Packet
from consent.models.people.record import Record
from consent.resources import template_roots
from tests.support.office import KNEE, SHOULDER, Office, blank, plan, record

LIBRARY = load_library(template_roots(None, None))
USES = [
    {"body_site": site, "laterality": "left", "indication": name}
    for name, one in LIBRARY.anatomy.indications.items()
    for site in one.value.body_sites
]
"""Every site with every diagnosis it may have."""
WORST_FIRST = tuple(reversed(RiskSeverity))


def for_(*procedures: str, where: dict[str, str] = SHOULDER) -> Record:
    return record(procedures=plan(*procedures, where=where))


def rows(packet: Packet) -> Iterator[str]:
    """All that the tables and lists of a packet say, a row a text."""
    key, text = packet.key_information, packet.guidance
    yield from (s.text for s in (*key.what, *key.reasons_for, *key.reasons_against))
    yield from (s.text for one in packet.procedures for s in one.nature)
    yield from (row.step.text for row in packet.steps)
    yield from (f"{r.benefit.text}. {r.likelihood} {r.evidence}" for r in text.benefits)
    yield from (f"{r.name.text}. {r.what_it_means} {r.likelihood} {r.counted_in}" for r in text.risks)
    yield from (f"{r.situation.text}. {r.action}" for r in text.precautions)
    yield from (f"{r.name.text}. {r.benefit} {r.risk}" for r in text.alternatives)
    yield from (s.text for row in text.recovery for s in row.what)
    yield from (s.text for s in (*text.aftercare, *text.follow_up))
    yield from (f"{r.sign.text} {r.when}" for r in text.warning_signs)


def said(packet: Packet) -> str:
    return "\n".join(rows(packet))


def where_id(use: dict[str, str]) -> str:
    return f"{use['indication']} at the {use['body_site']}"


def given_at(medium: str | None, where: dict[str, str]) -> bool:
    """Whether a medium is given at the place of a use; none is given everywhere."""
    return medium is None or where["body_site"] in LIBRARY.procedures[medium].value.body_sites


MEDIUMS = [
    pytest.param(where, medium, id=f"{medium}-{where_id(where)}")
    for medium in (None, "ha-medium", "prp", "prfm")
    for where in USES
    if given_at(medium, where)
]
OF_THE_GEL = [where for where in USES if given_at("ha-medium", where)]


@pytest.mark.parametrize(("where", "medium"), MEDIUMS)
def test_every_use_makes_a_packet_that_keeps_every_rule(
    office: Office, where: dict[str, str], medium: str | None
) -> None:
    practice = office.with_product("prp")
    practice = practice.model_copy(
        update={"products": {**practice.products, "prfm": practice.products["prp"]}}
    )
    procedures = ("msc-exosomes", medium, "ultrasound-guidance") if medium else ("msc-exosomes",)
    packet = office.packet(for_(*procedures, where=where), practice=practice)
    assert [f.message for f in check_packet(packet) if f.severity is Severity.ERROR] == []
    first, *others = packet.guidance.risks
    assert first.id == "no-benefit"
    ranks = [WORST_FIRST.index(risk.severity) for risk in others]
    assert ranks == sorted(ranks)
    assert not re.search(
        r"\b1 in \d", said(packet).replace("Fewer than 1 in 1,000", "").replace("fewer than 1 in", "")
    )
    assert medium not in {row.id for row in packet.guidance.alternatives}


# --- what is said of one joint is not said of another (B8) ------------------------------------------


def test_b8_a_worn_shoulder_hears_nothing_of_cuff_surgery_and_no_number_of_the_knee(office: Office) -> None:
    packet = office.packet(for_("msc-exosomes", "ha-medium", "ultrasound-guidance"))
    assert {row.id for row in packet.guidance.alternatives}.isdisjoint({"decompression", "cuff-repair"})
    assert not re.search(r"\b(?:knees?|cuff|elbow|Achilles)\b", said(packet), re.IGNORECASE)
    assert "tendon" not in " ".join(row.name.text for row in packet.guidance.risks)


def test_b8_a_cuff_treated_from_the_joint_hears_of_the_cuff(office: Office) -> None:
    cuff = {**SHOULDER, "indication": "rotator cuff tendinopathy"}
    packet = office.packet(for_("msc-exosomes", where=cuff))
    assert "decompression" in {row.id for row in packet.guidance.alternatives}
    assert "joint-replacement" not in {row.id for row in packet.guidance.alternatives}
    assert "tendon-tear" in {row.id for row in packet.guidance.risks}


def test_b8_only_a_knee_hears_the_numbers_of_the_knee(office: Office) -> None:
    knee, shoulder = (
        office.packet(for_("ha-medium", "ultrasound-guidance", where=w)) for w in (KNEE, SHOULDER)
    )
    assert "About 58 to 72 in 1,000" in said(knee)
    assert "about 958 in 1,000 with ultrasound" in said(knee)
    assert "about 973 in 1,000 with imaging" in said(shoulder)
    assert not {"958", "222", "56 in", "72 in"} & set(re.findall(r"958|222|56 in|72 in", said(shoulder)))


def test_a_blank_packet_says_which_diagnosis_each_row_is_for(office: Office) -> None:
    packet = office.packet(blank("msc-exosomes"))
    names = [row.name.text for row in packet.guidance.alternatives]
    assert "Knee replacement (knee osteoarthritis)" in names
    assert len(set(names)) == len(names)


# --- numbers (B6, B7, B27, B28) ----------------------------------------------------------------------


def test_b6_serious_illness_with_the_gel_is_told_in_counts(office: Office) -> None:
    packet = office.packet(for_("ha-medium", where=KNEE))
    (row,) = [risk for risk in packet.guidance.risks if risk.id == "ha-serious-events"]
    assert row.likelihood == "Up to 15 in 1,000"
    assert row.counted_in.startswith("cases more with HA")
    assert "7 more is the best guess" in row.counted_in
    assert not re.search(r"half times|twice|times as", said(packet))


def test_b6_a_planned_replacement_is_a_reason_to_wait_and_no_ratio(office: Office) -> None:
    packet = office.packet(for_("msc-exosomes", where=KNEE))
    (row,) = [p for p in packet.guidance.precautions if "replacement planned" in p.situation.text]
    assert row.action.startswith("We usually do not inject.")
    assert "quarter" not in said(packet)


def test_b7_infection_and_fainting_share_their_denominator(office: Office) -> None:
    likely = {r.id: r.likelihood for r in office.packet(for_("msc-exosomes")).guidance.risks}
    assert likely["joint-infection"] == "Fewer than 1 in 1,000"
    assert likely["fainting"] == "About 23 in 1,000"


def test_b27_a_bruise_is_common_and_has_no_number(office: Office) -> None:
    (row,) = [r for r in office.packet(for_("msc-exosomes")).guidance.risks if r.id == "soreness"]
    assert (row.name.text, row.likelihood, row.picture) == (
        "Soreness or a bruise",
        "Not counted, but common",
        None,
    )


def test_b28_nothing_rests_on_a_recalled_source() -> None:
    recalled = {Confidence.M_HIGH, Confidence.M_MED, Confidence.M_LOW}
    files: list[Reviewed] = [one.value for one in LIBRARY.procedures.values()]
    files += [one.value for one in LIBRARY.shared.values()]
    for file in files:
        assert [one.id for one in file.sources if one.confidence in recalled] == []


# --- order, warning signs, what must not be missing (A6, B9, B10, B29, B30, B31) ---------------------


def test_a6_signs_that_need_911_and_the_emergency_room(office: Office) -> None:
    signs = {row.sign.text: row.action for row in office.packet(for_("msc-exosomes")).guidance.warning_signs}
    assert signs["Chest pain or trouble breathing"] is Action.CALL_911
    assert signs["Fever of 100.4 °F (38 °C) or more, chills, or you feel very ill"] is Action.EMERGENCY_ROOM


@pytest.mark.parametrize("id_", ["msc-exosomes", "amniotic-exosomes"])
def test_b9_germ_test_donor_file_and_additives_are_written_down(id_: str) -> None:
    product = LIBRARY.procedures[id_].value.product
    assert product is not None
    assert {"lot", "expiry", "dose", "storage", "germ-test", "donor-file", "additives"} <= set(
        product.record_fields
    )


@pytest.mark.parametrize("id_", list(LIBRARY.procedures))
def test_b10_every_packet_says_when_the_patient_is_seen_again(office: Office, id_: str) -> None:
    assert office.packet(blank(id_)).guidance.follow_up


def test_b31_what_threatens_life_is_told_first(office: Office) -> None:
    ids = [risk.id for risk in office.packet(for_("msc-exosomes", "ha-medium")).guidance.risks]
    assert ids[:4] == ["no-benefit", "allergic-reaction", "contaminated-product", "late-harm"]


# --- wording (B3, C1 to C7) ---------------------------------------------------------------------------


def test_b3_tumors_are_not_laid_to_exosomes(office: Office) -> None:
    packet = office.packet(for_("msc-exosomes", "amniotic-exosomes"))
    text = said(packet)
    assert "Not all were exosomes" not in text
    (row,) = [risk for risk in packet.guidance.risks if risk.id == "late-harm"]
    assert row.what_it_means == "In lab work, MSC bubbles fed some tumors and slowed others."
    reports = " ".join(str(block) for block in LIBRARY.clauses["adverse-events"].prose)
    assert "After other unapproved “regenerative” products FDA has reports of tumors" in reports
    assert text.count("In 2019 people got germs in the blood") == 1


@pytest.mark.parametrize(
    ("right", "wrong"),
    [
        ("We may wait until your blood sugar is steady.", "Get your sugar under control"),
        ("We usually do not inject.", "choose one of the two"),
        ("We treat that disease first.", "Treat that disease first"),
        (
            "In the one blinded knee study we know, another such product worked no better than salt water.",
            "donor cell bubbles",
        ),
    ],
)
def test_c_the_practice_says_what_it_does(office: Office, right: str, wrong: str) -> None:
    text = said(office.packet(for_("msc-exosomes", where=KNEE)))
    assert right in text
    assert wrong not in re.sub(r"We t", "", text)


def test_c3_no_numbers_that_hold_for_warfarin_only(office: Office) -> None:
    assert "warfarin" not in said(office.packet(for_("msc-exosomes", where=KNEE))).lower()


@pytest.mark.parametrize(("made_from", "asked"), [(["bacteria"], False), (["birds"], True), ([], True)])
def test_c4_birds_are_asked_about_unless_the_gel_is_made_by_bacteria(
    office: Office, made_from: list[str], asked: bool
) -> None:
    practice = office.with_product("ha-medium", made_from=made_from)
    text = said(office.packet(for_("ha-medium", where=KNEE), practice=practice))
    assert ("birds" in text) is asked
    assert "rooster" not in text


def test_c5_the_source_is_that_of_the_practices_own_product(office: Office) -> None:
    packet = office.packet(for_("msc-exosomes"))
    assert not re.search(r"placenta|bone marrow|most often from another", said(packet))
    (product,) = [one.product for one in packet.procedures if one.product]
    assert product.source_material == "donated umbilical cord tissue"


def test_c6_two_trials_found_no_benefit(office: Office) -> None:
    assert "Two trials, paid for by makers, found no benefit." in said(office.packet(for_("ha-medium")))


def test_a_gel_beside_a_tendon_is_told_as_a_gel_outside_a_joint(office: Office) -> None:
    cuff = {**SHOULDER, "body_site": "rotator cuff tendon", "indication": "rotator cuff tendinopathy"}
    tendon, joint = (office.packet(for_("ha-medium", where=where)) for where in (cuff, SHOULDER))
    assert "HA outside a joint, or with germs. HA is made for the inside of a joint." in said(tendon)
    assert "HA in the wrong place, or with germs." in said(joint)


@pytest.mark.parametrize("where", OF_THE_GEL, ids=where_id)
def test_hopes_and_doubts_about_the_gel_name_no_other_place(office: Office, where: dict[str, str]) -> None:
    key = office.packet(for_("ha-medium", where=where)).key_information
    told = " ".join(one.text for one in (*key.reasons_for, *key.reasons_against))
    places = {
        "hip": "hip",
        "knee": "knee",
        "shoulder": "shoulder|rotator cuff",
        "rotator": "shoulder|rotator cuff",
    }
    own = places[where["indication"].split()[0]]
    assert not re.search(r"\b(?:hip|knee|shoulder|rotator cuff|tendon)", re.sub(own, "", told))


@pytest.mark.parametrize("where", USES, ids=where_id)
def test_a_gel_of_platelets_is_unstudied_for_this_very_problem(office: Office, where: dict[str, str]) -> None:
    products = {**office.practice.products, "prfm": office.practice.products["prp"]}
    practice = office.practice.model_copy(update={"products": products})
    packet = office.packet(for_("prfm", where=where), practice=practice)
    assert "We found no study of a PRFM shot for this problem." in said(packet)


# --- platelets ------------------------------------------------------------------------------------------


def test_platelets_are_told_as_the_best_trial_found_them(office: Office) -> None:
    text = said(office.packet(for_("prp", where=KNEE)))
    assert "Pain fell 2.1 of 10 points with PRP and 1.8 with salt water." in text
    assert "About 333 in 1,000" in text
    assert "check the name on the syringe with you again" in text
    assert not re.search(r"\bnatural|no risk|FDA-approved", text, re.IGNORECASE)


def test_a_medium_is_spoken_of_only_beside_what_it_carries(office: Office) -> None:
    alone, both = (
        said(office.packet(for_(*ids, where=KNEE))) for ids in (("ha-medium",), ("msc-exosomes", "ha-medium"))
    )
    assert "As a medium" not in alone
    assert "HA, to help exosomes stay or work" not in alone
    assert "As a medium, it is there to carry the other product." in both


def test_platelets_are_no_choice_beside_platelets(office: Office) -> None:
    with_, without = (
        {row.id for row in office.packet(for_(*ids, where=KNEE)).guidance.alternatives}
        for ids in (("msc-exosomes", "prp"), ("msc-exosomes",))
    )
    assert "prp-alone" not in with_
    assert "prp-alone" in without
