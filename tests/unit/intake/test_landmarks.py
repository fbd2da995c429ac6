"""A scan is laid onto its page round by round; what the first few landmarks say is taken where it is good."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any, cast

import numpy as np
import pytest
from PIL import Image

from consent.intake import landmarks
from consent.intake.issued_page import IssuedPage
from consent.intake.landmarks import Registration

MARKS = np.array([(x, y) for x in range(20, 200, 30) for y in range(20, 260, 40)], float)
PAGE = cast("IssuedPage", SimpleNamespace(landmarks=MARKS, code=np.full((4, 2), 180.0)))
GUESS, FOUND = np.eye(3), np.diag([1.1, 1.1, 1.0])


def laid(share: float) -> Registration:
    """A result of which this share agrees."""
    agrees = np.arange(len(MARKS)) < share * len(MARKS)
    return Registration(FOUND, MARKS, np.zeros_like(MARKS), np.ones(len(MARKS)), agrees, 5.9)


@pytest.mark.parametrize(
    ("shares", "guesses"),
    [
        ([0.95], [GUESS]),
        ([0.4, 0.95], [GUESS, GUESS]),  # led astray: all begin where the few did
        ([0.8, 0.95], [GUESS, FOUND]),  # nearly there: the next round goes on from it
        ([0.4, 0.4, 0.4], [GUESS, GUESS, FOUND]),
        ([None, 0.95], [GUESS, GUESS]),
        ([0.8, None], [GUESS, FOUND]),
    ],
)
def test_each_round_begins_at_the_best_that_is_known(
    monkeypatch: pytest.MonkeyPatch, shares: list[float | None], guesses: list[Any]
) -> None:
    rounds: list[tuple[Any, int]] = []

    def once(_: object, __: object, guess: Any, *, step: int, **___: object) -> Registration | None:
        rounds.append((guess, step))
        share = shares[len(rounds) - 1]
        return None if share is None else laid(share)

    monkeypatch.setattr(landmarks, "_once", once)
    best = landmarks.register(Image.new("L", (9, 9)), PAGE, GUESS)
    assert [guess.tolist() for guess, _ in rounds] == [guess.tolist() for guess in guesses]
    assert [step > 1 for _, step in rounds] == [True] + [False] * (len(rounds) - 1)
    assert best is not None
    assert best.share == pytest.approx(max(share or 0 for share in shares), abs=0.03)
