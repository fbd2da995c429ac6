"""A sentence that names a thing and takes it back is no evidence for it."""

from __future__ import annotations

import pytest

from benchmarks.strangers import library
from consent.forms.denial import denied_places
from consent.forms.elements import RECOGNISED
from consent.forms.recognise import recognised
from consent.models.library.element import Element
from consent.models.library.recognition import Recognition
from tests.unit.forms.test_recognise import words_from

VOLUNTARY = library().clauses["consent-voluntary"].clause.value.evidence


@pytest.mark.parametrize(
    ("sentence", "kept"),
    [
        ("There are no risks such as pain, bleeding or infection.", "there are"),
        ("No other choices such as exercise or surgery, with their risks, are told.", ""),
        ("The risks were not explained to me.", ""),
        ("I was never told about other choices.", ""),
        ("I may not withdraw after I sign, and this is voluntary.", "i may"),
        (
            "There is no guarantee that the pain gets better.",
            "there is no guarantee that the pain gets better",
        ),
        ("There are no known cures, but exercise helps.", "there are but exercise helps"),
        (
            "If something was not explained, ask about the risks.",
            "if something was not explained ask about the risks",
        ),
        ("The risks were explained to me.", "the risks were explained to me"),
        ("No one may force you to sign.", "no one may force you to sign"),
    ],
)
def test_what_a_sentence_takes_back(sentence: str, kept: str) -> None:
    words = words_from(sentence)
    denied = denied_places(words)
    left = [word for place, word in enumerate(words.text) if place not in denied]
    assert " ".join(left) == kept or (kept and " ".join(left).startswith(kept))


@pytest.mark.parametrize(
    ("element", "told", "denied"),
    [
        (
            Element.ALTERNATIVES,
            "Other choices are exercise, medicines, a steroid shot or surgery, with benefit and risk.",
            "No other choices such as exercise, medicines or surgery, with their benefit or risk, are told.",
        ),
        (
            Element.RISKS,
            "The risks are pain, bleeding, infection, swelling and an allergic reaction.",
            "There are no risks such as pain, bleeding, infection, swelling or an allergic reaction.",
        ),
    ],
)
def test_told_is_found_and_denied_is_not(element: Element, told: str, denied: str) -> None:
    assert recognised(words_from(told), RECOGNISED[element]).sure > 0
    match = recognised(words_from(denied), RECOGNISED[element])
    assert match.sure == 0
    assert match.denied


def test_a_right_that_is_taken_away_is_not_told() -> None:
    assert VOLUNTARY is not None
    assert (
        recognised(words_from("This is my free choice. I may say no, or stop at any time."), VOLUNTARY).sure
        > 0
    )
    assert recognised(words_from("I may not stop at any time."), VOLUNTARY).sure == 0


def test_what_is_looked_for_may_itself_be_a_denial() -> None:
    status = Recognition(all_of=("exosome*", "<no> … <approve>", "FDA"), within=30)
    assert recognised(words_from("There is no exosome product that FDA approved."), status) is not None
    assert recognised(words_from("No exosome product has been approved by FDA."), status).sure > 0


@pytest.mark.parametrize(
    ("element", "sentence"),
    [
        (Element.NATURE, "I consent to the following."),
        (Element.DIAGNOSIS, "Your eyes may tear."),
        (Element.DIAGNOSIS, "Tell us about any medical condition."),
        (Element.RECOVERY, "Do not eat for 8 hours before."),
        (Element.BENEFITS, "ANKLE RESTORE COMBO"),
        (Element.BENEFITS, "Benefits"),
        (Element.NO_TREATMENT, "I have personally discussed the foregoing."),
    ],
)
def test_a_single_word_is_no_evidence(element: Element, sentence: str) -> None:
    assert recognised(words_from(f"<p>{sentence}</p>"), RECOGNISED[element]).sure < 0.9


@pytest.mark.parametrize("policy", ["tjc", "ama-2-1-1"])
def test_choices_that_were_explained_are_not_told_with_their_risks_and_benefits(policy: str) -> None:
    wanted = next(
        r for r in library().policies[policy].value.requirements if r.element is Element.ALTERNATIVES
    )
    assert wanted.evidence is not None
    named = words_from("<p>The alternatives have been explained to me.</p>")
    weighed = words_from(
        "<p>Other choices: exercise helps many and is slow; pills are quick, with risks for the stomach;"
        " surgery lasts, with the risk of infection.</p>"
    )
    assert recognised(named, wanted.evidence).sure < 0.9
    assert recognised(weighed, wanted.evidence).sure > 0.9
