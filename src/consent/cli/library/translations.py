"""``consent translations``."""

from __future__ import annotations

import json
from collections import Counter
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING

import click

from consent.cli import Exit
from consent.cli.options.shared import IsoDate, nearest_practice, practice_option, templates_option
from consent.counted import counted
from consent.errors import InputError, ResourceError
from consent.models.library.translation import Signed, State
from consent.models.spoken import SOURCE, spoken_as
from consent.resources import template_roots

if TYPE_CHECKING:
    from consent.load.translation.opened import Surveyed
    from consent.models.library.collection import Library
    from consent.translate.handed import Handed

_STATES = [state.value for state in State]
_TABLE = ".csv"
_XLIFF = (".xlf", ".xliff")


class _Languages(click.Group):
    """``consent translations es`` is short for ``consent translations state es``."""

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        if args and args[0] not in self.commands:
            args = ["state", *args]
        return super().resolve_command(ctx, args)


@click.group("translations", cls=_Languages, invoke_without_command=True)
@click.pass_context
def command(ctx: click.Context) -> int | None:
    """Say how far each language is, hand its words to a translator, and take them back.

    \b
    Examples:
      consent translations
      consent translations es
      consent translations export es --state stale --state missing -o spanish.xlf
      consent translations import spanish.xlf --translator "Ana Ruiz" --credentials "ATA-certified translator"
    """
    if ctx.invoked_subcommand is None:
        result: int = ctx.invoke(state)
        return result
    return None


_state_option = click.option(
    "--state",
    "states",
    multiple=True,
    type=click.Choice(_STATES),
    help="Only texts in this state; repeat for more.",
)


@command.command("state")
@click.argument("language", required=False)
@_state_option
@click.option(
    "--format",
    "form",
    type=click.Choice(["text", "json"]),
    default="text",
    show_default=True,
    help="How to say it.",
)
@practice_option
@templates_option
def state(
    language: str | None,
    states: tuple[str, ...],
    form: str,
    practice: Path | None,
    templates: Path | None,
) -> int:
    """Say how far a language is, file by file; without LANGUAGE all of them in a line each.

    current: made from today's English, and signed. draft: nobody has signed it. stale: the English has
    changed since. missing: there are no words. Exit code 1: something is stale or missing.
    """
    from consent.load.translation.folders import languages_in

    roots = _roots(practice, templates)
    languages = (language,) if language else languages_in(roots)[1:]
    told = []
    undone = False
    for one in languages:
        surveyed, _ = _survey(roots, one)
        undone = undone or any(unit.state in (State.STALE, State.MISSING) for unit in surveyed.states)
        told.append((one, surveyed))
    if form == "json":
        click.echo(
            json.dumps({one: _values(found, states) for one, found in told}, ensure_ascii=False, indent=2)
        )
    elif language:
        _say_files(told[0][1], states)
    for one, found in told if form == "text" else ():
        totals = Counter(unit.state.value for unit in found.states)
        parts = ", ".join(f"{totals[name]} {name}" for name in _STATES if totals[name])
        click.echo(f"{one}  {found.translation.language.name}: {parts}")
    return Exit.FOUND if undone else Exit.DONE


@command.command("export")
@click.argument("language")
@click.option(
    "--output", "-o", required=True, type=click.Path(path_type=Path, dir_okay=False), help="A .xlf or .csv."
)
@_state_option
@practice_option
@templates_option
def export(
    language: str, output: Path, states: tuple[str, ...], practice: Path | None, templates: Path | None
) -> int:
    """Write the texts of a language into one file for a translator: XLIFF 2.0, or a table.

    Each text comes with its English words, its translation if there is one, its state, and where it prints.
    """
    from consent.translate.handed import handed
    from consent.translate.table import to_table
    from consent.translate.xliff import to_xliff
    from consent.write.report_file import write_report

    ending = _ending(output)
    surveyed, library = _survey(_roots(practice, templates), language)
    texts = tuple(handed(surveyed, library, [State(one) for one in states]))
    if not texts:
        raise ResourceError("there is no text in this state", hint="leave out --state, or name another")
    tag = surveyed.translation.language.tag
    data = to_table(texts) if ending == _TABLE else to_xliff(texts, SOURCE, tag)
    write_report(output, data.decode())
    click.echo(f"{counted(len(texts), 'text')} in {output}", err=True)
    return Exit.DONE


