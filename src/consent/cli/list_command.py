"""``consent list``."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import click

from consent.cli.options import language_option, nearest_practice, practice_option, templates_option
from consent.load import load_library
from consent.models.collection import Library
from consent.models.library import Policy, Reviewed
from consent.resources import template_roots


@click.command("list")
@click.argument("what", type=click.Choice(["procedures", "clauses", "policies"]))
@practice_option
@templates_option
@language_option
def command(what: str, practice: Path | None, templates: Path | None, language: str) -> int:
    """List the procedures, clauses or policies of the library, yours included.

    One line each: id, version, last review, review due, title.

    \b
    Example:
      consent list procedures
    """
    file = practice or nearest_practice()
    library = load_library(template_roots(templates, file.parent if file else None), language)
    rows = list(_rows(library, what))
    widths = [max(len(row[i]) for row in rows) for i in range(len(rows[0]))]
    for row in rows:
        click.echo("  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)).rstrip())
    return 0


def _rows(library: Library, what: str) -> Iterator[tuple[str, ...]]:
    yield ("id", "version", "reviewed", "due", "title")
    values: list[Reviewed]
    if what == "clauses":
        values = [loaded.clause.value for loaded in library.clauses.values()]
    elif what == "procedures":
        values = [sourced.value for sourced in library.procedures.values()]
    else:
        values = [sourced.value for sourced in library.policies.values()]
    for value in values:
        title = value.title
        if isinstance(value, Policy) and not value.enabled:
            title += f" (disabled: {value.disabled_because})"
        yield (value.id, value.version, value.reviewed_on.isoformat(), value.review_by.isoformat(), title)
