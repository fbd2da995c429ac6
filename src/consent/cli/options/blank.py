"""What ``consent render --blank`` is told on the command line, where other packets have a record."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click

from consent.models.people.record import Laterality, PlannedProcedure

if TYPE_CHECKING:
    from consent.pipeline.workspace import Workspace


def check_usage(
    records: Sequence[Path], blank: bool, procedures: Sequence[str], only_blank: Sequence[str]
) -> None:
    """Refuse records and the options of blank packets together; ``only_blank`` are those that were given."""
    if blank and records:
        raise click.UsageError("--blank is for no patient: leave out the records, or leave out --blank")
    if blank and not procedures:
        raise click.UsageError("--blank needs at least one --procedure ID; see: consent list procedures")
    if not blank and only_blank:
        raise click.UsageError(f"{', '.join(only_blank)}: only with --blank; a record says this itself")
    if not blank and not records:
        raise click.UsageError("name at least one record file, or use --blank --procedure ID")


def plans(
    workspace: Workspace,
    ids: Sequence[str],
    body_site: str | None,
    laterality: str | None,
    indication: str | None,
) -> tuple[PlannedProcedure, ...]:
    """The procedures to print; a site is only said of those that have one, and an indication likewise."""
    known = workspace.library.procedures
    planned = []
    for id_ in ids:
        procedure = known[id_].value if id_ in known else None
        has_site = procedure is None or bool(procedure.body_sites)
        has_indication = procedure is None or bool(procedure.indications)
        planned.append(
            PlannedProcedure(
                procedure=id_,
                body_site=body_site if has_site else None,
                laterality=Laterality(laterality) if laterality and has_site else None,
                indication=indication if has_indication else None,
            )
        )
    return tuple(planned)


def practitioner_of(workspace: Workspace, given: str | None) -> str:
    """Who is responsible: the one given, or the only one there is."""
    ids = [p.id for p in workspace.practice.value.practitioners]
    if given is None and len(ids) == 1:
        return ids[0]
    if given is None:
        raise click.UsageError(
            f"the practice has several practitioners: add --practitioner with one of {', '.join(ids)}"
        )
    if given not in ids:
        raise click.UsageError(f"--practitioner: no such practitioner; the practice has {', '.join(ids)}")
    return given
