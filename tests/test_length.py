"""How many pages a packet has: whoever is handed fewer reads more of them."""

from __future__ import annotations

import pytest

from consent.models.paper.packet import Edition
from consent.models.people.look import DocumentKind, Paper
from consent.models.people.record import BlankForm, Record
from tests.support.office import Office, blank, plan, record

GUIDANCE = record(procedures=plan("ultrasound-guidance"))
EXAMPLE = record()
STANDARD, LARGE = Edition.STANDARD, Edition.LARGE_PRINT

MOST = [
    ("the example", EXAMPLE, STANDARD, "US-CA", 12),
    ("the example in a state without a notice", EXAMPLE, STANDARD, "US-OR", 11),
    ("the example in large print", EXAMPLE, LARGE, "US-CA", 26),
    ("ultrasound alone", GUIDANCE, STANDARD, "US-CA", 7),
    ("a blank one of four procedures", blank(), STANDARD, "US-CA", 15),
]


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
def test_an_authorization_is_signed_on_the_sheet_of_paper_that_says_what_for(
    office: Office, paper: Paper
) -> None:
    """Two sides, and a third for whoever takes it back."""
    packet = office.packet(EXAMPLE, paper=paper, document=DocumentKind.AUTHORIZATION)
    assert office.master(packet).pages == 3
