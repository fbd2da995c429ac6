from __future__ import annotations

import pytest

from consent.models.people.use import Use, use_of


@pytest.mark.parametrize(
    ("said", "usual", "products", "use"),
    [
        (None, None, 0, None),
        (None, Use.MIXED, 0, None),
        (None, None, 1, Use.ALONE),
        (None, Use.MIXED, 1, Use.ALONE),
        (None, None, 2, None),
        (None, Use.MIXED, 2, Use.MIXED),
        (Use.IN_TURN, Use.MIXED, 2, Use.IN_TURN),
        (Use.ALONE, None, 3, Use.ALONE),
    ],
)
def test_the_record_speaks_before_the_practice_and_nobody_guesses(
    said: Use | None, usual: Use | None, products: int, use: Use | None
) -> None:
    assert use_of(said, usual, products) is use
