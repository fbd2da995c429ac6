"""A good packet of every kind has nothing wrong with it, printed, signed, or read back from a file."""

from __future__ import annotations

import shutil
from dataclasses import replace
from pathlib import Path

import pytest

from consent.checks.paper.entry import check_pdf, check_pdf_bytes, read_claims
from consent.checks.paper.facts.equivalent import equivalent_packet
from consent.models.paper.packet import Packet
from consent.models.paper.slots import SENTINELS, Slot
from tests.mutants import overlay_mutants
from tests.mutants.edit import swapped, without
from tests.mutants.kitchen import KINDS, kitchen, packet_of, pdf_of
from tests.mutants.mutant import Mutant, caught_by, expectation_of
from tests.mutants.sealed import signed_packet
from tests.support.command import ON, Command
from tests.support.office import PRACTICE_FILE, RECORD_FILE


@pytest.mark.parametrize("kind", KINDS)
def test_a_good_packet_passes(kind: str) -> None:
    for pdf in (pdf_of(kind), kitchen().cook_whole(packet_of(kind))):
        report = check_pdf_bytes(pdf, "packet.pdf", expectation=expectation_of(packet_of(kind)))
        assert report.findings == ()


@pytest.mark.parametrize("good", overlay_mutants.GOOD, ids=lambda m: m.name)
def test_a_packet_with_good_templates_of_its_own_passes(good: Mutant) -> None:
    assert caught_by(good) == set()


def test_the_rights_in_an_experiment_stand_alone_with_their_list_and_their_place_to_sign(
    consent: Command,
) -> None:
    folder = shutil.copytree(PRACTICE_FILE.parent, consent.folder / "practice")
    practice = folder / PRACTICE_FILE.name
    practice.write_text(practice.read_text().replace("ind_number: null", 'ind_number: "123456"', 1))
    made = consent("render", RECORD_FILE, "--practice", practice, *ON, "-o", "out")
    checked = consent("check", made.pdfs[0], "--practice", practice)
    assert "ca-24172-rights" in checked.stdout
    assert "error" not in checked.stdout, checked.stdout


@pytest.mark.parametrize("kind", ["small", "blank", "assisted"])
def test_a_packet_is_assembled_again_from_what_it_prints(kind: str, tmp_path: Path) -> None:
    stove = kitchen()
    path = tmp_path / "packet.pdf"
    path.write_bytes(pdf_of(kind))
    claims = read_claims(path)
    assert claims is not None
    again = equivalent_packet(
        claims, library=stove.library, practice=stove.loaded_practice, assemble=stove.again
    )
    assert again is not None
    assert [c.anchor for c in again.clauses] == [c.anchor for c in packet_of(kind).clauses]
    assert check_pdf(path, expectation=expectation_of(again)).findings == ()


@pytest.mark.parametrize("slot", [Slot.REPRESENTATIVE_AUTHORITY, Slot.INTERPRETER_LANGUAGE])
def test_a_value_that_only_the_paper_can_tell_may_not_be_missing(slot: Slot) -> None:
    pdf = kitchen().cook(packet_of("assisted"), html=without(f'data-slot="{slot}"'))
    report = check_pdf_bytes(pdf, "packet.pdf", expectation=expectation_of(assembled_again(pdf)))
    assert {f.code for f in report.findings} == {"PAP209"}
    assert any(f"the value of `{slot}` is missing" in f.message for f in report.findings)


def test_an_authority_that_changes_from_page_to_page_is_noticed() -> None:
    place = f'data-slot="{Slot.REPRESENTATIVE_AUTHORITY}">{SENTINELS[Slot.REPRESENTATIVE_AUTHORITY]}'
    pdf = kitchen().cook(packet_of("assisted"), html=swapped(place, ">neighbor"))
    report = check_pdf_bytes(pdf, "packet.pdf", expectation=expectation_of(assembled_again(pdf)))
    assert {f.code for f in report.findings} == {"PAP209"}


@pytest.mark.parametrize("slots", [{Slot.ISSUED_ON: "Nov 25, 2026"}, {Slot.ISSUED_DAY: "2026-11-25"}])
def test_the_date_on_the_pages_is_that_of_the_twin(slots: dict[Slot, str]) -> None:
    pdf = kitchen().cook(packet_of("scan"), slots=slots)
    report = check_pdf_bytes(pdf, "packet.pdf", expectation=expectation_of(assembled_again(pdf)))
    assert {(f.code, f.field) for f in report.findings} == {("PAP221", "the printed date")}


def assembled_again(pdf: bytes) -> Packet:
    """The packet that a file claims to be."""
    stove = kitchen()
    claims = read_claims(pdf)
    assert claims is not None
    again = equivalent_packet(
        claims, library=stove.library, practice=stove.loaded_practice, assemble=stove.again
    )
    assert again is not None
    return again


def test_the_name_on_the_paper_is_read_and_not_made_up() -> None:
    stove = kitchen()
    claims = read_claims(pdf_of("small"))
    assert claims is not None
    again = equivalent_packet(
        claims, library=stove.library, practice=stove.loaded_practice, assemble=stove.again
    )
    assert again is not None
    assert again.slots[Slot.PATIENT_NAME] == packet_of("small").slots[Slot.PATIENT_NAME]
    assert again.content_hash == packet_of("small").content_hash


def test_a_twin_that_claims_less_is_not_believed() -> None:
    # The paper lacks the notice, and its twin says so too: the library and the practice say otherwise.
    stove = kitchen()
    packet = packet_of("small")
    sections = tuple(
        replace(s, clauses=tuple(c for c in s.clauses if c.id != "ca-684-notice")) for s in packet.sections
    )
    poorer = replace(packet, sections=sections)
    pdf = stove.cook(poorer)
    claims = read_claims(pdf)
    assert claims is not None
    again = equivalent_packet(
        claims, library=stove.library, practice=stove.loaded_practice, assemble=stove.again
    )
    report = check_pdf_bytes(pdf, "packet.pdf", expectation=expectation_of(again))
    assert ("PAP201", "ca-684-notice") in {(f.code, f.field) for f in report.findings}


def test_every_requirement_has_its_page() -> None:
    report = check_pdf_bytes(pdf_of("small"), "packet.pdf", expectation=expectation_of(packet_of("small")))
    assert report.evidence
    assert all(one.page and one.quote and one.confidence == 1 for one in report.evidence)


def test_a_signed_packet_passes() -> None:
    expectation = expectation_of(packet_of("scan"))
    assert check_pdf_bytes(signed_packet("scan"), "packet.pdf", expectation=expectation).findings == ()
