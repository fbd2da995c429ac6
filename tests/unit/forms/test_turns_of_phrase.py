"""Turns of phrase of the kinds that the newest forms taught: found in words of their own, near misses not."""

from __future__ import annotations

import pytest

from benchmarks.strangers import library
from tests.strangers.sentences import plainly_understood, turns_of_phrase

_MOST_WRONG = 0.05


@pytest.mark.parametrize(
    "says", [True, False], ids=["what is said is found", "what only resembles it is not"]
)
def test_turns_of_phrase_are_understood(says: bool) -> None:
    statements = [statement for statement in turns_of_phrase() if statement.says is says]
    wrong = [
        f"{one.about}: {one.text}" for one in statements if plainly_understood(one, library()) is not says
    ]
    assert len(statements) == 105
    assert len(wrong) <= _MOST_WRONG * len(statements), wrong
