"""The time that a batch says is left, against the time it then takes; on a clock of our own."""

from __future__ import annotations

import random
from collections.abc import Sequence
from dataclasses import dataclass, field

import pytest

from consent.pipeline.batch.pace import Pace, Spent

PART, CONTENT, ROW = 0.15, 0.02, 0.002
"""Seconds."""


@dataclass
class Clinic:
    """Rows whose contents share parts, worked on by so many workers; and what was said at every moment."""

    pace: Pace
    now: float = 0.0
    said: list[tuple[float, float]] = field(default_factory=list)

    def say(self, rows: int) -> None:
        left = self.pace.seconds_left(rows)
        if left is not None:
            self.said.append((self.now, left))


def day(rows: int, contents: int, kinds: Sequence[int], width: int, *, seed: int, cached: bool) -> Clinic:
    """A content has one part of each kind; there are so many different ones of each."""
    chance = random.Random(seed)
    clinic = Clinic(Pace(width, lambda: clinic.now))
    first = set(chance.sample(range(rows), contents))
    for row in range(rows):
        clinic.pace.read_row(is_new=row in first)
    known: set[str] = set()
    for _ in range(contents):
        parts = [f"{kind}-{chance.randrange(count)}" for kind, count in enumerate(kinds)]
        new = 0 if cached else len(set(parts) - known)
        known |= set(parts)
        seconds = new * PART + CONTENT
        clinic.now += seconds / width
        clinic.pace.settle(Spent(tuple(parts), new, new * PART, seconds))
        clinic.say(rows)
    for _ in range(rows):
        clinic.now += ROW / width
        clinic.pace.finish_row()
        clinic.say(rows)
    return clinic


CLINIC = (20, 20, 20, 17, 9, 9, 5, 5, 5, 5, 1)
"""Parts by sets of procedures and sites, by sets alone, by practitioner."""
LARGE = (35, 35, 35, 30, 14, 14, 20, 5, 5, 5, 1)
DAYS = {
    "a day": (400, 146, CLINIC, 2, False),
    "parts cached": (400, 146, CLINIC, 1, True),
    "equal contents": (3000, 1, CLINIC, 2, False),
    "a large day": (4000, 900, LARGE, 2, False),
}


@pytest.mark.parametrize("seed", range(12))
@pytest.mark.parametrize("name", DAYS)
def test_the_time_left_is_within_a_factor_of_two(name: str, seed: int) -> None:
    rows, contents, kinds, width, cached = DAYS[name]
    clinic = day(rows, contents, kinds, width, seed=seed, cached=cached)
    # At the very end a factor says nothing.
    judged = [(now, left, clinic.now - now) for now, left in clinic.said if 1 <= now <= clinic.now - 0.3]
    assert judged
    wrong = [(now, left, true) for now, left, true in judged if not true / 2 <= left <= true * 2]
    assert len(wrong) <= len(judged) / 100
    assert [one for one in wrong if not one[2] / 2.5 <= one[1] <= one[2] * 2.5] == []


def test_nothing_is_said_before_the_first_content_is_made() -> None:
    pace = Pace(2)
    pace.read_row(is_new=True)
    assert pace.seconds_left(100) is None
    pace.settle(Spent(("a",), 1, 2.0, 2.1))
    assert pace.seconds_left(100) is not None


def test_contents_of_rows_not_read_yet_are_expected_as_of_late() -> None:
    busy, calm = Pace(1), Pace(1)
    for row in range(100):
        busy.read_row(is_new=row % 2 == 0)
        calm.read_row(is_new=row < 5)
    for pace in (busy, calm):
        for _ in range(pace.contents):
            pace.settle(Spent(("a",), 0, 0.0, 1.0))
    assert busy.seconds_left(200) == pytest.approx(50 + 200 * 0.003, rel=0.1)
    assert calm.seconds_left(200) == pytest.approx(200 * 0.003)
