"""``consent show``."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path

import click

from consent.cli.options.shared import (
    IsoDate,
    find_cache,
    find_practice,
    language_option,
    nearest_practice,
    practice_option,
    templates_option,
)
from consent.errors import InputError
from consent.load.library.survey import survey_library
from consent.load.translation.folders import find_translation, require_language
from consent.models.base import Model
from consent.models.findings.finding import Finding
from consent.models.library.activation import active_policies
from consent.models.library.collection import Library
from consent.models.library.policy import Policy
from consent.models.people.look import Look
from consent.models.people.record import BlankForm, PlannedProcedure
from consent.models.place import Sourced
from consent.models.spoken import SOURCE
from consent.report.coverage import coverage_rows, coverage_text
from consent.report.policy_text import policy_text
from consent.resources import template_roots
from consent.suggest import nearest

_FENCE = "---\n"


@click.command("show")
@click.argument("id_", metavar="ID")
@click.option(
    "--coverage",
    is_flag=True,
    help="For a policy: which clause meets each requirement in a blank packet of each procedure, and on which"
    " page.",
)
@click.option("--as-written", is_flag=True, help="A policy too as it stands in its file, to begin from.")
@click.option("--issued-on", type=IsoDate(), help="With --coverage: the printed date. By default today.")
@practice_option
@templates_option
@language_option
def command(
    id_: str,
    coverage: bool,
    as_written: bool,
    issued_on: date | None,
    practice: Path | None,
    templates: Path | None,
    language: str,
) -> int:
    """Show one procedure, shared part, clause or policy in full, and the file it comes from.

    Procedures, shared parts and clauses print as they were written: the output is a file to begin from. A
    policy is told in sentences, or with --as-written as a file.

    \b
    Examples:
      consent show ca-684-notice
      consent show us-ca --coverage
      consent show ha-medium > my-templates/procedures/our-gel.yaml
      consent show us-ca --as-written > my-templates/policies/us-ca.yaml
    """
    file = practice or nearest_practice()
    roots = template_roots(templates, file.parent if file else None)
    found = _find(id_, roots)
    if language != SOURCE:
        for text in _translations(id_, roots, language, found):
            click.echo(text, nl=False)
        return 0
    if coverage:
        if not any(isinstance(one.value, Policy) for _, one in found.sourced):
            raise click.UsageError(
                f"--coverage is for a policy, and {id_!r} is none; see: consent list policies"
            )
        look = Look(issued_on or datetime.now().astimezone().date())
        click.echo(_coverage(id_, find_practice(practice), templates, look), nl=False)
        return 0
    library = None if as_written else found.library
    for kind, sourced in found.sourced:
        click.echo(_text(f"# {kind} {id_}, from {sourced.source.file}\n", sourced, library), nl=False)
    return 0


@dataclass(frozen=True, slots=True)
class _Found:
    library: Library
    sourced: tuple[tuple[str, Sourced[Model]], ...]


def _find(id_: str, roots: Sequence[Path]) -> _Found:
    """Everything of this id, from the first folders that have it.

    What is wrong with other files is no matter here. The shell empties the file it sends the
    output to before this runs: an own file that cannot be read hides the built-in one no more.
    """
    complaints: tuple[Finding, ...] = ()
    near: str | None = None
    for first in range(len(roots)):
        library, findings = survey_library(roots[first:])
        known = _everything(library)
        if id_ in known:
            return _Found(library, tuple(known[id_]))
        complaints = complaints or findings
        near = near or nearest(id_, known)
    if any(Path(finding.place.file).stem == id_ for finding in complaints):
        raise InputError(complaints)
    raise click.UsageError(
        f"nothing in the library is called {id_!r}"
        + (f"; did you mean {near!r}?" if near else "; see: consent list procedures")
    )


def _translations(id_: str, roots: Sequence[Path], language: str, found: _Found) -> Iterator[str]:
    """The files that translate what is called so, as they were written."""
    require_language(roots, language)
    files = find_translation(roots, language)
    there = [path for path in (*files.clauses, *files.texts) if path.stem == id_]
    if not there:
        raise click.UsageError(
            f"{id_!r} is not translated into {language}; see: consent translations {language}"
        )
    for path in there:
        kind = next(kind for kind, _ in found.sourced)
        yield _headed(f"# translation of {kind} {id_}, from {path}\n", path)


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


def _text(head: str, sourced: Sourced[Model], library: Library | None) -> str:
    """A policy told in sentences, if the library is given; anything else as it stands in its file."""
    if library is not None and isinstance(sourced.value, Policy):
        return head + policy_text(sourced.value, library)
    return _headed(head, Path(sourced.source.file))


def _headed(head: str, path: Path) -> str:
    raw = path.read_text("utf-8")
    if raw.startswith(_FENCE):
        # Above the first fence the comment would make it no clause.
        return f"{_FENCE}{head}{raw.removeprefix(_FENCE)}"
    return head + raw


def _coverage(policy: str, practice: Path, templates: Path | None, look: Look) -> str:
    from consent.pipeline.parts.masters import master_of
    from consent.pipeline.parts.store import PartStore
    from consent.pipeline.preparing import prepare_blank
    from consent.pipeline.remembered.memory import open_memory
    from consent.pipeline.workspace import open_workspace

    cache = find_cache(switched_off=False)
    memory = open_memory(cache, template_roots(templates, practice.parent)) if cache else None
    workspace = open_workspace(practice, templates, SOURCE, memory)
    parts = PartStore(workspace.roots, memory)
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
        rows = coverage_rows(packet, master_of(packet, workspace.roots, parts))
        wanted = [row for row in rows if row.policy == policy]
        if wanted:
            blocks.append(f"blank packet {id_}\n{coverage_text(wanted)}")
    return "\n".join(blocks) or f"no requirement of {policy} applies to a blank packet of any one procedure\n"