@command.command("import")
@click.argument("file", type=click.Path(path_type=Path, dir_okay=False))
@click.option("--language", help="The language; an XLIFF file says it itself.")
@click.option(
    "--into",
    type=click.Path(path_type=Path, file_okay=False),
    help="The templates folder to write to. By default templates/ beside the practice file.",
)
@click.option("--translator", metavar="NAME", help="Who translated it.")
@click.option("--reviewed-by", metavar="NAME", help="Who read it and signs for it, file by file.")
@click.option("--credentials", metavar="TEXT", help="Of who translated or signs: ATA-certified translator.")
@click.option("--on", "day", type=IsoDate(), help="The day of it. By default today.")
@practice_option
@templates_option
def take_back(
    file: Path,
    language: str | None,
    into: Path | None,
    translator: str | None,
    reviewed_by: str | None,
    credentials: str | None,
    day: date | None,
    practice: Path | None,
    templates: Path | None,
) -> int:
    """Take a translator's FILE back, after holding every text against its English.

    Another number, a "no" that is gone, another side, name or placeholder, English words that have changed
    meanwhile: all of it is named, with its text, and nothing is written. New words take the place of an
    earlier signature.
    """
    from consent.translate.taken import take
    from consent.translate.written import Signing, files_with
    from consent.write.report_file import write_all

    if (translator or reviewed_by) and not credentials:
        raise click.UsageError("--translator and --reviewed-by go with --credentials")
    texts, target = _read(file)
    roots = _roots(practice, templates)
    chosen = language or _meant(target, roots)
    surveyed, library = _survey(roots, chosen)
    when = day or datetime.now().astimezone().date()
    signing = Signing(*(_signed(name, credentials, when) for name in (translator, reviewed_by)))
    taken = take(texts, surveyed, library, signed=reviewed_by is not None)
    folder = (into or _own_templates(practice)) / "translations" / chosen
    written = list(files_with(taken, surveyed, library, folder, signing))
    write_all(written)
    for path, _ in written:
        click.echo(str(path))
    unsigned = [owner for owner in taken.words if owner not in taken.complete] if reviewed_by else []
    notes = (
        f"; not signed, for they did not come back whole: {', '.join(sorted(unsigned))}" if unsigned else ""
    )
    click.echo(
        f"{counted(len(written), 'file')}; {counted(taken.unchanged, 'text')} as before,"
        f" {taken.left} still to do{notes}",
        err=True,
    )
    return Exit.DONE


def _roots(practice: Path | None, templates: Path | None) -> tuple[Path, ...]:
    file = practice or nearest_practice()
    return template_roots(templates, file.parent if file else None)


def _own_templates(practice: Path | None) -> Path:
    file = practice or nearest_practice()
    if file is None:
        raise click.UsageError("there is no practice.yaml here: say where to write with --into DIR")
    return file.parent / "templates"


def _meant(tag: str | None, roots: tuple[Path, ...]) -> str:
    """The language that a file says it is in."""
    from consent.load.translation.folders import languages_in

    if tag is None:
        raise click.UsageError("the file does not say its language: add --language")
    return spoken_as(tag, languages_in(roots)) or tag


def _survey(roots: tuple[Path, ...], language: str) -> tuple[Surveyed, Library]:
    from consent.load.library.survey import load_library
    from consent.load.translation.opened import survey_in

    if language == SOURCE:
        raise click.UsageError(
            "the library is written in English; name a language that it is translated into"
        )
    library = load_library(roots)
    surveyed, findings = survey_in(roots, language, library)
    if surveyed is None or findings:
        raise InputError(findings)
    return surveyed, library


def _say_files(surveyed: Surveyed, states: tuple[str, ...]) -> None:
    rows: dict[str, Counter[str]] = {}
    for unit in surveyed.states:
        if not states or unit.state.value in states:
            rows.setdefault(unit.owner, Counter())[unit.state.value] += 1
    width = max(map(len, rows), default=0)
    for owner, totals in rows.items():
        parts = ", ".join(f"{totals[name]} {name}" for name in _STATES if totals[name])
        click.echo(f"{owner.ljust(width)}  {parts}")


def _values(surveyed: Surveyed, states: tuple[str, ...]) -> list[dict[str, str]]:
    return [
        {"file": unit.owner, "text": unit.at, "state": unit.state.value, "place": str(unit.place)}
        for unit in surveyed.states
        if not states or unit.state.value in states
    ]


def _ending(path: Path) -> str:
    ending = path.suffix.lower()
    if ending not in (_TABLE, *_XLIFF):
        raise click.UsageError(f"{path}: name a file ending in .xlf, .xliff or .csv")
    return ending


def _read(file: Path) -> tuple[tuple[Handed, ...], str | None]:
    from consent.translate.table import from_table
    from consent.translate.xliff import from_xliff

    ending = _ending(file)
    try:
        data = file.read_bytes()
    except OSError as error:
        raise ResourceError(f"{file} cannot be read: {error.strerror}", hint="check its name") from None
    if ending == _TABLE:
        return from_table(data, str(file)), None
    return from_xliff(data, str(file))


def _signed(name: str | None, credentials: str | None, day: date) -> Signed | None:
    return Signed(name=name, credentials=credentials, date=day) if name and credentials else None
