"""What two wordings have in common when they are read aloud."""

from __future__ import annotations

import pytest

from consent.compare.words import denials, numbers, spoken

SAME = (
    ("thera\u00adpist", "therapist"),
    ("thera\u200bpist", "therapist"),
    ("cafe\u0301", "café"),
    ("1,000 steps", "1000 steps"),
    ("two hundred", "200"),
    ("Twenty-one days", "21 days"),
    ("three thousand", "3000"),
    (".5 mL", "0.5 ml"),
    ("5–10", "5-10"),
    ("follow-up", "follow up"),
)
OTHERS = (
    ("not able", "not\u200bable"),
    ("1.5", "15"),
    (".5", "5"),
    ("-5", "5"),
    ("1/10", "1-10"),
    ("1-2", "12"),
    ("<5", ">5"),
    ("5%", "5"),
    ("5°", "5"),
    ("☐ yes", "☑ yes"),
    ("12 of 90", "\u202e12 of 90"),
    ("twenty", "twenty one"),
)


@pytest.mark.parametrize(("one", "other"), SAME)
def test_these_are_read_alike(one: str, other: str) -> None:
    assert spoken(one) == spoken(other)


@pytest.mark.parametrize(("one", "other"), OTHERS)
def test_these_are_not(one: str, other: str) -> None:
    assert spoken(one) != spoken(other)


def test_what_counts_is_told_from_what_does_not() -> None:
    assert numbers("About one in ten (<12%) are sore, twice.") == ("1", "10", "<", "12", "%", "twice")
    assert denials("It does not; it doesn’t; never without.") == ("not", "doesn't", "never", "without")
