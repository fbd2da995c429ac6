"""Words that are not ours: broken, joined, quoted and worded otherwise."""

from __future__ import annotations

import pytest
import weasyprint

from consent.checks.paper.recognise import closest, exact, recognised
from consent.checks.reading.read import read_sheets
from consent.checks.reading.words import Words, split, words_of
from consent.models.library import Recognition

STATUS = Recognition(all_of=(("exosome*",), ("not … approved", "unapproved"), ("FDA",)), within=25)


def words_from(body: str, css: str = "") -> Words:
    """A printed page as words."""
    page = f'<!doctype html><html lang="en"><title>t</title><style>{css}</style>{body}'
    return words_of(read_sheets(bytes(weasyprint.HTML(string=page).write_pdf()), "page.pdf").pages)


@pytest.mark.parametrize(
    "text",
    [
        "Exosomes have not been approved by the FDA.",
        "The FDA has not reviewed or approved any exosome product.",
        "EXOSOMES: NOT FDA-APPROVED",
        "Exosomes aren’t approved by the FDA.",
        "Exosome therapy is unapproved; ask the FDA.",
        "<b>Exo</b>somes are <i>not</i><br>yet ap&shy;proved by the FDA",
    ],
)
def test_other_words_are_recognised(text: str) -> None:
    match = recognised(words_from(f"<p>{text}</p>"), STATUS)
    assert match is not None
    assert match.sure == 0.8


@pytest.mark.parametrize(
    "text",
    [
        "Exosomes are approved by the FDA.",
        "Exosomes are natural. Ask the FDA about anything else.",
        "This gel is not approved by the FDA.",
    ],
)
def test_other_statements_are_not(text: str) -> None:
    match = recognised(words_from(f"<p>{text}</p>"), STATUS)
    assert match is not None
    assert match.sure == 0
    assert match.missing


def test_words_from_different_ends_of_a_page_are_no_statement() -> None:
    filler = "<p>We are glad that you are here today with us.</p>" * 12
    match = recognised(
        words_from(f"<p>Exosomes are natural.</p>{filler}<p>Not approved by the FDA.</p>"), STATUS
    )
    assert match is not None
    assert match.sure == 0


def test_narrow_columns_with_hyphens_read_on() -> None:
    text = (
        "Antiinflammatory exosome preparations have not been approved by the FDA for orthopedic indications."
    )
    words = words_from(f'<p lang="en" style="width: 90px; hyphens: auto">{text}</p>')
    assert list(words.text) == split(text)


def test_quotes_ligatures_and_dashes_make_no_difference() -> None:
    words = words_from("<p>“FDA’s ofﬁce” — the patient’s ﬂow</p>")
    assert exact(words, "\"FDA's office\" - the patient's flow") is not None


def test_the_difference_from_a_dictated_text_is_named() -> None:
    dictated = (
        "This practitioner performs therapies that have not been approved by the authority of the land."
    )
    found = closest(words_from(f"<p>{dictated.replace('not been', 'not yet been')}</p>"), dictated)
    assert found is not None
    assert found[1] == (("", "yet"),)
    assert closest(words_from("<p>Something else altogether, about other things.</p>"), dictated) is None
