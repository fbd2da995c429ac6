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
