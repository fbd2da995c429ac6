"""What the words of a Spanish page may not say, and what its labels must."""

from __future__ import annotations

from functools import cache
from pathlib import Path

import pytest
import yaml

from consent.checks.paper.facts.labels import PageLabels, labels_of
from consent.checks.paper.pages.pap222_page_numbers import number_in
from consent.checks.paper.words.pap225_page_words_true import taken_back, takes_back_in
from consent.checks.source.facts.foreign import other_language
from consent.load.library.words import load_words
from consent.models.library.catalogue import ENGLISH, Catalogue
from consent.models.library.sources import Words

ROOT = Path(__file__).parents[4]
CASES = yaml.load((ROOT / "tests/cases/words/es-pages.yaml").read_text("utf-8"), yaml.CSafeLoader)
PLACES = {
    "likelihood": ("risk", 2),
    "benefits": ("alternative", 1),
    "risks": ("risk", 0),
}
HEADINGS = {
    "choices": "alternative",
    "warnings": "warning",
    "reasons_for": "reasons you might want this",
    "reasons_against": "reasons you might not",
}
LABELS = [
    (kind, text, is_wrong)
    for kind, cases in CASES["labels"].items()
    for is_wrong, name in ((False, "fits"), (True, "wrong"))
    for text in cases[name]
]
CAPTIONS = [
    (kind, text, is_wrong)
    for kind, cases in CASES["captions"].items()
    for is_wrong, name in ((False, "fits"), (True, "wrong"))
    for text in cases[name]
]
ROLES = [(role, text) for role, texts in CASES["roles"].items() for text in texts]


@cache
def words() -> Words:
    found, complaints = load_words([ROOT / "templates"], "es")
    assert complaints == ()
    return found


@cache
def labels() -> PageLabels:
    typed = words().labels
    assert typed is not None
    return labels_of(typed)


@pytest.mark.parametrize("text", CASES["taken_back"]["fails"])
def test_words_that_take_others_back_are_found(text: str) -> None:
    by = takes_back_in(words())
    assert by is not None
    assert taken_back(text, by)


@pytest.mark.parametrize("text", CASES["taken_back"]["passes"])
def test_words_that_take_nothing_back_pass(text: str) -> None:
    by = takes_back_in(words())
    assert by is not None
    assert taken_back(text, by) == ""


def test_of_a_language_without_such_words_nothing_is_said() -> None:
    assert takes_back_in(Words()) is None


@pytest.mark.parametrize(("kind", "text", "is_wrong"), LABELS)
def test_a_label_says_what_stands_under_it(kind: str, text: str, is_wrong: bool) -> None:
    if kind in HEADINGS:
        meaning = labels().headings[HEADINGS[kind]]
    else:
        row, column = PLACES[kind]
        meaning = labels().columns[row][column]
    assert meaning.is_wrong(text) is is_wrong


@pytest.mark.parametrize(("kind", "text", "is_wrong"), CAPTIONS)
def test_a_caption_says_what_is_written_there(kind: str, text: str, is_wrong: bool) -> None:
    assert labels().captions[kind].is_wrong(text) is is_wrong


@pytest.mark.parametrize(("role", "text"), ROLES)
def test_a_heading_names_its_signer(role: str, text: str) -> None:
    assert role in {name for name, pattern in labels().roles.items() if pattern.search(text)}


@pytest.mark.parametrize("text", CASES["foreign"]["fails"])
def test_english_on_a_spanish_page_is_told(text: str) -> None:
    assert other_language(text, "Spanish") == "English"


@pytest.mark.parametrize("text", CASES["foreign"]["passes"])
def test_spanish_and_names_are_not(text: str) -> None:
    assert other_language(text, "Spanish") == ""


def test_the_number_of_a_page_is_read_in_its_language() -> None:
    spanish = Catalogue({"Page {page} of {pages}": "Página {page} de {pages}"}, complete=False)
    assert number_in(spanish).findall("Página3de13Impreso") == [("3", "13")]
    assert number_in(ENGLISH).findall("Page3of12Printed") == [("3", "12")]
    assert number_in(spanish).findall("Page3of12") == []
