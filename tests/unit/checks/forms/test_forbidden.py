"""Words that no consent may hold are found in anybody's sentences, and not in those that deny them."""

from __future__ import annotations

import pytest

from benchmarks.strangers import clean, forbidden, seeded
from consent.checks.forbidden import forbidden_in
from consent.checks.forms.stranger import forbidden_in_own
from consent.reading.read import read_sheets
from tests.mutants import form_mutants
from tests.mutants.mutant import expectation_of


@pytest.mark.parametrize("group", ["first", "second", "third", "fourth", "fifth", "sixth"])
def test_what_no_consent_may_say_is_found(group: str) -> None:
    sentences = seeded()[group]
    missed = [sentence for sentence in sentences if not list(forbidden_in(sentence, of_exosomes=True))]
    assert missed == []
    assert len(sentences) == 20


@pytest.mark.parametrize(
    "sentence",
    [
        "Signing does not take away any of your legal rights.",
        "You give up none of your legal rights by signing.",
        "FDA has approved no exosome product.",
        "The Food and Drug Administration has cleared no exosome preparation.",
        "The lidocaine used to numb your knee is FDA approved.",
        "I understand that exosomes are not FDA-approved.",
        "No result is guaranteed.",
        "Nobody promised me that it works.",
        "Stories about patients are not scientific proof.",
        "You may change your mind at any time, also after you have signed.",
        "If you are harmed, you keep your right to go to court.",
        "You may post a review if you wish.",
        "Dr. Ruiz releases you from her care on the same day.",
        "The risks of this treatment are listed below.",
        "Mr. or Mrs. ____________",
        "A registration with FDA is no approval.",
    ],
)
def test_what_denies_it_or_is_about_something_else_is_fine(sentence: str) -> None:
    assert [found.words for found in forbidden_in(sentence, of_exosomes=True)] == []


def test_what_is_close_to_it_and_may_be_said_is_not_named() -> None:
    sentences = clean()
    assert len(sentences) == 400
    assert [sentence for sentence in sentences if forbidden(sentence)] == []


@pytest.mark.parametrize(
    ("sentence", "named"),
    [
        ("Exercise is proven to help.", False),
        ("Exosome therapy is proven to help.", True),
        ("Is it completely safe?", False),
        ("It is completely safe.", True),
        ("If a clinic says that exosomes are FDA approved, that is false.", False),
        ("If you want relief, these exosomes are FDA approved.", True),
        ("We will file the claim with your insurer for you.", False),
        ("You will not file a claim against us.", True),
    ],
)
def test_a_question_a_condition_or_another_treatment_turns_it_round(sentence: str, *, named: bool) -> None:
    assert forbidden(sentence) is named


def test_a_packet_of_ours_from_anywhere_is_searched_too() -> None:
    pdf = form_mutants.printed("<p>You agree that you cannot go to court over the result.</p>")
    sheets = read_sheets(pdf, "packet.pdf")
    (finding,) = forbidden_in_own(sheets, expectation_of(None))
    assert finding.code == "PAP307"
    assert "cannot go to court" in finding.message
