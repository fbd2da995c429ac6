"""``consent diff``."""

from __future__ import annotations

from contextlib import ExitStack
from dataclasses import replace
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING

import click

from consent.cli import Exit
from consent.cli.options.register import format_option, say
from consent.cli.options.shared import (
    IsoDate,
    find_register,
    language_option,
    nearest_practice,
    practice_option,
    quiet_option,
    templates_option,
)
from consent.models.people.look import Paper

if TYPE_CHECKING:
    from consent.compare.office import Office
    from consent.models.register.change import Comparison

_PAGES = (".pdf", ".html")


@click.command("diff")
@click.argument("old")
@click.argument("new", default="now")
@click.option(
    "--output",
    "-o",
    "outputs",
    multiple=True,
    type=click.Path(path_type=Path, dir_okay=False),
    help="Also write both wordings side by side: a file ending in .pdf or .html; repeat for both.",
)
@click.option("--material", "only_material", is_flag=True, help="Only the changes that are material.")
@click.option(
    "--paper",
    type=click.Choice([paper.value for paper in Paper]),
    default=Paper.LETTER.value,
    show_default=True,
    help="Sheet size of the PDF.",
)
@click.option("--issued-on", type=IsoDate(), help="The date on the page; its law decides. By default today.")
@format_option
@practice_option
@templates_option
@language_option
@quiet_option
def command(
    old: str,
    new: str,
    outputs: tuple[Path, ...],
    only_material: bool,
    paper: str,
    issued_on: date | None,
    form: str,
    practice: Path | None,
    templates: Path | None,
    language: str,
    quiet: bool,
) -> int:
    """Say which words changed from OLD to NEW, and which changes are material.

    OLD and NEW are each a folder of templates; a git revision of the folder that is in use
    (HEAD~3, a tag), or REVISION:FOLDER; a packet's PDF; a day of the register (YYYY-MM-DD: what
    was printed up to it); or "now", the templates as they are, which is what NEW is by default.

    A changed risk, FDA status, right or cost is always material, and nothing but punctuation
    never is. For the rest the `history:` of the clause or procedure decides. Where it says
    nothing, the change counts as material.

    Exit code 1: something changed.

    \b
    Examples:
      consent diff HEAD~1
      consent diff 2026-06-30 -o since-june.pdf
      consent diff signed.pdf now --format json
      consent diff old/templates new/templates --material
    """
    if odd := [str(path) for path in outputs if path.suffix.lower() not in _PAGES]:
        raise click.UsageError(f"-o {odd[0]}: name a file ending in .pdf or .html")
    from consent.compare.held import hold
    from consent.compare.office import Office
    from consent.compare.side import read_side
    from consent.report.changes_text import changes_lines, changes_values

    day = issued_on or datetime.now().astimezone().date()
    file = practice or nearest_practice()
    office = Office(file, templates, language, find_register(file) if file else None, day)
    with ExitStack() as stack:
        stack.callback(office.close)
        before = read_side(old, office, stack)
        after = read_side(new, office, stack)
        comparison = hold(before, after, office)
        if only_material:
            comparison = replace(comparison, changes=comparison.material)
        written = _write(comparison, outputs, day, Paper(paper), office)
    say(form, changes_lines(comparison), changes_values(comparison))
    if written and not quiet:
        click.echo(f"written: {', '.join(written)}", err=True)
    return Exit.FOUND if comparison.changes else Exit.DONE


def _write(
    comparison: Comparison, outputs: tuple[Path, ...], day: date, paper: Paper, office: Office
) -> list[str]:
    from consent.compare.page import changes_html, changes_pdf
    from consent.resources import require_libraries
    from consent.write import write_packet

    for path in outputs:
        if path.suffix.lower() == ".pdf":
            require_libraries()
            data = changes_pdf(comparison, day, paper, office.roots)
        else:
            data = changes_html(comparison, day, office.roots).encode()
        write_packet(path, data)
    return [str(path) for path in outputs]
