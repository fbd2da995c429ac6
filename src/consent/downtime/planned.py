"""The visits of a schedule for the pack: what can be printed, and which rows cannot."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import BinaryIO

from consent.errors import InputError
from consent.load.rows.options import SourceOptions
from consent.load.rows.row import Row
from consent.load.source.open import open_source
from consent.models.findings.finding import Finding
from consent.models.paper.packet import Packet
from consent.models.people.look import Look
from consent.models.people.record import Record
from consent.models.place import Sourced
from consent.pipeline.issued.registering import Desk
from consent.pipeline.preparing import prepare
from consent.pipeline.workspace import Workspace


@dataclass(frozen=True, slots=True)
class Planned:
    """What a schedule came to."""

    records: tuple[Sourced[Record], ...] = field(default=(), repr=False)
    packets: tuple[Packet, ...] = field(default=(), repr=False)
    not_printed: tuple[str, ...] = ()
    """Rows as people call them: ``row 4 (r-0004)``."""
    findings: tuple[Finding, ...] = ()
    """Why, and warnings about the others."""


def read_planned(
    sources: Sequence[Path],
    workspace: Workspace,
    look: Look,
    options: SourceOptions,
    desk: Desk,
    stdin: BinaryIO | None = None,
) -> Planned:
    """Read a schedule as ``consent batch`` does: a row that cannot be printed stops no other.

    Raises:
        InputError: a source cannot be read.
    """
    records: dict[str, Sourced[Record]] = {}
    packets: list[Packet] = []
    not_printed: list[str] = []
    with open_source(
        sources,
        library=workspace.library,
        practice=workspace.practice,
        issued_on=look.issued_on,
        options=options,
        stdin=stdin,
    ) as source:
        findings = list(source.findings)
        for row in source.rows:
            findings += row.findings
            try:
                packets += _packets(row, records, workspace, look, desk)
            except InputError as error:
                findings += error.findings
            if row.record is None or row.record.value.record_id not in records:
                named = f" ({row.record_id})" if row.record_id else ""
                not_printed.append(f"{row.unit.value} {row.number}{named}")
    return Planned(tuple(records.values()), tuple(packets), tuple(not_printed), tuple(findings))


def _packets(
    row: Row, records: dict[str, Sourced[Record]], workspace: Workspace, look: Look, desk: Desk
) -> tuple[Packet, ...]:
    if row.record is None:
        return ()
    id_ = row.record.value.record_id
    if id_ in records:
        message = "another row of the schedule has this `record_id`"
        hint = "give each visit an id of its own"
        raise InputError([Finding(row.place, "REC037", message, hint, field="record_id")])
    desk.know([row.record])
    made = prepare([row.record], workspace, look)
    records[id_] = row.record
    return made
