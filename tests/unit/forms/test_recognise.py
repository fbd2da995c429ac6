"""Words that are not ours: broken, joined, quoted and worded otherwise."""

from __future__ import annotations

import pytest
import weasyprint
from pydantic import ValidationError

from consent.forms.dictated import closest
from consent.forms.recognise import exact, recognised
from consent.models.library.recognition import Recognition, Several
from consent.reading.read import read_sheets
from consent.reading.text.words import Words, split, words_of

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
    assert match.sure == 0.95


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


def test_the_head_of_every_page_does_not_cut_a_sentence() -> None:
    head = "@page { size: 400px 200px; @top-center { content: 'Do not copy. Form 7, page ' counter(page) } }"
    text = (
        "Exosomes have not been " + "<span>and this is still true today </span>" * 9 + "approved by the FDA."
    )
    words = words_from(f"<p>{text}</p>", head)
    assert len(words.pages) > 1
    assert words.text.count("copy") == 1
    at = words.text.index("exosomes")
    assert len(set(words.sentence[at:])) == 1


def test_initials_and_titles_end_no_sentence() -> None:
    words = words_from("<p>Dr. R. Okafor, M.D., asks the U.S. Food and Drug Administration. He waits.</p>")
    assert words.sentence[words.text.index("administration")] == 0
    assert words.sentence[-1] == 1
    assert "md" in words.text
    assert "us" in words.text


def test_spaces_that_were_only_left_out_are_put_back() -> None:
    apart = "<p>not<span style='margin-left: 0.3em'>approved</span></p>"
    assert words_from(apart).text == ("not", "approved")
    spread = "<p style='letter-spacing: 0.3em'>approved</p>"
    assert "".join(words_from(spread).text) == "approved"


@pytest.mark.parametrize(
    ("phrase", "text", "found"),
    [
        ("+alternative*", "There are alternatives.", True),
        ("+alternative*", "There are no alternatives.", False),
        ("+alternative*", "Alternatives do not exist.", False),
        ("+infect*", "Risks are not limited to infection.", True),
        ("^clinic", "Welcome to Lakeshore Clinic.", True),
        ("^clinic", "Call the Clinic, or any clinic.", False),
        ("IND #", "It is given under IND 27418.", True),
        ("IND #", "It has no IND number.", False),
        ("not … approved", "It is not yet, as far as we know, approved.", True),
        ("not … approved", "We do not. It is approved.", False),
        ("<FDA>", "Ask the Food and Drug Administration.", True),
    ],
)
def test_the_marks_of_a_phrase(phrase: str, text: str, found: bool) -> None:
    match = recognised(words_from(f"<p>{text}</p>"), Recognition(all_of=(phrase,)))
    assert (match.sure > 0) is found


def test_several_of_a_list_must_stand_together() -> None:
    several = Recognition(
        all_of=(Several(at_least=3, of=("pain", "bleeding", "infection", "numb*")),), within=20
    )
    assert recognised(words_from("<p>Pain, bleeding, or numbness.</p>"), several).sure == 0.95
    assert recognised(words_from("<p>Pain, pain and more pain; bleeding.</p>"), several).sure == 0


def test_words_that_say_the_reverse_are_named() -> None:
    known = Recognition(all_of=("FDA", "approved"), unless=("not true",))
    words = words_from("<p>It is not true that the FDA approved it.</p>")
    match = recognised(words, known)
    assert (match.sure, match.denied) == (0, True)
    assert match.near is not None
    assert "not true" in words.quoted(*match.near)


def test_something_like_it_is_doubtful() -> None:
    known = Recognition(all_of=("exosomes", "unapproved"), doubtful=(Recognition(all_of=("unapproved",)),))
    match = recognised(words_from("<p>This is unapproved.</p>"), known)
    assert (match.sure, match.partly) == (0.4, True)


def test_a_list_of_words_that_does_not_exist_is_refused() -> None:
    with pytest.raises(ValidationError, match="no list of words"):
        Recognition(all_of=("<nonsense>",))
