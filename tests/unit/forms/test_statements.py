"""Single statements in strangers' words: what they say is found, and what only resembles it is not."""

from __future__ import annotations

import pytest

from benchmarks.strangers import library
from tests.strangers.sentences import Statement, all_statements, understood

_MOST_WRONG = 0.02


@pytest.mark.parametrize(
    "says", [True, False], ids=["what is said is found", "what only resembles it is not"]
)
def test_statements_are_understood(says: bool) -> None:
    statements = [statement for statement in all_statements() if statement.says is says]
    wrong = [_name(one) for one in statements if understood(one, library()) is not says]
    assert len(wrong) <= _MOST_WRONG * len(statements), wrong


def _name(statement: Statement) -> str:
    return f"{statement.about}: {statement.text}"
