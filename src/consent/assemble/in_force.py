"""The days on which the law changes, as far as the policies know it."""

from __future__ import annotations

from datetime import date, timedelta

from consent.models.library.collection import Library

_ONE_DAY = timedelta(days=1)


def turning_days(library: Library) -> frozenset[date]:
    """The first days on which a requirement is in force, or no longer."""
    found = set()
    for policy in library.policies.values():
        for requirement in policy.value.requirements:
            if requirement.effective_from:
                found.add(requirement.effective_from)
            if requirement.effective_until and requirement.effective_until < date.max:
                found.add(requirement.effective_until + _ONE_DAY)
    return frozenset(found)


def same_law(library: Library, on: date) -> tuple[date, date]:
    """The first and the last day around this one on which the same requirements are in force.

    The printed date decides nothing else of a packet's content.
    """
    turns = turning_days(library)
    first = max((day for day in turns if day <= on), default=date.min)
    after = min((day for day in turns if day > on), default=None)
    return first, after - _ONE_DAY if after else date.max
