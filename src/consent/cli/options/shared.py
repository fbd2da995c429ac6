"""Options that several commands share."""

from __future__ import annotations

import os
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import click

from consent.models.people.look import Bilingual, Edition, Paper
from consent.register.folder import VARIABLE, register_folder
from consent.write import cache_folder

if TYPE_CHECKING:
    from consent.models.library.collection import Library
    from consent.models.people.practice import Practice
    from consent.pipeline.workspace import Workspace

F = TypeVar("F", bound=Callable[..., Any])

PRACTICE_FILE = "practice.yaml"


class IsoDate(click.ParamType[date]):
    """A calendar date, typed YYYY-MM-DD."""

    name = "date"

    def get_metavar(self, param: click.Parameter, ctx: click.Context) -> str:
        return "YYYY-MM-DD"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> date:
        if isinstance(value, date):
            return value
        try:
            # Python would also read 20261124; one way to write a date is enough.
            return date.fromisoformat(value if len(value) == len("YYYY-MM-DD") else "")
        except ValueError:
            self.fail("is no date; write it as YYYY-MM-DD, for example 2026-11-24", param, ctx)


def look_options(function: F) -> F:
    """``--edition`` and ``--paper``."""
    paper = click.option(
        "--paper",
        type=click.Choice([paper.value for paper in Paper]),
        help="Sheet size. By default the practice's.",
    )
    edition = click.option(
        "--edition",
        type=click.Choice([edition.value for edition in Edition]),
        default=Edition.STANDARD.value,
        show_default=True,
        help="Type size.",
    )
    return edition(paper(function))


def templates_option(function: F) -> F:
    """``--templates DIR``."""
    return click.option(
        "--templates",
        type=click.Path(path_type=Path, file_okay=False),
        help="Folder with your own procedures, clauses, policies, pages or styles;"
        " searched before the built-in ones.",
    )(function)


def language_option(function: F) -> F:
    """``--language``."""
    return click.option(
        "--language",
        default="en",
        show_default=True,
        help="Language of the library: en, or a folder name in translations/ such as es.",
    )(function)


def packet_language_option(function: F) -> F:
    """``--language``, where each record may have its own, and ``--allow-stale``."""
    language = click.option(
        "--language",
        metavar="LANGUAGE",
        help="Language of all packets, such as es. By default the one that a record's preferred_language"
        " names, if practice.yaml lists it under `languages:`, and else English.",
    )
    stale = click.option(
        "--allow-stale",
        is_flag=True,
        help="Print words whose English has changed since they were translated, and English where a"
        " translation is missing. Every page says so.",
    )
    return language(stale(function))


def bilingual_option(function: F) -> F:
    """``--bilingual``."""
    return click.option(
        "--bilingual",
        type=click.Choice([one.value for one in Bilingual]),
        help="Put the English with each packet in another language. copy: behind it, whole, each page marked"
        " as a copy that is not for signing. facing: beside its words, clause by clause, with each place to"
        " write once. A packet in English stays as it is.",
    )(function)


def practice_option(function: F) -> F:
    """``--practice FILE``."""
    return click.option(
        "--practice",
        type=click.Path(path_type=Path, dir_okay=False),
        help=f"The practice file. By default {PRACTICE_FILE} in this folder or the nearest one above it.",
    )(function)


def quiet_option(function: F) -> F:
    """``--quiet``."""
    return click.option(
        "--quiet", "-q", is_flag=True, help="Print no warnings and no summary; errors still print."
    )(function)


def sources_sheet_option(function: F) -> F:
    """``--sources``."""
    return click.option(
        "--sources",
        "sources_sheet",
        is_flag=True,
        help="Also print where the facts come from, on sheets of their own. The keys in [ ] always stand.",
    )(function)


def cache_option(function: F) -> F:
    """``--no-cache``."""
    return click.option(
        "--no-cache",
        is_flag=True,
        help="Typeset everything anew, and keep nothing for the next time."
        " The environment variable CONSENT_CACHE moves the cache to another folder.",
    )(function)


def register_option(function: F) -> F:
    """``--no-register``."""
    return click.option(
        "--no-register",
        is_flag=True,
        help="Do not note what is issued: it can then not be found, reprinted or read back."
        f" The environment variable {VARIABLE} moves the register to another folder.",
    )(function)


def replace_option(function: F) -> F:
    """``--replace``."""
    return click.option(
        "--replace",
        is_flag=True,
        help="Let a record_id pass to another patient: what was issued for the first one is superseded,"
        " and its file moves to superseded/. Without it, such a record is refused.",
    )(function)


def check_bilingual(bilingual: str | None, workspace: Workspace) -> None:
    """Refuse ``--bilingual`` where every packet is in English."""
    if bilingual and workspace.library.catalogue.is_source and not workspace.others:
        raise click.UsageError(
            "--bilingual: every packet here is in English; "
            "add --language, or list `languages:` in practice.yaml"
        )


def check_facing(bilingual: str | None, edition: str, *, blank: bool) -> None:
    """Refuse what no page has room for."""
    if blank and bilingual == Bilingual.FACING and edition == Edition.LARGE_PRINT:
        raise click.UsageError(
            "--bilingual facing: in large print a blank packet does not fit: what each signer states in both "
            "languages, and all the lines to fill in, need more than a page. "
            "Use --bilingual copy, or --edition standard"
        )


def say_without_policy(practice: Practice, library: Library) -> None:
    """Say on standard error that nobody has written down what this state requires, if nobody has."""
    from consent.models.library.activation import NO_POLICY_HINT, without_policy

    if message := without_policy(practice, library):
        click.echo(f"warning POL120: {message}\n  help: {NO_POLICY_HINT}", err=True)


def find_register(practice: Path) -> Path:
    """The folder of the register of the practice in this file."""
    return register_folder(os.environ, practice.parent)


def find_cache(switched_off: bool) -> Path | None:
    """The folder of the cache, or none."""
    return None if switched_off else cache_folder(os.environ, Path.home())


def find_practice(given: Path | None) -> Path:
    """The practice file to use; an error that says what to type when there is none."""
    if given is not None:
        return given
    found = nearest_practice()
    if found is None:
        raise click.UsageError(
            f"there is no {PRACTICE_FILE} in this folder or above it. "
            f"Name it with --practice FILE, or make one with: consent init my-practice"
        )
    return found


def nearest_practice() -> Path | None:
    """practice.yaml in the current folder or the nearest one above it."""
    here = Path.cwd()
    return next((p for folder in (here, *here.parents) if (p := folder / PRACTICE_FILE).is_file()), None)


def typeset_whole(reason: str) -> str:
    """What to say of pages that could not be typeset part by part."""
    return (
        f"note: the pages are typeset whole, so each content takes seconds: {reason}\n"
        '  help: see docs/architecture.md, "When are pages typeset whole?"'
    )
