"""``consent status``."""

from __future__ import annotations

from datetime import date, datetime
from pathlib import Path

import click

from consent.cli.options.shared import (
    IsoDate,
    find_practice,
    language_option,
    practice_option,
    templates_option,
)
from consent.load.practice.read import load_practice
from consent.load.translation.opened import load_in
from consent.resources import template_roots


@click.command("status")
@click.option(
    "--as-of", type=IsoDate(), help="The day that decides what is in force and what is due. By default today."
)
@practice_option
@templates_option
@language_option
def command(as_of: date | None, practice: Path | None, templates: Path | None, language: str) -> int:
    """Say what binds this practice, what it has decided, and what is still to fill in.

    A practice file with errors says these first: a missing text or election is one of them.

    \b
    Example:
      consent status
    """
    from consent.report.status_text import status_text

    file = find_practice(practice)
    library = load_in(template_roots(templates, file.parent), language, allow_stale=True)
    day = as_of or datetime.now().astimezone().date()
    click.echo(status_text(load_practice(file, library).value, library, day), nl=False)
    return 0
