"""The plans of a batch: rows that differ only in the person share one, assembled and checked once.

Who works on a plan first says what it came to.
"""

from __future__ import annotations

import hashlib
from collections.abc import Hashable
from dataclasses import dataclass, field

from consent.assemble import faceless
from consent.models.findings.finding import Finding
from consent.models.paper.packet import Packet
from consent.models.people.record import Record
from consent.pipeline.preparing import Assembler


@dataclass(frozen=True, slots=True)
class ContentLine:
    """What the manifest says of a packet's content."""

    content_hash: str = ""
    template_version: str = ""
    clauses: str = ""
    """SHA-256 over the ids, versions and wordings of all clauses."""
    policies: str = ""
    title: str = ""


@dataclass(slots=True)
class Plan:
    """One content, and how far it has come."""

    number: int
    content: ContentLine = field(default_factory=ContentLine)
    pages: int = 0
    """0 until there is a master."""
    whole: str = ""
    """Why its pages were typeset in one piece."""
    rows: int = 0
    findings: tuple[Finding, ...] = ()
    """Why there is and will be no master."""


@dataclass(slots=True)
class Plans:
    """Every plan met so far."""

    assembler: Assembler
    _known: dict[Hashable, Plan] = field(default_factory=dict)

    def __len__(self) -> int:
        return len(self._known)

    def all(self) -> tuple[Plan, ...]:
        """In the order in which they were first met."""
        return tuple(self._known.values())

    def of(self, record: Record) -> tuple[Plan, bool]:
        """The plan of a record, and whether it was met for the first time."""
        key = (self.assembler.workspace.language_of(record), plan_key(record))
        plan = self._known.get(key)
        if plan is not None:
            return plan, False
        plan = self._known[key] = Plan(number=len(self._known))
        return plan, True

    def bare(self, record: Record) -> Record:
        """A record without the person, in the language its packet prints in."""
        return faceless(record, self.assembler.workspace.language_of(record))


def line_of(packet: Packet) -> ContentLine:
    """What the manifest says of this packet's content."""
    return ContentLine(
        content_hash=packet.content_hash,
        template_version=packet.template_version,
        clauses=_clause_set(packet),
        policies=" ".join(f"{id_}@{version}" for id_, version in packet.policies),
        title=packet.title,
    )


def plan_key(record: Record) -> Hashable:
    """Everything but its language that a content is assembled from; see :func:`consent.assemble.faceless`."""
    capacity = record.representative.capacity if record.representative else None
    helped = capacity, record.interpreter is not None, record.signed_by, record.witness, record.is_minor
    given = record.use, record.needles, record.shots, record.visits
    return record.procedures, record.practitioner, *given, *helped


def _clause_set(packet: Packet) -> str:
    told = sorted(f"{clause.id} {clause.version} {clause.wording_hash}" for clause in packet.clauses)
    return hashlib.sha256("\n".join(told).encode()).hexdigest()
