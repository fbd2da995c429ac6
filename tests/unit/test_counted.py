"""Messages count as people do."""

from __future__ import annotations

import pytest

from consent.counted import counted


@pytest.mark.parametrize(
    ("count", "words", "said"),
    [
        (0, ("page",), "0 pages"),
        (1, ("page",), "1 page"),
        (2500, ("page",), "2,500 pages"),
        (1, ("field is", "fields are"), "1 field is"),
        (2, ("field is", "fields are"), "2 fields are"),
    ],
)
def test_one_is_one_and_all_else_are_many(count: int, words: tuple[str, ...], said: str) -> None:
    assert counted(count, *words) == said
