"""Which policies are in force for a practice."""

from __future__ import annotations

from consent.models.collection import Library
from consent.models.library import Policy
from consent.models.place import Sourced
from consent.models.practice import Practice


def jurisdictions_of(practice: Practice) -> frozenset[str]:
    """The practice's country and, when it names one, its state: ``US`` and ``US-CA``."""
    return frozenset({practice.jurisdiction.partition("-")[0], practice.jurisdiction})


def chosen_policies(practice: Practice, library: Library) -> tuple[Sourced[Policy], ...]:
    """The policies of the practice's jurisdiction and those it names, usable or not, by id."""
    places = jurisdictions_of(practice)
    return tuple(
        policy
        for name, policy in sorted(library.policies.items())
        if policy.value.jurisdiction in places or name in practice.policies
    )


def active_policies(practice: Practice, library: Library) -> tuple[Sourced[Policy], ...]:
    """The policies whose requirements apply to the practice's packets, by id."""
    return tuple(policy for policy in chosen_policies(practice, library) if policy.value.enabled)
