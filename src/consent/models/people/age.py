"""Full years on a day, and when somebody is grown up."""

from __future__ import annotations

from datetime import date

ADULT_AT = 18


def age_on(born: date, day: date) -> int:
    """Full years; who was born on 29 February turns a year older on 1 March in other years."""
    return day.year - born.year - ((day.month, day.day) < (born.month, born.day))
