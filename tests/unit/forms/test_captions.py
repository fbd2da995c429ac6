"""A heading, a question or the words before a colon say what stands under them, in whatever words."""

from __future__ import annotations

import pytest
from pydantic import ValidationError

from consent.forms.recognise import recognised
from consent.forms.sections import sections_of
from consent.models.library.recognition import Recognition
from consent.reading.text.words import words_in
from tests.unit.forms.test_recognise import words_from

GOOD = Recognition(under=("benefit*", "hope*", "good", "in it for me"), unless=("explained",))


@pytest.mark.parametrize(
    ("text", "captions"),
    [
        ("What may go wrong? Pain. A bruise. What else? Nothing.", ["what may go wrong", "what else"]),
        ("Good: the shoulder loosens up. Bad: it gets sore.", ["good", "bad"]),
        ("Come at 9:30 in the morning, please, and bring nothing.", []),
        ("The doctor told me the following two things of all: pain and more pain.", []),
        ("Is it safe?", []),
    ],
)
def test_what_announces_a_part_of_a_form(text: str, captions: list[str]) -> None:
    words = words_in(text)
    assert [" ".join(words.text[one.caption : one.start]) for one in sections_of(words)] == captions


def test_a_heading_reaches_to_the_next_one_and_not_on() -> None:
    words = words_from(
        "<h2>Hopes</h2><p>You walk as you did at thirty.</p><h2>Costs</h2><p>We tell you first.</p>"
    )
    told = [" ".join(words.text[one.start : one.end]) for one in sections_of(words)]
    assert told == ["you walk as you did at thirty", "we tell you first"]


@pytest.mark.parametrize(
    ("text", "said"),
    [
        (
            "What’s in it for me? A tooth that stays put, and apples again.",
            "a tooth that stays put and apples again",
        ),
        ("Hope: walk as you did at thirty.", "walk as you did at thirty"),
        ("Hope: ________", ""),
        ("Benefits: the benefits were explained to me by the doctor.", ""),
        ("Benefits: there are no benefits of any kind at all.", ""),
        ("Pictures: walk as you did at thirty.", ""),
    ],
)
def test_whatever_stands_under_a_caption_tells_it(text: str, said: str) -> None:
    words = words_in(text)
    match = recognised(words, GOOD)
    assert " ".join(words.text[match.start : match.end]) == said
    assert (match.sure > 0) is bool(said)


def test_words_that_are_asked_for_count_only_under_the_caption() -> None:
    asked = Recognition(all_of=("walk*",), under=("hope*",))
    assert recognised(words_in("Hope: walk as you did at thirty."), asked).sure > 0
    assert recognised(words_in("Plan: walk as you did at thirty."), asked).sure == 0


def test_a_recognition_that_asks_for_nothing_is_refused() -> None:
    with pytest.raises(ValidationError, match="all_of"):
        Recognition(unless=("pain",))


@pytest.mark.parametrize(
    ("text", "quoted"),
    [
        ("Other choices are exercise and surgery.", "other choices are exercise and surgery"),
        ("Other choices are exercise, slow but with no risk, and surgery.", ""),
        ("There are no other choices such as exercise.", ""),
    ],
)
def test_what_is_told_in_part_is_missing_and_the_part_is_quoted(text: str, quoted: str) -> None:
    part = Recognition(all_of=("+other choices", "surgery"), within=20)
    whole = Recognition(
        all_of=("+other choices", ("surgery", "exercise"), "risk*"), within=20, in_part=(part,)
    )
    words = words_in(text)
    match = recognised(words, whole)
    assert match.sure == (0 if quoted or "no other" in text else 0.95)
    assert match.partly is bool(quoted)
    if quoted and match.near is not None:
        assert " ".join(words.text[slice(*match.near)]) == quoted.removesuffix(" of")
        assert match.missing == ("risk…",)
