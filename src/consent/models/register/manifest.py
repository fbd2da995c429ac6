"""What became of each row of a batch: the lines of its manifest. No patient data beyond the ids."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Status(StrEnum):
    """What became of a row."""

    MADE = "made"
    SLOW = "slow"
    """Made on its own, because a value fits no slot."""
    REFUSED = "refused"
    SUPERSEDED = "superseded"
    """A packet of an earlier run whose row has changed since; its file is in ``superseded/``."""
    GONE = "no-longer-scheduled"
    """A packet of an earlier run that no row asks for any more. Its file is still there."""


@dataclass(frozen=True, slots=True)
class Line:
    """One line of the manifest."""

    status: Status
    source: str
    """The file the row stands in, as given; ``-`` for standard input."""
    row: int
    record_id: str = ""
    packet_id: str = ""
    sha256: str = ""
    """Of the packet's file."""
    size: int = 0
    pages: int = 0
    edition: str = ""
    template_version: str = ""
    master: str = ""
    """SHA-256 of the content, which names its master; empty when the packet has a master of its own."""
    clauses: str = ""
    """SHA-256 over the ids, versions and wordings of all clauses."""
    policies: str = ""
    """Id and version of each policy in force, separated by spaces."""
    reason: str = ""
    """Why it was refused, or why it took the slow road."""
