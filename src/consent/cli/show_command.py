"""``consent show``."""

from __future__ import annotations

from datetime import date, datetime
from pathlib import Path

import click
import yaml

from consent.cli.options import (
    IsoDate,
    find_practice,
    language_option,
    nearest_practice,
    practice_option,
    templates_option,
)
from consent.load.library.survey import load_library
from consent.models.activation import active_policies
from consent.models.base import Model
from consent.models.clause import Clause
from consent.models.collection import Library
from consent.models.look import Look
from consent.models.place import Sourced
from consent.models.policy import Policy
from consent.models.record import BlankForm, PlannedProcedure
from consent.report.coverage import coverage_rows, coverage_text
from consent.report.policy_text import policy_text
from consent.resources import template_roots
from consent.suggest import nearest


@click.command("show")
@click.argument("id_", metavar="ID")
@click.option(
    "--coverage",
    is_flag=True,
    help="For a policy: which clause meets each requirement in a blank packet of each procedure, and on which"
    " page.",
)
@click.option("--issued-on", type=IsoDate(), help="With --coverage: the printed date. By default today.")
@practice_option
@templates_option
@language_option
def command(
    id_: str,
    coverage: bool,
    issued_on: date | None,
    practice: Path | None,
    templates: Path | None,
    language: str,
) -> int:
    """Show one procedure, shared part, clause or policy in full, and the file it comes from.

    \b
    Examples:
      consent show ca-684-notice
      consent show us-ca --coverage
    """
    file = practice or nearest_practice()
    library = load_library(template_roots(templates, file.parent if file else None), language)
    known = _everything(library)
    if id_ not in known:
        near = nearest(id_, known)
        raise click.UsageError(
            f"nothing in the library is called {id_!r}"
            + (f"; did you mean {near!r}?" if near else "; see: consent list procedures")
        )
    if coverage:
        if id_ not in library.policies:
            raise click.UsageError(
                f"--coverage is for a policy, and {id_!r} is none; see: consent list policies"
            )
        look = Look(issued_on or datetime.now().astimezone().date())
        click.echo(_coverage(id_, find_practice(practice), templates, language, look), nl=False)
        return 0
    for kind, sourced in known[id_]:
        click.echo(f"# {kind} {id_}, from {sourced.source.file}")
        click.echo(_text(sourced.value, library), nl=False)
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


def _text(value: Model, library: Library) -> str:
    if isinstance(value, Policy):
        return policy_text(value, library)
    body = value.body if isinstance(value, Clause) else ""
    data = value.model_dump(mode="json", exclude_defaults=True, exclude={"body"})
    text: str = yaml.safe_dump(data, sort_keys=False, allow_unicode=True, width=100)
    return f"{text}---\n{body}\n" if body else text


def _coverage(policy: str, practice: Path, templates: Path | None, language: str, look: Look) -> str:
    from consent.pipeline.masters import master_of
    from consent.pipeline.preparing import prepare_blank
    from consent.pipeline.workspace import open_workspace

    workspace = open_workspace(practice, templates, language)
    active = {one.value.id for one in active_policies(workspace.practice.value, workspace.library)}
    if policy not in active:
        raise click.UsageError(
            f"the policy {policy!r} is not in force for {practice}; name it there under `policies:`, or give"
            " a practice of its jurisdiction with --practice"
        )
    who = workspace.practice.value.practitioners[0].id
    blocks = []
    for id_, procedure in workspace.library.procedures.items():
        if procedure.value.product and id_ not in workspace.practice.value.products:
            continue
        form = BlankForm(procedures=(PlannedProcedure(procedure=id_),), practitioner=who)
        (packet,) = prepare_blank(form, workspace, look)
        rows = coverage_rows(packet, master_of(packet, workspace.roots))
        wanted = [row for row in rows if row.policy == policy]
        if wanted:
            blocks.append(f"blank packet {id_}\n{coverage_text(wanted)}")
    return "\n".join(blocks) or f"no requirement of {policy} applies to a blank packet of any one procedure\n"
