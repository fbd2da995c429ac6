"""What is kept of each resource: little, so that a hundred thousand of them fit."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date

from consent.load.rows.codes import DATE_FORM
from consent.load.rows.dates import NoDay


@dataclass(frozen=True, slots=True)
class Problem:
    """Something a resource lacks, and which field of the record suffers. Holds no value."""

    field: str
    """Dotted, as in a record."""
    message: str
    hint: str
    code: str
    warning: bool = False


def told_day(name: str, day: date | NoDay, problems: list[Problem]) -> date | None:
    """The day, or None with a problem of that field."""
    if not isinstance(day, NoDay):
        return day
    problems.append(Problem(name, f"`{name}` {day.message}", day.hint, DATE_FORM))
    return None


@dataclass(frozen=True, slots=True)
class PatientFacts:
    """A patient as a record names one."""

    given_name: str | None = field(repr=False)
    family_name: str | None = field(repr=False)
    date_of_birth: date | None = field(repr=False)
    mrn: str | None = field(repr=False)
    language: str | None = field(repr=False)
    suffix: str | None = field(default=None, repr=False)
    problems: tuple[Problem, ...] = ()
    contacts: tuple[DeciderFacts, ...] = field(default=(), repr=False)


@dataclass(frozen=True, slots=True)
class DeciderFacts:
    """Somebody who may decide for the patient."""

    name: str = field(repr=False)
    authority: str
    minors_only: bool
    """A parent decides only for a child; a guardian also for an adult."""


@dataclass(frozen=True, slots=True)
class PlanFacts:
    """One procedure as ordered."""

    procedure: str
    sites: tuple[tuple[str | None, str | None], ...] = ()
    """Site and side; several when it is ordered for several sites."""
    indications: tuple[str, ...] = ()
    needs: tuple[str, ...] = ()
    """Procedures whose part belongs into the packet, by the codes of the order."""


@dataclass(frozen=True, slots=True)
class ReasonFacts:
    """A Condition."""

    indication: str | None
    """What it stands for in the library."""
    sides: frozenset[str] = frozenset()
    """Which sides it says."""


@dataclass(frozen=True, slots=True)
class OrderFacts:
    """A ServiceRequest."""

    patient: str = field(repr=False)
    """As referred to."""
    plan: tuple[PlanFacts, ...]
    practitioners: tuple[str, ...]
    """As referred to."""
    scheduled_on: date | None
    reasons: tuple[str, ...] = ()
    """Conditions, as referred to."""
    problems: tuple[Problem, ...] = ()
    standing: str = ""
    """Why it would make no row of its own: ``revoked``, ``draft``."""
