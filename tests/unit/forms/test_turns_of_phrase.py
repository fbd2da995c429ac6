"""Turns of phrase of the kinds that the newest forms taught: found in words of their own, near misses not."""

from __future__ import annotations

import pytest

from benchmarks.strangers import library
from tests.strangers.sentences import Statement, plainly_understood, turns_of_phrase, under_captions

_MOST_WRONG = 0.05


@pytest.mark.parametrize(
    "says", [True, False], ids=["what is said is found", "what only resembles it is not"]
)
@pytest.mark.parametrize(
    ("known", "least"),
    [(turns_of_phrase(), 105), (under_captions(), 54)],
    ids=["turns of phrase", "answers to captions"],
)
def test_turns_of_phrase_are_understood(known: tuple[Statement, ...], least: int, says: bool) -> None:
    statements = [statement for statement in known if statement.says is says]
    wrong = [
        f"{one.about}: {one.text}" for one in statements if plainly_understood(one, library()) is not says
    ]
    assert len(statements) >= least
    assert len(wrong) <= _MOST_WRONG * len(statements), wrong
