"""``consent columns``."""

from __future__ import annotations

from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING

import click

from consent.cli import Exit
from consent.cli.options.shared import (
    IsoDate,
    find_practice,
    language_option,
    practice_option,
    templates_option,
)
from consent.cli.screen.batch_report import grouped
from consent.errors import InputError, WriteError

if TYPE_CHECKING:
    from consent.load.rows.row import Row
    from consent.pipeline.workspace import Workspace

_FIRST = 500


@click.command("columns")
@click.argument("export", type=click.Path(path_type=Path, dir_okay=False))
@click.option(
    "--output",
    "-o",
    type=click.Path(path_type=Path, dir_okay=False),
    help="The file to write. By default EXPORT's name with .columns.yaml, beside it.",
)
@click.option("--sheet", help="The sheet of a workbook. By default its first visible one.")
@click.option("--encoding", help="Of a CSV file that is not UTF-8, for example cp1252.")
@click.option("--force", is_flag=True, help="Write over a columns file that is there.")
@click.option("--issued-on", type=IsoDate(), help="The day to hold the first rows against. By default today.")
@practice_option
@templates_option
@language_option
def command(
    export: Path,
    output: Path | None,
    sheet: str | None,
    encoding: str | None,
    force: bool,
    issued_on: date | None,
    practice: Path | None,
    templates: Path | None,
    language: str,
) -> int:
    """Write a columns file for EXPORT, ready to edit: what each heading means, and what is missing.

    The system is told by its headings (templates/schedules/profiles). consent batch then uses
    the file that lies beside a schedule by itself; a file named columns.yaml serves every
    schedule of its folder.

    \b
    Example:
      consent columns tomorrow.csv && consent batch tomorrow.csv --dry-run
    """
    from consent.load.library.profiles import load_profiles
    from consent.load.rows.options import SourceOptions
    from consent.load.source.columns import look_at
    from consent.load.table.columns.propose import propose
    from consent.pipeline.workspace import open_workspace

    target = output or export.with_name(f"{export.stem}.columns.yaml")
    if target.exists() and not force:
        raise click.UsageError(
            f"{target} is there already; add --force to write over it, or name another with -o"
        )
    workspace = open_workspace(find_practice(practice), templates, language)
    profiles, findings = load_profiles(workspace.roots)
    if findings:
        raise InputError(findings)
    options = SourceOptions(encoding=encoding, sheet=sheet)
    look = look_at(export, options)
    proposal = propose(
        look.headings,
        look.rows,
        profiles=profiles,
        library=workspace.library,
        practice=workspace.practice.value,
    )
    try:
        target.write_text(proposal.text(), "utf-8")
    except OSError as error:
        hint = "name another file with -o"
        raise WriteError(f"cannot write {target}: {error.strerror}", hint=hint) from None
    system = proposal.profile.system if proposal.profile else "not known; read by its headings"
    click.echo(f"system   {system}")
    read = sum(name is not None for name in proposal.columns.values())
    click.echo(f"columns  {read} of {len(proposal.columns)} are read; written to {target}")
    for question in proposal.questions:
        click.echo(f"ask      {question}")
    from dataclasses import replace

    rows = _first_rows(export, workspace, replace(options, columns=target), issued_on)
    good = sum(not row.refused for row in rows)
    click.echo(f"rows     {good} of the first {len(rows)} would be printed")
    for line in grouped(rows):
        click.echo(line)
    return Exit.DONE if good == len(rows) and not proposal.questions else Exit.FOUND


def _first_rows(export: Path, workspace: Workspace, options: object, issued_on: date | None) -> list[Row]:
    """The first rows as a batch would read them; none when the table lacks a column."""
    from itertools import islice

    from consent.load.rows.options import SourceOptions
    from consent.load.source.open import open_source
    from consent.report import findings_text

    if not isinstance(options, SourceOptions):
        raise TypeError("options of a source")
    try:
        with open_source(
            (export,),
            library=workspace.library,
            practice=workspace.practice,
            issued_on=issued_on or datetime.now().astimezone().date(),
            options=options,
        ) as source:
            return list(islice(source.rows, _FIRST))
    except InputError as error:
        click.echo(findings_text(error.findings, below=Path.cwd()))
        return []
