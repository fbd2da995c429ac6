"""The options of ``consent batch`` that say what a source leaves open, and how a print run is made."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date
from functools import wraps
from pathlib import Path
from typing import Any, cast

import click

from consent.cli.options.shared import F, IsoDate
from consent.fhir_out.facts import Version
from consent.load.rows.options import DateFormat, SourceOptions
from consent.models.paper.print_run import Copy, SheetLabel, SortField
from consent.models.people.record import Laterality

_ROWS = re.compile(r"(\d{1,9})(?:-(\d{1,9}))?", re.ASCII)
_SOURCE = (
    click.option(
        "--columns", type=click.Path(path_type=Path), help="A YAML file with `heading: field` lines."
    ),
    click.option("--sheet", help="The sheet of a workbook. By default its first visible one."),
    click.option("--encoding", help="Of a CSV or JSONL file that is not UTF-8, for example cp1252."),
    click.option(
        "--date-format",
        type=click.Choice(["mdy", "dmy"]),
        help="The order of numbers in dates like 03/04/1961.",
    ),
    click.option(
        "--fhir-map", type=click.Path(path_type=Path), help="A YAML file that says what your codes mean."
    ),
    click.option(
        "--procedure", "procedures", multiple=True, metavar="ID", help="For rows that name no procedure."
    ),
    click.option("--body-site", help="For rows that name no body site."),
    click.option(
        "--laterality",
        type=click.Choice([side.value for side in Laterality]),
        help="For rows that name no side.",
    ),
    click.option("--indication", help="For rows that name no indication."),
    click.option("--practitioner", metavar="ID", help="For rows that name no practitioner."),
    click.option("--scheduled-on", type=IsoDate(), help="For rows that name no day."),
)
_CHOICE = (
    click.option(
        "--only",
        metavar="ROW[,ROW]",
        help="Only these rows, by their numbers in the schedule, for example 7 or 7,12-15."
        " What was printed for others stays as it is.",
    ),
    click.option("--from", "from_", type=IsoDate(), help="Only visits on this day and later."),
    click.option("--until", type=IsoDate(), help="Only visits on this day and earlier."),
)
_PRINT_RUN = (
    click.option(
        "--print-run",
        type=click.Path(path_type=Path, dir_okay=False),
        metavar="FILE",
        help="Also write one PDF for the print room, in the order of the rows or as --sort says;"
        " every packet begins on a new sheet.",
    ),
    click.option(
        "--sort",
        metavar="FIELD[,FIELD]",
        help="With --print-run: the order of its packets, by one or more of "
        f"{', '.join(SortField)}. Equal ones, and the manifest, stay in the order of the rows.",
    ),
    click.option(
        "--copies",
        metavar="NAMES",
        help="With --print-run: each packet once for each of chart,patient,"
        " with the copy's name on every page.",
    ),
    click.option(
        "--separators", is_flag=True, help="With --print-run: a sheet with its code before each packet."
    ),
    click.option(
        "--on-separators",
        metavar="FIELD[,FIELD]",
        help="With --separators: what stands on them besides the code, one or more of "
        f"{', '.join(SheetLabel)}. Never a patient's name.",
    ),
    click.option(
        "--simplex", is_flag=True, help="With --print-run: for one-sided printing, with no blank backs."
    ),
    click.option(
        "--tagged-print-run",
        is_flag=True,
        help="With --print-run: make it PDF/UA-1 too, which paper does not need;"
        " three to six times the size.",
    ),
)


_FILING = (
    click.option(
        "--name-by",
        type=click.Choice(["packet_id", "record_id"]),
        default="packet_id",
        show_default=True,
        help="With record_id: a folder by-record/ too, where each packet has the name of its visit.",
    ),
    click.option(
        "--fhir-out",
        type=click.Path(path_type=Path, dir_okay=False),
        metavar="FILE",
        help="Also write the packets for a record system, as FHIR: lines (.ndjson) or one transaction (.json)"
        " of Patient, DocumentReference and Consent.",
    ),
)
_FHIR_VERSION = click.option(
    "--fhir-version",
    type=click.Choice([one.value for one in Version]),
    default=Version.R4.value,
    show_default=True,
    help="Of what is written.",
)

_EXECUTOR = (
    click.option(
        "--jobs",
        type=click.IntRange(min=1, max=256),
        help="How many processes share the work. By default one for each processor. The files are the same.",
    ),
    click.option(
        "--executor",
        type=click.Choice(["local", "dask"]),
        default="local",
        show_default=True,
        help="Who does the work: processes on this machine, or the workers of a Dask cluster"
        " (needs the extra dask; see docs/scaling.md).",
    ),
    click.option(
        "--scheduler",
        metavar="ADDRESS",
        help="With --executor dask: its scheduler, for example tls://press-1:8786.",
    ),
)


def executor_options(function: F) -> F:
    """Who does the work."""
    for option in reversed(_EXECUTOR):
        function = option(function)
    return function


def check_executor(executor: str, scheduler: str | None, jobs: int | None, *, dry_run: bool) -> None:
    """Refuse what makes no sense."""
    if executor == "local":
        if scheduler is not None:
            raise click.UsageError("--scheduler: only with --executor dask")
        return
    if not scheduler:
        raise click.UsageError("--executor dask: name its scheduler with --scheduler ADDRESS")
    if jobs is not None:
        raise click.UsageError("--jobs: not with --executor dask, where each worker is one more job")
    if dry_run:
        raise click.UsageError("--dry-run writes nothing and runs here; leave out --executor dask")


def source_options(function: F) -> F:
    """How to read a source, and what to take where a row says nothing: all of it as ``reading``."""

    @wraps(function)
    def asked(
        *,
        date_format: str | None,
        laterality: str | None,
        columns: Path | None,
        sheet: str | None,
        encoding: str | None,
        fhir_map: Path | None,
        procedures: tuple[str, ...],
        body_site: str | None,
        indication: str | None,
        practitioner: str | None,
        scheduled_on: date | None,
        **others: Any,
    ) -> int:
        reading = SourceOptions(
            encoding=encoding,
            sheet=sheet,
            columns=columns,
            date_format=DateFormat(date_format) if date_format else None,
            fhir_map=fhir_map,
            procedures=procedures,
            body_site=body_site,
            laterality=Laterality(laterality) if laterality else None,
            indication=indication,
            practitioner=practitioner,
            scheduled_on=scheduled_on,
        )
        return int(function(reading=reading, **others))

    with_options: Any = asked
    for option in reversed(_SOURCE):
        with_options = option(with_options)
    return cast("F", with_options)


def filing_options(function: F) -> F:
    """How packets are named, and where else they go."""
    function = fhir_version_option(function)
    for option in reversed(_FILING):
        function = option(function)
    return function


def fhir_version_option(function: F) -> F:
    """``--fhir-version``."""
    return _FHIR_VERSION(function)


def check_fhir_out(path: Path | None, *, dry_run: bool) -> None:
    """Refuse what makes no sense."""
    if path is None:
        return
    if dry_run:
        raise click.UsageError("--dry-run writes nothing; leave out --fhir-out")
    if path.suffix.lower() not in (".json", ".ndjson", ".jsonl"):
        raise click.UsageError("--fhir-out names a file .ndjson, for lines, or .json, for one transaction")


def choice_options(function: F) -> F:
    """Which rows to print."""
    for option in reversed(_CHOICE):
        function = option(function)
    return function


def print_run_options(function: F) -> F:
    """``--print-run`` and what belongs to it."""
    for option in reversed(_PRINT_RUN):
        function = option(function)
    return function


def check_print_run(print_run: Path | None, only: list[str]) -> None:
    """Refuse what makes no sense; ``only`` are the options given that need a print run."""
    if only and print_run is None:
        raise click.UsageError(f"{', '.join(only)}: only with --print-run FILE")
    if print_run is not None and print_run.suffix.lower() != ".pdf":
        raise click.UsageError("--print-run names a PDF file, for example --print-run tomorrow.pdf")


def copies_named(names: str | None) -> tuple[Copy, ...]:
    """What ``--copies`` names."""
    return tuple(map(Copy, _each_once("--copies", names, list(Copy))))


def fields_named(names: str | None) -> tuple[SortField, ...]:
    """What ``--sort`` names."""
    return tuple(map(SortField, _each_once("--sort", names, list(SortField))))


def labels_named(names: str | None, *, separators: bool) -> tuple[SheetLabel, ...]:
    """What ``--on-separators`` names."""
    if names is not None and not separators:
        raise click.UsageError("--on-separators says what stands on the sheets of --separators; add it")
    return tuple(map(SheetLabel, _each_once("--on-separators", names, list(SheetLabel))))


def rows_named(numbers: str | None) -> tuple[range, ...]:
    """What ``--only`` names."""
    found = []
    for part in numbers.split(",") if numbers is not None else ():
        match = _ROWS.fullmatch(part.strip())
        if match is None:
            raise click.UsageError("--only takes numbers of rows, with commas, for example 7 or 7,12-15")
        found.append(range(int(match[1]), int(match[2] or match[1]) + 1))
    return tuple(found)


def _each_once(option: str, names: str | None, known: Sequence[str]) -> list[str]:
    found = [name.strip() for name in names.split(",")] if names is not None else []
    if set(found) - set(known) or len(set(found)) < len(found):
        raise click.UsageError(f"{option} takes one or more of {', '.join(known)}, each once, with commas")
    return found
