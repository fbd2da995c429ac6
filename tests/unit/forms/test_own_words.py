"""A practice's own definition brings its risks, choices and steps into the search of its own forms."""

from __future__ import annotations

import pytest

from benchmarks.strangers import library
from consent.forms.elements import RECOGNISED
from consent.forms.own_words import own_words, with_words
from consent.forms.recognise import recognised
from consent.models.library.element import Element
from consent.reading.text.words import words_in


@pytest.mark.parametrize(
    ("procedure", "element", "sentence"),
    [
        ("colonoscopy", Element.ALTERNATIVES, "Rather than this: stool tests or CT colonography."),
        (
            "carpal-tunnel-release",
            Element.NATURE,
            "In this operation the tight ligament is parted and the band opens.",
        ),
        ("dental-implant", Element.RISKS, "Risks: bleeding, the implant fails, or the sinus is opened."),
    ],
)
def test_what_only_the_definition_knows_is_found(procedure: str, element: Element, sentence: str) -> None:
    own = own_words([library().procedures[procedure].value])
    words = words_in(sentence)
    assert recognised(words, RECOGNISED[element]).sure == 0
    assert recognised(words, with_words(RECOGNISED[element], own)).sure > 0.9


def test_one_choice_counts_once_however_many_words_its_name_has() -> None:
    own = own_words([library().procedures["colonoscopy"].value])
    words = words_in("Rather than this: CT colonography.")
    assert recognised(words, with_words(RECOGNISED[Element.ALTERNATIVES], own)).sure == 0


def test_words_that_a_list_already_has_are_left_where_they_are() -> None:
    own = own_words(one.value for one in library().procedures.values())
    known = {phrase for phrases in own.values() for phrase in phrases}
    assert not known & {"pain", "infect*", "joint", "knee", "exosom*", "your", "with"}
    assert all(phrases for phrases in own.values())
