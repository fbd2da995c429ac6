"""Which clauses a packet has: those that apply by default and those an active policy requires."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from typing import TypeAlias

from consent.assemble.chapters import anchor_of
from consent.assemble.facts import Planned, facts_of, with_packet
from consent.assemble.procedures import procedure_values
from consent.assemble.wording import Values, clause_text, written
from consent.made_once import MadeOnce
from consent.models.library.clause import SectionName
from consent.models.library.collection import Library, LoadedClause
from consent.models.library.condition import Facts, holds
from consent.models.library.policy import Policy, Requirement
from consent.models.paper.packet import AppliedRequirement
from consent.models.paper.packet_rows import ClauseText
from consent.models.place import Sourced

_SECTIONS: MadeOnce[tuple[LoadedClause, ...]] = MadeOnce(64)
_TOGETHER: MadeOnce[ClauseText] = MadeOnce(512)

Chosen: TypeAlias = tuple[tuple[LoadedClause, tuple[Planned, ...]], ...]
"""Clauses, and for which procedures; none where it is asked of the packet."""


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
    planned: tuple[Planned, ...]
    values: Values
    facts: Facts
    requirements: tuple[AppliedRequirement, ...]
    attributions: Mapping[str, str] = field(default_factory=dict)
    """The practice's own lines under clauses, by clause."""
    written_in: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    """What the practice says once for all where a clause has a line to write on, by clause and line."""
    chosen: MadeOnce[Chosen] = field(default_factory=lambda: MadeOnce(64), repr=False)
    """What was chosen before for the same procedures, facts and requirements, by section."""
    _wanted: dict[str, list[Requirement]] = field(init=False, repr=False, default_factory=dict)

    _own: dict[str, tuple[Facts, Values]] = field(init=False, repr=False, default_factory=dict)

    def __post_init__(self) -> None:
        for applied in self.requirements:
            if applied.requirement.clause:
                self._wanted.setdefault(applied.requirement.clause, []).append(applied.requirement)

    def of_section(self, section: SectionName) -> tuple[ClauseText, ...]:
        """The clauses of one section, in order; one that is asked of each procedure prints for each."""
        chosen = self.chosen.made((), section, lambda: tuple(self._chosen(section)))
        found: list[ClauseText] = []
        for loaded, procedures in chosen:
            if procedures:
                found += self._of_procedures(loaded, procedures)
            else:
                found.append(self._text(loaded, self.values))
        return tuple(found)

    def _chosen(self, section: SectionName) -> Iterator[tuple[LoadedClause, tuple[Planned, ...]]]:
        """The clauses that belong there."""
        for loaded in self._in_section(section):
            if loaded.clause.value.scope != "procedure":
                if self._belongs(loaded, self.facts):
                    yield loaded, ()
                continue
            asked = tuple(one for one in self.planned if self._belongs(loaded, self._own_of(one)[0]))
            if asked:
                yield loaded, asked

    def _of_procedures(self, loaded: LoadedClause, procedures: Sequence[Planned]) -> list[ClauseText]:
        """One clause for each procedure; where two would read the same, one for both."""
        found: list[ClauseText] = []
        for one in procedures:
            anchor = anchor_of(one)
            text = self._text(loaded, self._own_of(one)[1], owner=anchor)
            same = next((index for index, other in enumerate(found) if other.prose == text.prose), None)
            if same is None:
                found.append(text)
            else:
                found[same] = _for_all(found[same], (*found[same].procedures, anchor))
        return found

    def _own_of(self, one: Planned) -> tuple[Facts, Values]:
        """What is true of a procedure, and what the placeholders of its clauses stand for."""
        anchor = anchor_of(one)
        if anchor not in self._own:
            facts = with_packet(facts_of(one), self.facts)
            self._own[anchor] = facts, {**self.values, **procedure_values(one)}
        return self._own[anchor]

    def _text(self, loaded: LoadedClause, values: Values, *, owner: str = "") -> ClauseText:
        wanted = self._requirements_for(loaded)
        text = clause_text(loaded, values, wanted, owner=owner, attributions=self.attributions)
        return written(text, self.written_in.get(loaded.clause.value.id, {}))

    def _in_section(self, section: SectionName) -> tuple[LoadedClause, ...]:
        return _SECTIONS.made((self.library,), section, lambda: _of_section(self.library, section))

    def _belongs(self, loaded: LoadedClause, facts: Facts) -> bool:
        clause = loaded.clause.value
        if clause.include == "on-requirement" and not self._requirements_for(loaded):
            return False
        return holds(clause.applies_when, facts)

    def _requirements_for(self, loaded: LoadedClause) -> list[Requirement]:
        return self._wanted.get(loaded.clause.value.id, [])


def _of_section(library: Library, section: SectionName) -> tuple[LoadedClause, ...]:
    found = [c for c in library.clauses.values() if c.clause.value.section is section]
    return tuple(sorted(found, key=lambda c: (c.clause.value.order, c.clause.value.id)))


def _for_all(text: ClauseText, procedures: tuple[str, ...]) -> ClauseText:
    return _TOGETHER.made((text,), procedures, lambda: replace(text, procedures=procedures))
