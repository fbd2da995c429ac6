"""``consent approve``."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date, datetime
from pathlib import Path

import click

from consent.cli.options.shared import IsoDate, find_practice, practice_option, templates_option
from consent.errors import InputError
from consent.load.library.approvals import APPROVALS_FILE, digest_of_file, read_approvals
from consent.load.library.survey import load_library
from consent.models.findings.finding import Finding
from consent.models.library.approval import Approval
from consent.models.library.collection import Library
from consent.models.library.reviewed import Reviewed
from consent.models.place import Sourced
from consent.resources import template_roots
from consent.suggest import nearest


@click.command("approve")
@click.argument("ids", nargs=-1, metavar="[ID]...")
@click.option(
    "--by", "name", required=True, metavar="NAME", help="Who read it and approves it, as it should stand."
)
@click.option("--all", "everything", is_flag=True, help="Everything that nobody has approved yet.")
@click.option("--on", "day", type=IsoDate(), help="The day of the approval. By default today.")
@practice_option
@templates_option
def command(
    ids: tuple[str, ...],
    name: str,
    everything: bool,
    day: date | None,
    practice: Path | None,
    templates: Path | None,
) -> int:
    """Note that somebody has read and approves procedures, shared parts, clauses or policies.

    It is noted in templates/approvals.yaml beside the practice file; no file of the library is touched. An
    approval is for the file as it reads now: once a word changes, it is to be approved again.

    \b
    Examples:
      consent approve msc-exosomes ha-medium --by "Ana Ruiz, MD"
      consent approve --all --by "J. Rivera, counsel"
    """
    if bool(ids) == everything:
        raise click.UsageError("name what is approved, or give --all")
    if not name.strip():
        raise click.UsageError("--by needs a name")
    folder = find_practice(practice).parent
    library = load_library(template_roots(templates, folder))
    files = {one.value.id: one for one in _reviewed(library)}
    chosen = [files[id_] for id_ in _chosen(ids, files, everything=everything)]
    today = day or datetime.now().astimezone().date()
    new = [
        Approval(
            id=one.value.id,
            version=one.value.version,
            sha256=digest_of_file(one.source.file),
            approved_by=name.strip(),
            approved_on=today,
        )
        for one in chosen
    ]
    _write(folder / "templates", new)
    for one in chosen:
        click.echo(f"{one.value.id}  {one.value.version}  {one.value.title}")
    where = folder / "templates" / APPROVALS_FILE
    click.echo(f"{len(new)} approved by {name.strip()} on {today.isoformat()}: {where}", err=True)
    return 0


def _reviewed(library: Library) -> Iterator[Sourced[Reviewed]]:
    yield from library.procedures.values()  # type: ignore[misc]  # Sourced is only read
    yield from library.shared.values()  # type: ignore[misc]
    yield from (loaded.clause for loaded in library.clauses.values())  # type: ignore[misc]
    yield from library.policies.values()  # type: ignore[misc]


def _chosen(ids: Sequence[str], files: Mapping[str, Sourced[Reviewed]], *, everything: bool) -> list[str]:
    if everything:
        return [id_ for id_, one in files.items() if one.value.approved_by is None]
    unknown = [id_ for id_ in ids if id_ not in files]
    if unknown:
        near = nearest(unknown[0], files)
        raise click.UsageError(
            f"nothing in the library is called {unknown[0]!r}"
            + (f"; did you mean {near!r}?" if near else "; see: consent list clauses")
            + "; nothing was approved"
        )
    return list(dict.fromkeys(ids))


def _write(folder: Path, new: Sequence[Approval]) -> None:
    """The approvals there are and the new ones; of one id only the newest stays."""
    from consent.load.typed.yaml_writer import yaml_text
    from consent.write.report_file import write_report

    findings: list[Finding] = []
    known = {one.id: one for one in read_approvals((folder,), findings).values()}
    if findings:
        raise InputError(tuple(findings))
    known |= {one.id: one for one in new}
    head = "# Who approved which wording. Written by `consent approve`; commit it with your templates.\n"
    rows = [known[id_].model_dump(mode="json") for id_ in sorted(known)]
    text = yaml_text({"approvals": rows})
    write_report(folder / APPROVALS_FILE, head + text)
