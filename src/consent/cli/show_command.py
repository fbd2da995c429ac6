"""``consent show``."""

from __future__ import annotations

import difflib
from pathlib import Path

import click
import yaml

from consent.cli.options import language_option, nearest_practice, practice_option, templates_option
from consent.load import load_library
from consent.models.base import Model
from consent.models.collection import Library
from consent.models.library import Clause
from consent.models.place import Sourced
from consent.resources import template_roots


@click.command("show")
@click.argument("id_", metavar="ID")
@practice_option
@templates_option
@language_option
def command(id_: str, practice: Path | None, templates: Path | None, language: str) -> int:
    """Show one procedure, shared part, clause or policy in full, and the file it comes from.

    \b
    Example:
      consent show ca-684-notice
    """
    file = practice or nearest_practice()
    library = load_library(template_roots(templates, file.parent if file else None), language)
    known = _everything(library)
    if id_ not in known:
        near = difflib.get_close_matches(id_, known, n=1)
        raise click.UsageError(
            f"nothing in the library is called {id_!r}"
            + (f"; did you mean {near[0]!r}?" if near else "; see: consent list procedures")
        )
    for kind, sourced in known[id_]:
        click.echo(f"# {kind} {id_}, from {sourced.source.file}")
        click.echo(_text(sourced.value), nl=False)
    return 0


def _everything(library: Library) -> dict[str, list[tuple[str, Sourced[Model]]]]:
    found: dict[str, list[tuple[str, Sourced[Model]]]] = {}
    groups = {
        "procedure": library.procedures,
        "shared part": library.shared,
        "clause": {id_: loaded.clause for id_, loaded in library.clauses.items()},
        "policy": library.policies,
    }
    for kind, group in groups.items():
        for id_, sourced in group.items():
            found.setdefault(id_, []).append((kind, sourced))  # type: ignore[arg-type]
    return found


def _text(value: Model) -> str:
    body = value.body if isinstance(value, Clause) else ""
    data = value.model_dump(mode="json", exclude_defaults=True, exclude={"body"})
    text: str = yaml.safe_dump(data, sort_keys=False, allow_unicode=True, width=100)
    return f"{text}---\n{body}\n" if body else text
