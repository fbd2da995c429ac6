"""A policy that asks for an official form is in the matrix, with or without the form."""

from __future__ import annotations

from consent.gate.cells import VARIANTS, Cell, practice_of
from consent.gate.made_up_forms import having, made_up_forms
from consent.models.library.activation import active_policies
from consent.models.paper.packet import Edition
from consent.official import pages_of
from tests.support.office import Office
from tests.support.official_forms import TEXAS, in_texas


def cell(*policies: str) -> Cell:
    return Cell(("msc-exosomes",), policies, Edition.STANDARD, VARIANTS[0])


def test_a_form_that_is_lacking_is_made_up(office: Office) -> None:
    practice = practice_of(cell("us-tx"), office.library, office.practice)
    made_up = made_up_forms(("us-tx",), office.library, practice)
    assert list(made_up) == [TEXAS]
    assert pages_of(made_up[TEXAS].content) == made_up[TEXAS].pages
    assert "us-tx" not in {one.value.id for one in active_policies(practice, office.library)}
    with_form = having(practice, made_up)
    assert "us-tx" in {one.value.id for one in active_policies(with_form, office.library)}


def test_the_practices_own_form_is_not_replaced(office: Office) -> None:
    practice = in_texas(office.practice)
    assert made_up_forms(("us-tx",), office.library, practice) == {}
    assert having(practice, {}).official_forms == practice.official_forms


def test_a_policy_without_a_form_needs_none(office: Office) -> None:
    assert made_up_forms(("us-ca", "us-fda"), office.library, office.practice) == {}
