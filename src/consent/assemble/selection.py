"""Which clauses a packet has: those that apply by default and those an active policy requires."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from consent.assemble.facts import Planned, facts_of, with_packet
from consent.assemble.wording import Values, clause_text
from consent.models.clause import SectionName
from consent.models.collection import Library, LoadedClause
from consent.models.condition import Facts, holds
from consent.models.packet import AppliedRequirement, ClauseText
from consent.models.place import Sourced
from consent.models.policy import Policy, Requirement


def applying(
    policies: Sequence[Sourced[Policy]], facts: Facts, on: date, own_facts: Mapping[str, Facts]
) -> tuple[AppliedRequirement, ...]:
    """The requirements of the active policies that apply to a packet with these facts on that day.

    ``own_facts`` are those of each procedure, by its anchor.
    """
    return tuple(
        AppliedRequirement(
            policy=policy.value.id,
            policy_version=policy.value.version,
            requirement=requirement,
            place=policy.at("requirements", index),
            procedures=_asked_of(requirement, facts, own_facts),
        )
        for policy in policies
        for index, requirement in enumerate(policy.value.requirements)
        if _in_force(requirement, on) and holds(requirement.applies_when, facts)
    )


def _asked_of(requirement: Requirement, facts: Facts, own_facts: Mapping[str, Facts]) -> tuple[str, ...]:
    """The procedures for which a requirement applies, if it asks about procedures at all."""
    asked = {test.fact for test in requirement.applies_when}
    return tuple(
        anchor
        for anchor, own in own_facts.items()
        if asked & own.keys() and holds(requirement.applies_when, with_packet(own, facts))
    )


def _in_force(requirement: Requirement, on: date) -> bool:
    begun = requirement.effective_from is None or requirement.effective_from <= on
    ended = requirement.effective_until is not None and requirement.effective_until < on
    return begun and not ended


@dataclass(frozen=True, slots=True)
class Chooser:
    """Chooses clauses for one packet."""

    library: Library
    facts: Facts
    requirements: tuple[AppliedRequirement, ...]
    attributions: Mapping[str, str] = field(default_factory=dict)
    """The practice's own lines under clauses, by clause."""

    def for_packet(self, section: SectionName, values: Values) -> tuple[ClauseText, ...]:
        """The clauses of one section, in order."""
        return tuple(
            clause_text(loaded, values, self._requirements_for(loaded), attributions=self.attributions)
            for loaded in self._in_section(section)
            if self._belongs(loaded, self.facts)
        )

    def for_procedure(self, one: Planned, anchor: str, values: Values) -> tuple[ClauseText, ...]:
        """The clauses that print at the end of one procedure, in order."""
        facts = with_packet(facts_of(one), self.facts)
        return tuple(
            clause_text(
                loaded, values, self._requirements_for(loaded), owner=anchor, attributions=self.attributions
            )
            for loaded in self._in_section(SectionName.PROCEDURE)
            if self._belongs(loaded, facts)
        )

    def _in_section(self, section: SectionName) -> Iterable[LoadedClause]:
        found = [c for c in self.library.clauses.values() if c.clause.value.section is section]
        return sorted(found, key=lambda c: (c.clause.value.order, c.clause.value.id))

    def _belongs(self, loaded: LoadedClause, facts: Facts) -> bool:
        clause = loaded.clause.value
        if clause.include == "on-requirement" and not self._requirements_for(loaded):
            return False
        return holds(clause.applies_when, facts)

    def _requirements_for(self, loaded: LoadedClause) -> list[Requirement]:
        return [a.requirement for a in self.requirements if a.requirement.clause == loaded.clause.value.id]
