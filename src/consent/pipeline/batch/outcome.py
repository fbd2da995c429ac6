"""What became of one row of a batch, and why it could not be made."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from consent.load.rows.row import Row
from consent.models.findings.finding import Finding
from consent.models.people.record import Record
from consent.models.register.manifest import Line
from consent.pipeline.batch.bench import StampJob
from consent.pipeline.batch.plans import Plan
from consent.pipeline.issued.registering import ANOTHERS, ANOTHERS_HINT, ANOTHERS_MESSAGE, NO_MARK_LEFT

_RANGES = 5
"""Groups of rows that a message names."""


@dataclass(slots=True)
class Outcome:
    """What became of one row."""

    row: Row = field(repr=False)
    line: Line | None = None
    """Its line in the manifest; None while it is under way."""
    tag: str = ""
    changed: bool = False
    """Whether a file was written."""
    findings: tuple[Finding, ...] = ()
    """Why it was refused, and warnings."""
    record: Record | None = field(default=None, repr=False)
    plan: Plan | None = field(default=None, repr=False)
    job: StampJob | None = field(default=None, repr=False)


def named(outcomes: Sequence[Outcome]) -> str:
    """The rows, as a person finds them: no values."""
    groups: list[tuple[Row, Row]] = []
    for row in (outcome.row for outcome in outcomes):
        last = groups[-1][1] if groups else None
        if last and (last.place.file, last.unit, last.number + 1) == (row.place.file, row.unit, row.number):
            groups[-1] = (groups[-1][0], row)
        else:
            groups.append((row, row))
    named = [
        f"{first.place.file}: {first.unit.value} {first.number}"
        + (f"–{last.number}" if last is not first else "")
        for first, last in groups[:_RANGES]
    ]
    return "; ".join(named) + ("; …" if len(groups) > _RANGES else "")


def taken(outcome: Outcome) -> Finding:
    """Its packet id is another row's; ids are cut short, so two may meet."""
    return Finding(
        outcome.row.place,
        "REC037",
        "another row has the same packet id, by a rare accident",
        "give the record another id",
        field="record_id",
    )


def anothers(outcome: Outcome) -> Finding:
    """Its record id is another patient's in the register."""
    return Finding(outcome.row.place, ANOTHERS, ANOTHERS_MESSAGE, ANOTHERS_HINT, field="record_id")


def no_mark_left(outcome: Outcome) -> Finding:
    """The register has no letter left for its packet id."""
    return Finding(
        outcome.row.place,
        NO_MARK_LEFT,
        "this packet has been issued with other values too often: no letter is left to tell its papers apart",
        "give the record another id",
        field="record_id",
    )
