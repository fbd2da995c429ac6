"""What a batch came to, in numbers."""

from __future__ import annotations

from dataclasses import dataclass, field

from consent.models.paper.print_run import Amount
from consent.models.register.manifest import Line, Status
from consent.pipeline.batch.outcome import Outcome
from consent.pipeline.batch.plans import Plan


@dataclass(slots=True)
class Summary:
    """What a batch came to."""

    rows: int = 0
    made: int = 0
    """Packets that are whole now, all roads together."""
    slow: int = 0
    unchanged: int = 0
    earlier: int = 0
    """Packets of earlier runs."""
    refused: int = 0
    warned: int = 0
    """Rows that were made, with a warning."""
    pages: int = 0
    sheets: int = 0
    """Printed on both sides, each packet beginning on a new sheet."""
    gone: tuple[str, ...] = ()
    """Packets of earlier runs that no row asks for any more."""
    changed: tuple[str, ...] = ()
    """Packets of earlier runs whose rows have changed; they were moved to ``superseded/``."""
    plans: tuple[Plan, ...] = ()
    whole: str = ""
    """Why pages were typeset in one piece; empty when all were joined from parts."""
    print_run: Amount = field(default_factory=Amount)
    print_bytes: int = 0
    filed: int = 0
    """Packets in the FHIR file."""

    def add(self, outcome: Outcome, line: Line) -> None:
        """Count one row."""
        self.rows += 1
        if line.status is Status.REFUSED:
            self.refused += 1
            return
        self.made += 1
        if outcome.plan is not None:
            self.whole = self.whole or outcome.plan.whole
        self.slow += line.status is Status.SLOW
        self.unchanged += not outcome.changed
        self.warned += bool(outcome.findings)
        self.pages += line.pages
        self.sheets += (line.pages + 1) // 2
