"""``consent outstanding``."""

from __future__ import annotations

import sys
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from consent.cli import Exit
from consent.cli.options.batch import source_options
from consent.cli.options.register import format_option, opened, say
from consent.cli.options.shared import IsoDate, language_option, practice_option, templates_option
from consent.load.rows.options import SourceOptions

if TYPE_CHECKING:
    from consent.register import Register, Waiting


@click.command("outstanding")
@click.argument("sources", nargs=-1, type=click.Path(path_type=Path, allow_dash=True), metavar="[SOURCE]...")
@click.option("--as-of", type=IsoDate(), help="Visits of this day and later. By default today.")
@format_option
@source_options
@practice_option
@templates_option
@language_option
def command(
    sources: tuple[Path, ...],
    as_of: date | None,
    form: str,
    reading: SourceOptions,
    practice: Path | None,
    templates: Path | None,
    language: str,
) -> int:
    """List who is planned and has no consent that is complete or signed.

    The register knows the visits of what was issued. With SOURCE, a schedule as for `consent
    batch`, those for whom nothing was ever printed are listed too, and only its records.

    Exit code 1: there are some.

    \b
    Examples:
      consent outstanding
      consent outstanding tomorrow.csv --as-of 2026-12-01
    """
    day = as_of or datetime.now().astimezone().date()
    register, practice_file = opened(practice)
    with register:
        waiting = register.outstanding(day)
        missing: list[tuple[str, str]] = []
        if sources:
            from consent.pipeline.issued.reprinting import records_in
            from consent.pipeline.workspace import open_workspace

            workspace = open_workspace(practice_file, templates, language)
            records = records_in(sources, workspace, reading, day, sys.stdin.buffer)
            planned = {id_: record.scheduled_on for id_, record in records.items()}
            waiting = tuple(one for one in waiting if one.record_id in planned)
            missing = _never_issued(planned, register, day)
    say(form, _lines(waiting, missing), _values(waiting, missing))
    return Exit.FOUND if waiting or missing else Exit.DONE


def _never_issued(planned: dict[str, date], register: Register, day: date) -> list[tuple[str, str]]:
    return [
        (record, on.isoformat())
        for record, on in sorted(planned.items(), key=lambda item: (item[1], item[0]))
        if on >= day and not register.by_record(record)
    ]


def _lines(waiting: tuple[Waiting, ...], missing: list[tuple[str, str]]) -> list[str]:
    lines = [f"{day}  {record}  nothing was issued" for record, day in missing]
    for one in waiting:
        newest = one.issues[0]
        lines.append(
            f"{one.scheduled_on}  {one.record_id}  {newest.state.value} {newest.state_at}  {newest.name}"
        )
    count = len(lines)
    return [*sorted(lines), f"{count} without a standing consent" if count else "Every consent is there."]


def _values(waiting: tuple[Waiting, ...], missing: list[tuple[str, str]]) -> list[dict[str, Any]]:
    return [
        *(
            {"record_id": record, "scheduled_on": day, "state": "not-issued", "packet_id": ""}
            for record, day in missing
        ),
        *(
            {
                "record_id": one.record_id,
                "scheduled_on": one.scheduled_on,
                "state": one.issues[0].state.value,
                "packet_id": one.issues[0].packet_id,
            }
            for one in waiting
        ),
    ]
