"""Words that no consent may hold are found in anybody's sentences, and not in those that deny them."""

from __future__ import annotations

import pytest
import weasyprint

from benchmarks.strangers import clean, expectation_for, forbidden, fresh, seeded
from consent.checks.forbidden import forbidden_in
from consent.checks.forms.stranger import forbidden_in_own
from consent.checks.paper.entry import check_pdf_bytes
from consent.reading.read import read_sheets
from tests.mutants import form_mutants
from tests.mutants.mutant import expectation_of
from tests.strangers.source import all_forms


@pytest.mark.parametrize("group", ["first", "second", "third", "fourth", "fifth", "sixth", "seventh"])
def test_what_no_consent_may_say_is_found(group: str) -> None:
    sentences = seeded()[group]
    missed = [sentence for sentence in sentences if not list(forbidden_in(sentence, of_exosomes=True))]
    assert missed == []
    assert len(sentences) >= 20


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
    assert len(sentences) == 430
    assert [sentence for sentence in sentences if forbidden(sentence)] == []


def test_sentences_of_one_who_has_not_seen_the_rules() -> None:
    said, fine = fresh()
    assert len(said) == len(fine) == 60
    assert sum(map(forbidden, said)) >= 0.95 * len(said), [one for one in said if not forbidden(one)]
    assert [one for one in fine if forbidden(one)] == []


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


def test_a_sentence_is_quoted_with_a_space_where_a_line_ended_without_one() -> None:
    form = next(form for form in all_forms() if form.name == "eleventh-system-paragraphs")
    report = check_pdf_bytes(form.printed, "form.pdf", expectation=expectation_for(form))
    (message,) = (one.message for one in report.findings if one.code == "PAP307")
    assert "any and all claims arising out of the Procedure" in message


def test_a_packet_of_ours_from_anywhere_is_searched_too() -> None:
    pdf = form_mutants.printed("<p>You agree that you cannot go to court over the result.</p>")
    sheets = read_sheets(pdf, "packet.pdf")
    (finding,) = forbidden_in_own(sheets, expectation_of(None))
    assert finding.code == "PAP307"
    assert "cannot go to court" in finding.message


@pytest.mark.parametrize(
    ("sentence", "named"),
    [
        ("You may have heard that exosomes are FDA-approved; they are not.", False),
        ("You might read that the maker is FDA-registered; that is no approval.", False),
        ("You could be told that exosomes are cleared by FDA.", False),
        ("You will see that our exosomes are FDA-approved.", True),
        ("As you have read, our exosomes are FDA-registered.", True),
        ("We promise you our full attention.", False),
        ("We promise our utmost care.", False),
        ("We promise you our gel works.", True),
        ("We promise that your knee heals.", True),
        ("The guarantee of payment is a separate form.", False),
        ("A payment guarantee is kept at the desk.", False),
        ("A guarantee of success comes with each vial.", True),
        ("Left alone, the tear may even become painless.", False),
        ("The shot is painless.", True),
        ("Your knee will become painless.", True),
        ("A new hip is life-changing for many, after months of work.", False),
        ("A blood transfusion works like a charm for some.", False),
        ("Our exosomes are life-changing.", True),
        (
            "A disagreement over my care, its cost or whatever else comes of it goes to a private panel.",
            True,
        ),
        ("All claims are decided by an umpire rather than a jury.", True),
        ("You may bring any claim before a court or a jury.", False),
        ("If we disagree, a second doctor looks at your knee instead of the first.", False),
        ("Do the work and you will return stronger.", True),
        ("You will come back in six weeks.", False),
        ("Nobody can say whether you will come back stronger.", False),
    ],
)
def test_what_is_reported_promised_or_said_of_something_else(sentence: str, named: bool) -> None:
    assert bool(list(forbidden_in(sentence, of_exosomes=True))) is named


@pytest.mark.parametrize(
    ("sentence", "named"),
    [
        ("Costs nothing, can’t hurt you, and takes three months.", False),
        ("It is proven to help, and you will feel better.", False),
        ("The gel can’t hurt you.", True),
        ("Exosomes will heal your joint.", True),
        ("I agree not to sue the clinic over any of these.", True),
    ],
)
def test_under_other_choices_only_what_names_the_product_promises_of_it(sentence: str, named: bool) -> None:
    assert bool(list(forbidden_in(sentence, of_exosomes=True, of_other_care=True))) is named


def test_a_story_in_quotation_marks_and_a_promise_of_another_choice_are_told_apart() -> None:
    page = (
        "<!doctype html><html lang=en><title>F</title><h1>Consent to exosomes in the knee</h1>"
        "<h2>Hopes</h2><p>Less pain. “Six weeks on I was surfing again, and my wife cannot keep up,” "
        "laughs Ed.</p>"
        "<h2>What else you could do</h2><p>Keep walking. Costs nothing, can’t hurt you.</p>"
        "<h2>Another way: exosomes</h2><p>It can’t hurt you.</p>"
    )
    pdf = bytes(weasyprint.HTML(string=page).write_pdf())
    report = check_pdf_bytes(
        pdf, "form.pdf", expectation=expectation_of(None, "us-fda", procedures=("msc-exosomes",))
    )
    said = sorted(one.message for one in report.findings if one.code == "PAP307")
    assert len(said) == 2
    assert "“It can’t hurt you”" in said[0]
    assert "surfing again" in said[1]
