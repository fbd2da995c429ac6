"""Which policies are in force for a practice."""

from __future__ import annotations

from collections.abc import Collection

from consent.models.collection import Library
from consent.models.library import Policy
from consent.models.place import Sourced
from consent.models.practice import Practice


def active_policies(practice: Practice, library: Library) -> tuple[Sourced[Policy], ...]:
    """The policies whose requirements apply to the practice's packets, by id."""
    chosen = chosen_policies(practice.jurisdiction, practice.policies, library)
    return tuple(policy for policy in chosen if policy.value.enabled)


def chosen_policies(
    jurisdiction: str, named: Collection[str], library: Library
) -> tuple[Sourced[Policy], ...]:
    """The policies of a jurisdiction and those named besides, usable or not, by id.

    ``US-CA`` has the policies of ``US`` and of ``US-CA``.
    """
    places = {jurisdiction, jurisdiction.partition("-")[0]}
    return tuple(
        policy
        for name, policy in sorted(library.policies.items())
        if policy.value.jurisdiction in places or name in named
    )
