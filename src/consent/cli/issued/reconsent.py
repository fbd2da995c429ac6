"""``consent reconsent``."""

from __future__ import annotations

import sys
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING

import click

from consent.cli import Exit
from consent.cli.options.batch import source_options
from consent.cli.options.register import format_option, opened, say
from consent.cli.options.shared import (
    IsoDate,
    find_register,
    language_option,
    practice_option,
    templates_option,
)
from consent.load.rows.options import SourceOptions

if TYPE_CHECKING:
    from collections.abc import Mapping

    from consent.compare.office import Office
    from consent.models.people.record import Record
    from consent.models.register.resign import Resigning


@click.command("reconsent")
@click.argument("sources", nargs=-1, type=click.Path(path_type=Path, allow_dash=True), metavar="[SOURCE]...")
@click.option(
    "--output",
    "-o",
    type=click.Path(path_type=Path, dir_okay=False),
    help="Write the records of the visits to come to this .jsonl file, for `consent batch`."
    " It names patients.",
)
@click.option("--as-of", type=IsoDate(), help="Visits of this day and later are to come. By default today.")
@format_option
@source_options
@practice_option
@templates_option
@language_option
def command(
    sources: tuple[Path, ...],
    output: Path | None,
    as_of: date | None,
    form: str,
    reading: SourceOptions,
    practice: Path | None,
    templates: Path | None,
    language: str,
) -> int:
    """List who signed words that have since changed in what matters.

    Each record's newest consent that is complete or signed is held against the packet that would
    be printed for it now. What counts as material is told under `consent diff`: a comma never
    makes anybody sign again. Visits to come are listed first, those that are over apart.

    Records are read again where they stood when they were printed. With SOURCE, a schedule as for
    `consent batch`, only its records are looked at, and as they stand in it.

    Exit code 1: somebody must sign again, or a consent could not be compared.

    \b
    Examples:
      consent reconsent
      consent reconsent tomorrow.csv -o again.jsonl
      consent batch again.jsonl -o again/
    """
    if output is not None and output.suffix.lower() != ".jsonl":
        raise click.UsageError(f"-o {output}: name a file ending in .jsonl")
    from consent.compare.office import Office
    from consent.compare.resigning import who_must_sign_again
    from consent.report.resigning_text import resigning_lines, resigning_values

    day = as_of or datetime.now().astimezone().date()
    register, practice_file = opened(practice)
    office = Office(practice_file, templates, language, find_register(practice_file), day)
    with register:
        given = _given(sources, office, reading, day) if sources else None
        resigning = who_must_sign_again(office, register, day, given)
    if output is not None:
        count = _write(output, resigning)
        click.echo(f"{count} record{'s' * (count != 1)} in {output}", err=True)
    say(form, resigning_lines(resigning), resigning_values(resigning))
    return Exit.FOUND if resigning.found or resigning.untold else Exit.DONE


def _given(
    sources: tuple[Path, ...], office: Office, options: SourceOptions, day: date
) -> Mapping[str, Record]:
    from consent.pipeline.issued.reprinting import records_in

    workspace = office.workspace(office.library(), office.roots)
    return records_in(sources, workspace, options, day, sys.stdin.buffer)


def _write(output: Path, resigning: Resigning) -> int:
    """The records of the visits to come whose packet is not printed anew yet."""
    from consent.write import write_packet

    records = [one.record for one in resigning.found if one.to_come and one.record and not one.printed_anew]
    lines = (record.model_dump_json(exclude_none=True, exclude_defaults=True) for record in records)
    write_packet(output, "".join(f"{line}\n" for line in lines).encode())
    return len(records)
