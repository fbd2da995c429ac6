"""``consent list``."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click

from consent.cli.options.shared import (
    find_cache,
    language_option,
    nearest_practice,
    practice_option,
    templates_option,
)
from consent.errors import InputError
from consent.load.library.heads import read_heads
from consent.models.spoken import SOURCE
from consent.pipeline.remembered.memory import open_memory
from consent.resources import template_roots

if TYPE_CHECKING:
    from consent.models.findings.finding import Finding
    from consent.models.library.collection import Library
    from consent.models.library.policy import Policy
    from consent.models.library.procedure import Procedure
    from consent.models.place import Sourced
    from consent.pipeline.remembered.memory import Memory


@click.command("list")
@click.argument("what", type=click.Choice(["procedures", "clauses", "policies", "checks"]))
@practice_option
@templates_option
@language_option
def command(what: str, practice: Path | None, templates: Path | None, language: str) -> int:
    """List the procedures, clauses or policies of the library, yours included, or the checks.

    One line each: id, version, last review, review due, title; for a check its code, severity and title.
    Every file is read and checked as a packet would have it: with anything wrong the list comes
    with the complaints, and the exit code is 2.

    \b
    Example:
      consent list procedures
    """
    file = practice or nearest_practice()
    findings: tuple[Finding, ...] = ()
    if what == "checks":
        rows = list(_checks())
    else:
        roots = template_roots(templates, file.parent if file else None)
        titles: Mapping[str, str] = {}
        cache = find_cache(switched_off=False)
        memory = open_memory(cache, roots) if cache else None
        if language != SOURCE or memory is None or not memory.has_library(SOURCE):
            titles, findings = _read(roots, language, what, memory)
        rows = list(_rows(roots, titles, what))
    widths = [max(len(row[i]) for row in rows) for i in range(len(rows[0]))]
    for row in rows:
        click.echo("  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)).rstrip())
    if findings:
        raise InputError(findings)
    return 0


def _read(
    roots: tuple[Path, ...], language: str, what: str, memory: Memory | None
) -> tuple[Mapping[str, str], tuple[Finding, ...]]:
    """What each file is called in a language, and everything wrong with the library."""
    # What reads Markdown and all kinds of files takes a third of a second to import.
    from consent.load.library.survey import survey_library
    from consent.load.translation.opened import survey_in

    library, findings = survey_library(roots)
    if memory and not findings:
        memory.keep_library(SOURCE, library)
    if language == SOURCE:
        return {}, findings
    surveyed, more = survey_in(roots, language, library)
    return _titles(surveyed.library, what) if surveyed else {}, (*findings, *more)


def _titles(library: Library, what: str) -> Mapping[str, str]:
    """What each file is called in the library's language."""
    if what == "clauses":
        return {id_: one.clause.value.title for id_, one in library.clauses.items()}
    shelf: Mapping[str, Sourced[Procedure] | Sourced[Policy]] = getattr(library, what)
    return {id_: one.value.title for id_, one in shelf.items()}


def _rows(roots: Sequence[Path], titles: Mapping[str, str], what: str) -> Iterator[tuple[str, ...]]:
    yield ("id", "version", "reviewed", "due", "title")
    for head in read_heads(roots, what):
        title = titles.get(head.id, head.title) + (
            f" (disabled: {head.disabled_because})" if head.disabled_because else ""
        )
        yield (head.id, head.version, head.reviewed_on, head.review_by, title)


def _checks() -> Iterator[tuple[str, ...]]:
    from consent.gate.catalogue import catalogue

    yield ("code", "severity", "title")
    for rule in catalogue().values():
        yield (rule.code, rule.severity.value, rule.title)
