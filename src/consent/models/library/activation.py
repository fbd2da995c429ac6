"""Which policies are in force for a practice, and which texts they still lack."""

from __future__ import annotations

from collections.abc import Collection

from consent.models.library.collection import Library
from consent.models.library.condition import Fact, holds
from consent.models.library.policy import Need, Policy
from consent.models.people.practice import Practice
from consent.models.place import Sourced


def active_policies(practice: Practice, library: Library) -> tuple[Sourced[Policy], ...]:
    """The policies whose requirements apply to the practice's packets, by id.

    A policy that lacks a text is not among them: ``load`` refuses the practice file that asks for it.
    """
    chosen = chosen_policies(practice.jurisdiction, practice.policies, library)
    elections = [name for name, election in practice.elections.items() if election.value]
    return tuple(
        policy
        for policy in chosen
        if policy.value.enabled
        and not unmet_needs(policy.value, library, elections=elections, forms=practice.official_forms)
    )


def without_policy(practice: Practice, library: Library) -> str:
    """What to say of a jurisdiction whose own law nobody has written down; empty when somebody has."""
    there = practice.jurisdiction
    if "-" not in there or any(policy.value.jurisdiction == there for policy in library.policies.values()):
        return ""
    return (
        f"no policy is about {there}: its notices and rules are not printed and not checked, only those of"
        f" {there.partition('-')[0]} and the policies you name"
    )


NO_POLICY_HINT = (
    "ask counsel what your state requires, and write it as a policy of your own: docs/adding-a-policy.md"
)


def unmet_needs(
    policy: Policy, library: Library, *, elections: Collection[str], forms: Collection[str]
) -> tuple[Need, ...]:
    """The texts this policy cannot be used without and nobody has supplied.

    ``elections`` are the recorded ones that are true, ``forms`` the official forms at hand.
    """
    facts = {Fact.ELECTION: frozenset(elections)}
    return tuple(
        need
        for need in policy.needs
        if holds(need.applies_when, facts) and need.clause not in library.clauses and need.form not in forms
    )


def elections_lacking_a_text(policy: Policy, library: Library, *, answer: bool = True) -> frozenset[str]:
    """The elections that, answered so, would ask for a text that nobody has supplied."""
    return frozenset(
        word
        for need in policy.needs
        if need.clause not in library.clauses
        for test in need.applies_when
        for word in _listed(test.includes if answer else test.excludes)
    )


def _listed(words: tuple[str, ...] | str) -> tuple[str, ...]:
    return (words,) if isinstance(words, str) else words


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
