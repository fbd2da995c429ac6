"""How many pages a packet has: whoever is handed fewer reads more of them."""

from __future__ import annotations

from datetime import date

import pytest

from consent.gate.cells import VARIANTS, Cell, form_of, practice_of
from consent.models.paper.packet import Edition
from consent.models.people.look import DocumentKind, Paper
from consent.models.people.record import BlankForm, Record
from tests.support.office import Office, blank, plan, record
from tests.support.spanish import spanish_library

GUIDANCE = record(procedures=plan("ultrasound-guidance"))
EXAMPLE = record()
KNEE = {"body_site": "knee joint", "laterality": "left", "indication": "knee osteoarthritis"}
"""The longest table of other choices."""
MEDIUM, EXOSOMES, ALONE, BLOOD = (
    record(procedures=plan(*ids, "ultrasound-guidance", where=KNEE))
    for ids in (("msc-exosomes", "ha-medium"), ("msc-exosomes",), ("ha-medium",), ("prp",))
)
AT_SHOULDER = record(procedures=plan("msc-exosomes", "ultrasound-guidance"))
STANDARD, LARGE = Edition.STANDARD, Edition.LARGE_PRINT

MOST = [
    ("the example", EXAMPLE, STANDARD, "US-CA", 11),
    ("the example in a state without a notice", EXAMPLE, STANDARD, "US-OR", 10),
    ("the example at a knee", MEDIUM, STANDARD, "US-CA", 12),
    ("exosomes at a knee", EXOSOMES, STANDARD, "US-CA", 11),
    ("exosomes at a shoulder", AT_SHOULDER, STANDARD, "US-CA", 10),
    ("HA alone at a knee", ALONE, STANDARD, "US-CA", 9),
    ("PRP at a knee", BLOOD, STANDARD, "US-CA", 9),
    ("the example in large print", EXAMPLE, LARGE, "US-CA", 26),
    ("ultrasound alone", GUIDANCE, STANDARD, "US-CA", 7),
    ("a blank one of four procedures", blank(), STANDARD, "US-CA", 15),
]

LONGER = 1.25
"""Pages of a packet in Spanish for each page of the English one."""
IN_SPANISH = [
    ("the example", EXAMPLE, STANDARD, 12),
    ("the example at a knee", MEDIUM, STANDARD, 13),
    ("the example in large print", EXAMPLE, LARGE, 30),
    ("a blank one of four procedures", blank(), STANDARD, 17),
]


@pytest.mark.parametrize(
    ("form", "edition", "most"), [case[1:] for case in IN_SPANISH], ids=[c[0] for c in IN_SPANISH]
)
def test_spanish_takes_a_quarter_more_at_most(
    office: Office, form: Record | BlankForm, edition: Edition, most: int
) -> None:
    spanish = office.packet(form, edition=edition, library=spanish_library().library)
    pages = office.master(spanish).pages
    assert pages <= most
    assert pages <= LONGER * office.master(office.packet(form, edition=edition)).pages


@pytest.mark.parametrize("paper", Paper)
@pytest.mark.parametrize(
    ("form", "edition", "state", "most"), [case[1:] for case in MOST], ids=[c[0] for c in MOST]
)
def test_a_packet_has_no_more_pages_than_it_needs(
    office: Office, form: Record | BlankForm, edition: Edition, state: str, most: int, paper: Paper
) -> None:
    practice = office.with_practice(jurisdiction=state)
    packet = office.packet(form, edition=edition, paper=paper, practice=practice)
    assert office.master(packet).pages <= most


@pytest.mark.parametrize("paper", Paper)
@pytest.mark.parametrize(
    "procedures",
    [
        ("msc-exosomes", "ha-medium", "prfm"),
        ("msc-exosomes", "amniotic-exosomes", "ha-medium", "ultrasound-guidance"),
    ],
    ids="+".join,
)
def test_the_fullest_first_page_is_one_page(
    office: Office, procedures: tuple[str, ...], paper: Paper
) -> None:
    """In a study, off label, at two places, mixed: up to seven lines on what FDA says."""
    full = next(variant for variant in VARIANTS if variant.ind and variant.interpreter)
    cell = Cell(procedures, ("tjc",), STANDARD, full)
    practice = practice_of(cell, office.library, office.practice)
    form = form_of(cell, office.library, practice, date(2026, 11, 24))
    packet = office.packet(form, practice=practice, paper=paper)
    assert len(packet.key_information.status) >= 6
    assert office.master(packet).pages_of("key-information") == (1,)


@pytest.mark.parametrize("paper", Paper)
def test_an_authorization_is_signed_on_the_sheet_of_paper_that_says_what_for(
    office: Office, paper: Paper
) -> None:
    """Two sides, and a third for whoever takes it back."""
    packet = office.packet(EXAMPLE, paper=paper, document=DocumentKind.AUTHORIZATION)
    assert office.master(packet).pages == 3
