"""Pages of many masters: each is drawn once while it is asked for, and only so many are kept."""

from __future__ import annotations

import pytest

from consent.intake import reference
from consent.intake.reference import References


class Drawn:
    """A master that counts how often its pages are drawn."""

    count = 0

    def __init__(self, digest: str) -> None:
        self.digest = digest

    def page(self, number: int) -> object:
        Drawn.count += 1
        return f"{self.digest} {number}"


def test_a_shuffled_heap_of_many_masters_draws_each_page_once(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(reference, "IssuedMaster", Drawn)
    monkeypatch.setattr(Drawn, "count", 0)
    references = References(lambda digest: digest)  # type: ignore[arg-type, return-value]
    for _ in range(3):
        for number in range(1, 9):
            for digest in "abcdefghij":
                assert str(references.page(digest, number)) == f"{digest} {number}"
    assert Drawn.count == 80
    for number in range(1, 400):
        references.page("k", number)
    assert len(references._pages) < 200
    assert len(references._masters) < 10
