"""What the resources of one packet are made from."""

from __future__ import annotations

import uuid
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

from consent.models.library.procedure import Procedure
from consent.models.people.practice import Practice
from consent.models.people.record import Record
from consent.models.register.issue import State

_OURS = uuid.UUID("f2b7a0c4-6a53-4c1e-9f0e-4f7a5d1f9b26")


class Version(StrEnum):
    """Of FHIR."""

    R4 = "r4"
    R5 = "r5"


@dataclass(frozen=True, slots=True)
class Office:
    """Who files, and what numbers mean there."""

    practice: Practice
    procedures: Mapping[str, Procedure] = field(repr=False)
    """By id: titles and codes."""
    language: str
    mrn_system: str | None = None
    """Whose medical record numbers they are, as ``mrn_system:`` says in a file for ``--fhir-map``."""

    @property
    def packet_system(self) -> str:
        """What packet ids are unique in: the whole world."""
        return f"urn:uuid:{uuid.uuid5(_OURS, 'packet')}"

    @property
    def record_system(self) -> str:
        """What record ids are unique in: this practice."""
        return f"urn:uuid:{uuid.uuid5(_OURS, f'record {self.practice.name}')}"

    def named(self, kind: str, name: str) -> str:
        """A URN for a resource of this name: the same whenever it is asked for."""
        return f"urn:uuid:{uuid.uuid5(_OURS, f'{kind} {self.practice.name} {name}')}"


@dataclass(frozen=True, slots=True)
class Filed:
    """One packet as it was issued, and how far it has come."""

    packet_id: str
    mark: str
    """What tells apart papers with one packet id; empty for the first."""
    record: Record = field(repr=False)
    state: State
    issued_on: date
    policies: tuple[tuple[str, str], ...]
    """Id and version of each policy in force."""
    pdf: bytes = field(repr=False)

    @property
    def name(self) -> str:
        """The packet id, with its mark if it has one."""
        return f"{self.packet_id}-{self.mark}" if self.mark else self.packet_id
