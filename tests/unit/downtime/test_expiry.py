"""How long a pack is good."""

from __future__ import annotations

from datetime import date, timedelta
from types import SimpleNamespace
from typing import Any

import pytest

from consent.downtime.expiry import expiry_of

MADE = date(2026, 12, 1)


def days(number: int) -> date:
    return MADE + timedelta(days=number)


def library(language: str, **review: int) -> Any:
    """A library whose procedures are to be read again so many days from now."""
    texts = {id_: SimpleNamespace(id=id_, review_by=days(number)) for id_, number in review.items()}
    procedures = {id_: SimpleNamespace(value=text) for id_, text in texts.items()}
    return SimpleNamespace(language=language, procedures=procedures, clauses={})


def packet(language: str, *ids: str) -> Any:
    return SimpleNamespace(language=language, procedures=[SimpleNamespace(id=one) for one in ids], clauses=())


@pytest.mark.parametrize(
    ("law", "review", "printed", "day", "because"),
    [
        (90, {"prp": 60}, ("en", "prp"), 30, "a pack is good for 30 days"),
        (9, {"prp": 60}, ("en", "prp"), 9, "the law changes on the day after"),
        (90, {"prp": 7}, ("en", "prp"), 7, "`prp` is due to be read again"),
        # Due today it may be used today.
        (90, {"prp": 0}, ("en", "prp"), 0, "`prp` is due to be read again"),
        # What was due before shortens nothing, nor what is not printed, nor in another language.
        (90, {"prp": -1}, ("en", "prp"), 30, "a pack is good for 30 days"),
        (90, {"prp": 7}, ("en", "cupping"), 30, "a pack is good for 30 days"),
        (90, {"prp": 7}, ("es", "prp"), 30, "a pack is good for 30 days"),
    ],
)
def test_a_pack_is_good_until_the_first_of_its_ends(
    monkeypatch: pytest.MonkeyPatch,
    law: int,
    review: dict[str, int],
    printed: tuple[str, ...],
    day: int,
    because: str,
) -> None:
    monkeypatch.setattr("consent.downtime.expiry.same_law", lambda library, made_on: (made_on, days(law)))
    found = expiry_of(MADE, 30, [library("en", **review)], [packet(*printed)])
    assert (found.day, found.because) == (days(day), because)
