"""Words that no consent may hold are found in anybody's sentences, and not in those that deny them."""

from __future__ import annotations

from functools import cache

import pytest
import yaml

from consent.checks.forbidden import forbidden_in
from tests.strangers.source import FOLDER


@cache
def seeded() -> dict[str, list[str]]:
    known: dict[str, list[str]] = yaml.safe_load((FOLDER / "forbidden.yaml").read_text("utf-8"))
    return known


@pytest.mark.parametrize("group", ["first", "second", "third"])
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
