"""Rules on the assembled packet: each lets a good one pass and names what is wrong with a bad one."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import replace

import pytest

from consent.checks import check_glyphs, check_packet
from consent.checks.packet import rdb101_key_information_short
from consent.models.findings.finding import Finding, Severity
from consent.models.library.clause import SectionName, Signer
from consent.models.paper.packet import Packet
from consent.models.paper.packet_rows import ClauseText, Sentence
from consent.models.people.record import Record
from consent.models.place import Path, Place, Source, Sourced
from tests.support.office import Office, assisted, blank, patient, record


@pytest.fixture
def packet(office: Office) -> Packet:
    return office.packet(record())


def found(code: str, packet: Packet) -> list[Finding]:
    """What one rule has to say."""
    return [finding for finding in check_packet(packet) if finding.code == code]


def only(code: str, packet: Packet) -> Finding:
    (finding,) = found(code, packet)
    assert finding.severity is Severity.ERROR
    assert finding.hint
    return finding


def without(packet: Packet, clause_id: str) -> Packet:
    """The packet with a clause of a middle section torn out."""
    sections = tuple(
        replace(s, clauses=tuple(c for c in s.clauses if c.id != clause_id)) for s in packet.sections
    )
    assert sections != packet.sections
    return replace(packet, sections=sections)


@pytest.mark.parametrize("form", [record(), assisted(), blank()], ids=["patient", "proxy", "blank"])
def test_a_good_packet_passes(office: Office, form: Record) -> None:
    assert [f for f in check_packet(office.packet(form)) if f.severity is Severity.ERROR] == []


def test_everything_wrong_comes_in_one_pass_and_in_order(packet: Packet) -> None:
    bad = replace(without(packet, "exosome-status"), consent=(), signatures=packet.signatures[:1])
    assert {"POL101", "SIG101"} <= {finding.code for finding in check_packet(bad)}
    places = [finding.place for finding in check_packet(bad)]
    assert places == sorted(places)


# --- POL101 --------------------------------------------------------------------------------------


def test_pol101_a_clause_that_a_policy_requires_is_missing(packet: Packet) -> None:
    finding = only("POL101", without(packet, "ca-684-notice"))
    assert finding.code == "POL101"
    assert finding.message == (
        "policy 'us-ca', requirement 'stem-cell-notice': clause 'ca-684-notice' is not in the packet"
    )
    assert finding.place.file.endswith("us-ca.yaml")
    assert finding.place.line > 1


def test_pol101_a_clause_is_not_on_the_first_page(packet: Packet) -> None:
    first = packet.key_information
    moved = next(c for c in first.status if c.id == "key-exosome-status")
    rest = tuple(c for c in first.status if c is not moved)
    section = replace(packet.sections[0], clauses=(replace(moved, section=SectionName.STATUS),))
    bad = replace(packet, key_information=replace(first, status=rest), sections=(section, *packet.sections))
    assert only("POL101", bad).message.endswith("clause 'key-exosome-status' is not on the first page")


def test_pol101_a_notice_does_not_stand_above_the_signature(packet: Packet) -> None:
    first, *others = packet.signatures
    section = replace(packet.sections[0], clauses=first.notices)
    bad = replace(
        packet, signatures=(replace(first, notices=()), *others), sections=(*packet.sections, section)
    )
    assert only("POL101", bad).message.endswith(
        "clause 'ca-1355-4-notice' does not stand above the patient's signature"
    )


def test_pol101_a_signer_has_no_line(packet: Packet) -> None:
    witness = replace(
        packet.requirements[0],
        requirement=packet.requirements[0].requirement.model_copy(update={"signers": (Signer.WITNESS,)}),
    )
    bad = replace(packet, requirements=(witness, *packet.requirements[1:]))
    assert only("POL101", bad).message.endswith("there is no place for the witness to sign")


def test_pol101_a_representative_signs_for_the_patient(office: Office) -> None:
    packet = office.packet(assisted())
    assert any(Signer.PATIENT in a.requirement.signers for a in packet.requirements)
    assert Signer.PATIENT not in {block.signer for block in packet.signatures}
    assert found("POL101", packet) == []


# --- CLS101 --------------------------------------------------------------------------------------


def with_status_clauses(packet: Packet, change: Callable[[ClauseText], Iterable[ClauseText]]) -> Packet:
    """The packet with other clauses on what FDA has said."""
    sections = tuple(
        replace(section, clauses=tuple(one for clause in section.clauses for one in change(clause)))
        for section in packet.sections
    )
    return replace(packet, sections=sections, requirements=())


def test_cls101_status_is_not_said(packet: Packet) -> None:
    finding = only("CLS101", with_status_clauses(packet, lambda c: () if c.one_of == "ind" else (c,)))
    assert finding.code == "CLS101"
    assert finding.message == (
        "procedure 'msc-exosomes' prints 0 clauses of the group 'ind' (none); it should print 1"
    )
    assert finding.place.file.endswith("msc-exosomes.yaml")


def test_cls101_status_is_said_twice(packet: Packet) -> None:
    bad = with_status_clauses(packet, lambda c: (c, replace(c, id="ind-yes")) if c.one_of == "ind" else (c,))
    assert "prints 2 clauses of the group 'ind' (ind-no, ind-yes)" in only("CLS101", bad).message


def test_cls101_an_exosome_has_no_label(packet: Packet) -> None:
    bad = with_status_clauses(
        packet,
        lambda c: (
            (replace(c, procedures=(*c.procedures, "msc-exosomes")),) if c.one_of == "label-status" else (c,)
        ),
    )
    assert only("CLS101", bad).message.endswith("'label-status' (ha-mixture); it should print 0")


# --- SIG101 --------------------------------------------------------------------------------------


def test_sig101_nobody_decides(packet: Packet) -> None:
    bad = replace(packet, signatures=packet.signatures[1:], requirements=())
    assert only("SIG101", bad).message == "nobody signs for the patient"


def test_sig101_the_practitioner_does_not_sign(packet: Packet) -> None:
    assert only("SIG101", replace(packet, signatures=packet.signatures[:1])).message == (
        "the responsible practitioner does not sign"
    )


def test_sig101_there_is_no_statement_of_consent(packet: Packet) -> None:
    bad = replace(packet, consent=(), requirements=())
    assert only("SIG101", bad).message == "there is no consent statement"


def test_sig101_somebody_signs_under_nothing(packet: Packet) -> None:
    patient, practitioner = packet.signatures
    bad = replace(packet, signatures=(patient, replace(practitioner, statements=())))
    assert only("SIG101", bad).message == "the practitioner signs under no statement"


# --- RDB101 --------------------------------------------------------------------------------------


def said(packet: Packet, words: int) -> Packet:
    """The packet with so many words on its first page."""
    missing = words - rdb101_key_information_short.words_of(packet)
    assert missing > 0
    more = Sentence("word " * missing, Place("here.yaml"))
    key = packet.key_information
    return replace(packet, key_information=replace(key, reasons_for=(*key.reasons_for, more)))


def test_rdb101_350_words_are_enough(packet: Packet) -> None:
    assert found("RDB101", said(packet, 350)) == []


def test_rdb101_351_words_are_too_many(packet: Packet) -> None:
    finding = only("RDB101", said(packet, 351))
    assert finding.code == "RDB101"
    assert finding.message == "the key information has 351 words; 350 are allowed"


# --- REC101 --------------------------------------------------------------------------------------

PLACES: dict[Path, Place] = {
    ("patient", "given_name"): Place("r.yaml", 3, 5),
    ("patient", "family_name"): Place("r.yaml", 4, 5),
    ("representative", "authority"): Place("r.yaml", 9, 5),
}


def sourced(**changes: object) -> Sourced[Record]:
    return Sourced(record(**changes), Source("r.yaml", PLACES))


def test_rec101_names_of_many_scripts_pass() -> None:
    for name in ("Nguyễn", "محمد", "李小龙", "Ольга", "שרה", "ไทย", "김", "O’Neill-Łukasz"):
        assert list(check_glyphs(sourced(patient=patient(given_name=name)))) == []


def test_rec101_a_character_without_a_glyph() -> None:
    (finding,) = check_glyphs(sourced(patient=patient(family_name="Smith😀")))
    assert finding.code == "REC101"
    assert str(finding.place) == "r.yaml:4:5"
    assert finding.field == "patient.family_name"
    assert finding.message == "no font has a glyph for character 6 of this value, an emoji"
    assert finding.hint == "leave it out"
    assert "Smith" not in f"{finding.message} {finding.hint}"


@pytest.mark.parametrize(
    ("character", "kind"),
    [
        ("\u13e3", "a letter of the Cherokee script"),
        ("\u14c0", "a letter of the Canadian syllabic script"),
        ("\ua4e1", "a letter of the Lisu script"),
        ("\U00030000", "a rare Chinese character"),
        ("\U0001d4d0", "a letter made for formulas"),
        ("\u2800", "a symbol"),
        ("\u0f14", "which is no letter"),
    ],
)
def test_rec101_says_what_kind_of_character_it_is(character: str, kind: str) -> None:
    (finding,) = check_glyphs(sourced(patient=patient(family_name=f"Smith{character}")))
    assert finding.message == f"no font has a glyph for character 6 of this value, {kind}"
    assert finding.hint


def test_rec101_looks_at_everything_that_was_typed_freely() -> None:
    findings = check_glyphs(
        sourced(
            patient=patient(given_name="A\ue000", family_name="😀", mrn="1😀"),
            representative={"name": "😀", "authority": "son 😀"},
            interpreter={"language": "😀", "modality": "phone"},
        )
    )
    assert [finding.field for finding in findings] == [
        "patient.given_name",
        "patient.family_name",
        "patient.mrn",
        "representative.name",
        "representative.authority",
        "interpreter.language",
    ]
