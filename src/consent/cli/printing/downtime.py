"""``consent downtime``."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING

import click

from consent.cli import Exit
from consent.cli.options.batch import source_options
from consent.cli.options.register import opened
from consent.cli.options.shared import (
    IsoDate,
    cache_option,
    find_cache,
    find_practice,
    find_register,
    practice_option,
    quiet_option,
    say_without_policy,
    sources_sheet_option,
    templates_option,
)
from consent.counted import counted
from consent.load.rows.options import DateFormat, SourceOptions
from consent.models.people.look import Edition, Paper
from consent.resources import require_libraries, template_roots

if TYPE_CHECKING:
    from consent.downtime.making import Made
    from consent.models.people.practice import Practice

_GOOD_FOR = 30


@click.group("downtime", invoke_without_command=True)
@click.option(
    "--output",
    "-o",
    type=click.Path(path_type=Path, file_okay=False),
    help="A new or empty folder, for example with the day in its name.",
)
@click.option(
    "--schedule",
    multiple=True,
    type=click.Path(path_type=Path, allow_dash=True),
    metavar="SOURCE",
    help="Also print the visits of this schedule, as `consent batch` would. Repeat for more.",
)
@click.option(
    "--set",
    "sets",
    multiple=True,
    metavar="ID+ID",
    help="Only blank packets with these procedures, for example msc-exosomes+ultrasound-guidance."
    " Repeat for more. By default every set of up to four that the practice can do.",
)
@click.option(
    "--count",
    type=click.IntRange(1, 100),
    default=1,
    show_default=True,
    help="How many of each blank packet; each has a number of its own.",
)
@click.option(
    "--edition",
    "editions",
    multiple=True,
    type=click.Choice([edition.value for edition in Edition]),
    help="Type size of blank packets; repeat for more. By default all.",
)
@click.option(
    "--language",
    "languages",
    multiple=True,
    metavar="CODE",
    help="Language of blank packets; repeat for more. By default English and what practice.yaml"
    " lists under `languages:`. Planned visits print as `consent batch` prints them.",
)
@click.option(
    "--for",
    "practitioners",
    multiple=True,
    metavar="ID",
    help="Blank packets for this practitioner; repeat for more. By default all in practice.yaml.",
)
@click.option(
    "--days",
    type=click.IntRange(1, 366),
    default=_GOOD_FOR,
    show_default=True,
    help="How long the pack is good at most; less where the law changes or a text is due for review.",
)
@click.option(
    "--paper",
    type=click.Choice([paper.value for paper in Paper]),
    help="Sheet size. By default the practice's.",
)
@sources_sheet_option
@click.option("--issued-on", type=IsoDate(), help="The printed date. By default today.")
@source_options
@practice_option
@templates_option
@cache_option
@quiet_option
@click.pass_context
def command(
    context: click.Context,
    output: Path | None,
    schedule: tuple[Path, ...],
    sets: tuple[str, ...],
    count: int,
    editions: tuple[str, ...],
    languages: tuple[str, ...],
    practitioners: tuple[str, ...],
    days: int,
    paper: str | None,
    sources_sheet: bool,
    issued_on: date | None,
    reading: SourceOptions,
    practice: Path | None,
    templates: Path | None,
    no_cache: bool,
    quiet: bool,
) -> int:
    """Make a pack of paper for days without computers.

    Blank, numbered packets for every set of procedures that the practice can do, in each print
    size and language; with --schedule also the visits that are planned; an index with versions
    and the last day of use; a sheet that says what to do; a log to fill in. All of it is in one
    file for a printer with two sides, and in a folder that fits on a USB stick, with SHA-256 sums.

    It names what to destroy of earlier packs. Exit code 1: rows of the schedule have no packet.

    \b
    Examples:
      consent downtime -o pack-2026-12-01
      consent downtime -o pack --schedule tomorrow.csv --set ha-medium+ultrasound-guidance --count 5
      consent downtime reconcile pack/reconciliation.csv
    """
    if context.invoked_subcommand is not None:
        if output is not None or schedule:
            raise click.UsageError("-o and --schedule make a pack: leave them out to read its log back")
        return Exit.DONE
    if output is None:
        raise click.UsageError("name the folder for the pack with -o DIR")
    require_libraries()
    from consent.downtime import Kinds, Order, make_pack
    from consent.pipeline.remembered.memory import open_memory
    from consent.pipeline.workspace import open_workspace
    from consent.register import open_register

    file = find_practice(practice)
    cache, roots = find_cache(no_cache), template_roots(templates, file.parent)
    memory = open_memory(cache, roots) if cache else None
    home = open_workspace(file, templates, None, memory)
    typed = home.practice.value
    if not quiet:
        say_without_policy(typed, home.library)
    wanted = tuple(dict.fromkeys(languages)) or (home.library.language, *home.others)
    order = Order(
        folder=output,
        kinds=Kinds(
            sets=tuple(dict.fromkeys(tuple(one.split("+")) for one in sets)),
            practitioners=_practitioners(practitioners, typed),
            editions=tuple(dict.fromkeys(Edition(one) for one in editions)) or tuple(Edition),
            languages=wanted,
            count=count,
        ),
        schedule=schedule,
        reading=reading,
        made_on=issued_on or datetime.now().astimezone().date(),
        days=days,
        paper=Paper(paper) if paper else typed.paper,
        sources=sources_sheet,
    )
    with open_register(find_register(file)) as register:
        blanks = [open_workspace(file, templates, one, memory) for one in wanted]
        made = make_pack(order, home, blanks, register, memory, sys.stdin.buffer)
    return _say(made, output, quiet=quiet)


def _practitioners(given: Sequence[str], practice: Practice) -> tuple[str, ...]:
    ids = tuple(one.id for one in practice.practitioners)
    if unknown := [one for one in given if one not in ids]:
        raise click.UsageError(f"--for {unknown[0]}: no such practitioner; the practice has {', '.join(ids)}")
    return tuple(dict.fromkeys(given)) or ids


def _say(made: Made, output: Path, *, quiet: bool) -> int:
    from consent.downtime.folder import ALL_PAGES
    from consent.report import findings_text

    pack = made.pack
    if made.findings and not quiet:
        click.echo(findings_text(made.findings, below=Path.cwd()), err=True)
    click.echo(str(output / ALL_PAGES))
    if not quiet:
        visits = (
            f", {counted(len(pack.planned), 'planned visit')}" if pack.planned or pack.not_printed else ""
        )
        click.echo(
            f"{counted(len(pack.blank), 'blank packet')}{visits}; good until {pack.expiry.day.isoformat()}",
            err=True,
        )
    if pack.to_destroy and not quiet:
        click.echo(
            f"{counted(len(pack.to_destroy), 'packet is', 'packets are')} left of earlier packs: destroy all;"
            " start-here.pdf lists them",
            err=True,
        )
    for row in pack.not_printed:
        click.echo(f"no packet for {row}", err=True)
    return Exit.FOUND if pack.not_printed else Exit.DONE


@command.command("reconcile")
@click.argument("file", type=click.Path(path_type=Path, dir_okay=False))
@click.option(
    "--date-format",
    type=click.Choice([one.value for one in DateFormat]),
    help="The order of numbers in dates like 03/04/2026.",
)
@practice_option
def reconcile_command(file: Path, date_format: str | None, practice: Path | None) -> int:
    """Note in the register what became of the blank packets of a pack.

    FILE is the pack's reconciliation.csv, filled in: for each packet that was used the MRN, and
    the day, and the record id of the planned visit if there was one; "destroyed" where it was
    shredded. Rows that are left empty are still in the pack. Everything wrong is said at once,
    and then nothing is noted. The same file again changes nothing.

    \b
    Example:
      consent downtime reconcile pack/reconciliation.csv
    """
    from consent.downtime import reconcile

    today = datetime.now().astimezone().date()
    register, _ = opened(practice)
    with register:
        found = reconcile(file, register, today, DateFormat(date_format) if date_format else None)
    known = f"; {found.known} were known already" if found.known else ""
    click.echo(f"{found.used} used, {found.destroyed} destroyed, {found.unused} still in the pack{known}")
    return Exit.DONE
