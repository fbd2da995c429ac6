"""What a run of ``consent check`` found: every finding with its standing, and what was covered."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

from consent.models.findings.evidence import Evidence
from consent.models.findings.finding import Finding, Severity
from consent.models.place import Spot


class Standing(StrEnum):
    """Whether a finding counts. Nothing is ever dropped: what does not count is marked."""

    OPEN = "open"
    WAIVED = "waived"
    """An approved, dated exception covers it."""
    BASELINE = "baseline"
    """It was there when the gate was adopted."""


@dataclass(frozen=True, slots=True)
class Judged:
    """A finding and its standing."""

    finding: Finding
    fingerprint: str
    """The same for the same problem, also when lines move."""
    standing: Standing = Standing.OPEN
    reason: str = ""
    """Why it does not count, who approved that and until when."""

    @property
    def is_open_error(self) -> bool:
        """Whether this finding fails the gate."""
        return self.standing is Standing.OPEN and self.finding.severity is Severity.ERROR


@dataclass(frozen=True, slots=True)
class Coverage:
    """What a run looked at."""

    files: int = 0
    """Source files read: definitions, wording, page templates."""
    rules: int = 0
    cells: int = 0
    """Packets of the matrix that were assembled and checked."""
    typeset: int = 0
    """Packets of the matrix that were typeset and read back from their PDF."""
    pages: int = 0
    """PDF pages that were read."""
    cached: int = 0
    """Of the cells, those answered from the cache because nothing had changed."""
    policies: tuple[str, ...] = ()
    """Policies that were in force in at least one packet."""
    note: str = ""
    """How the covering set was chosen."""


@dataclass(frozen=True, slots=True)
class Outcome:
    """One run."""

    judged: tuple[Judged, ...]
    coverage: Coverage
    evidence: tuple[Evidence, ...]
    as_of: date
    program: str
    """Name and version of the program that ran."""
    built_in: str = ""
    """The folder of the templates that came with the program; empty where nobody said."""
    pictures: Mapping[Spot, bytes] = field(default_factory=dict, repr=False)
    """PNG images of places on strangers' forms, where the report shows them."""

    @property
    def passed(self) -> bool:
        """Whether no error is left that nobody has waived."""
        return not any(judged.is_open_error for judged in self.judged)
