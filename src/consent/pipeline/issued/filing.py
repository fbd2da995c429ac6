"""Packets that were issued before, filed as FHIR: what the register knows, and whose record it was."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from pathlib import Path

from consent.errors import ResourceError
from consent.fhir_out import Filed
from consent.models.people.look import Edition, Look, Paper
from consent.models.people.record import PlannedProcedure, Record
from consent.models.register.issue import Issue
from consent.pipeline.fhir_file import FhirFile, FhirOrder, office_of, parted
from consent.pipeline.issued.reprinting import record_of, reprint, where_it_stood
from consent.pipeline.preparing import assembler
from consent.pipeline.workspace import Workspace
from consent.register import Register


def file_issues(
    register: Register, issues: Sequence[Issue], order: FhirOrder, workspace: Workspace, source: Path | None
) -> None:
    """File packets as they were issued, each in the state that the register knows.

    Raises:
        ResourceError: a packet or its record is gone, or the record is another patient's now.
        WriteError: the file cannot be written.
    """
    home = workspace.folder
    with FhirFile(order, office_of(workspace, order.mrn_system)) as file:
        for issue in issues:
            where = source or where_it_stood(issue, home)
            record = record_of(issue, where, workspace)
            if not register.is_of(issue, record.patient.mrn):
                raise ResourceError(
                    f"record {issue.record_id} in {where} has another MRN than {issue.name} was issued for",
                    hint="name where the record stands with --record FILE",
                )
            pdf = reprint(register, issue, home, where, lambda _: workspace)
            planned = _planned(register, issue, record, workspace)
            policies = tuple(parted(register.policies_of(issue.content)))
            day = date.fromisoformat(issue.issued_on)
            printed = record.but(procedures=planned)
            file.add(Filed(issue.packet_id, issue.mark, printed, issue.state, day, policies, pdf))
        file.finish()


def _planned(
    register: Register, issue: Issue, record: Record, workspace: Workspace
) -> tuple[PlannedProcedure, ...]:
    """What the paper is about: the record's plan while it gives the same words, side and all.

    A record may have changed since, or the library. Then the procedures stand without a side: the document
    has it, and a wrong one would be worse than none.
    """
    _, edition, _, procedures = register.version_of(issue.content)
    day = date.fromisoformat(issue.issued_on)
    for sources in (False, True):
        look = Look(day, Edition(edition), Paper(register.paper_of(issue.content)), sources)
        if assembler(workspace, look)(record).content_hash == issue.content:
            return record.procedures
    known = workspace.library.procedures
    return tuple(PlannedProcedure(procedure=id_) for id_, _ in parted(procedures) if id_ in known)
