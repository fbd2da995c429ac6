"""The plans of a batch: rows that differ only in the person share one, assembled and checked once."""

from __future__ import annotations

import hashlib
from collections.abc import Hashable
from dataclasses import dataclass, field

from consent.assemble import faceless
from consent.checks import check_packet
from consent.errors import InputError
from consent.models.finding import Finding, Severity
from consent.models.packet import Packet
from consent.models.record import Record
from consent.pipeline.preparing import Assembler


@dataclass(slots=True)
class Plan:
    """One content, and how far it has come."""

    number: int
    content_hash: str = ""
    template_version: str = ""
    clauses: str = ""
    """SHA-256 over the ids, versions and wordings of all clauses."""
    policies: str = ""
    title: str = ""
    pages: int = 0
    """0 until there is a master."""
    rows: int = 0
    findings: tuple[Finding, ...] = ()
    """Why there is and will be no master."""

    @property
    def is_settled(self) -> bool:
        """Whether it is known if there is a master."""
        return bool(self.pages or self.findings)


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

    def of(self, record: Record) -> tuple[Plan, Packet | None]:
        """The plan of a record; the first time with the packet to typeset, unless it has errors."""
        key = plan_key(record)
        plan = self._known.get(key)
        if plan is not None:
            return plan, None
        plan = self._known[key] = Plan(number=len(self._known))
        try:
            packet = self.assembler(faceless(record))
        except InputError as error:
            plan.findings = error.findings
            return plan, None
        plan.findings = tuple(f for f in check_packet(packet) if f.severity is Severity.ERROR)
        plan.content_hash = packet.content_hash
        plan.template_version = packet.template_version
        plan.clauses = _clause_set(packet)
        plan.policies = " ".join(f"{id_}@{version}" for id_, version in packet.policies)
        plan.title = packet.title
        return plan, (None if plan.findings else packet)


def plan_key(record: Record) -> Hashable:
    """Everything a content is assembled from; see :func:`consent.assemble.faceless`."""
    helped = record.representative is not None, record.interpreter is not None
    given = record.use, record.needles, record.shots, record.visits
    return record.procedures, record.practitioner, *given, *helped


def _clause_set(packet: Packet) -> str:
    told = sorted(f"{clause.id} {clause.version} {clause.wording_hash}" for clause in packet.clauses)
    return hashlib.sha256("\n".join(told).encode()).hexdigest()
