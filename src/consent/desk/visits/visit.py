"""One visit of the schedule, and the state its packet is in."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

from consent.load.rows.row import Row
from consent.models.findings.finding import Finding
from consent.models.people.record import Record
from consent.models.place import Sourced
from consent.models.register.issue import Issue


class State(StrEnum):
    """How far the packet of a visit is: what the list says as an icon and as words."""

    NOT_PRINTED = "not printed"
    UNFINISHED = "printing was not finished"
    PRINTED = "printed"
    CHANGED = "changed since it was printed"
    NEWER_WORDING = "newer wording exists"
    INCOMPLETE = "came back incomplete"
    FILED = "signed copy filed"
    REFUSED = "refused"
    WITHDRAWN = "withdrawn"
    CANNOT = "cannot be printed"


@dataclass(frozen=True, slots=True)
class Planned:
    """One procedure of a visit, as the list names it."""

    title: str
    site: str
    side: str
    """``left``, ``right``, ``both sides``; empty where there is none."""


@dataclass(frozen=True, slots=True)
class Visit:
    """One row of the schedule."""

    key: str
    """What names it in an address: another one when anything in the row changes."""
    number: int
    unit: str
    """With the number, what a person finds the row by: ``row 7``."""
    family_name: str = field(repr=False)
    given_name: str = field(repr=False)
    """With what stands between and after the names."""
    born: str = field(repr=False)
    """As printed, ``Mar 9, 1961``; as typed where it could not be read."""
    mrn: str = field(repr=False)
    day: date | None
    planned: tuple[Planned, ...] = field(repr=False)
    row: Row = field(repr=False)
    origin: str = ""
    """Where it comes from, if not from the schedule alone, as the list says it."""
    in_place_of: str = ""
    """The digest of the row that was corrected at the desk; empty for the row itself, and for a walk-in."""

    @property
    def record(self) -> Sourced[Record] | None:
        """None when no packet can be made of the row."""
        return self.row.record


@dataclass(frozen=True, slots=True)
class Standing:
    """How far the packet of a visit is."""

    state: State
    issue: Issue | None = None
    """The paper it is about."""
    version: str = ""
    """Of the templates it was printed from."""
    findings: tuple[Finding, ...] = ()
    """Why it cannot be printed."""
