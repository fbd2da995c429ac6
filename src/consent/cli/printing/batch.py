"""``consent batch``."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from contextlib import closing, nullcontext
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING

import click

from consent.cli import Exit
from consent.cli.options.batch import (
    check_executor,
    check_fhir_out,
    check_print_run,
    choice_options,
    copies_named,
    executor_options,
    fields_named,
    filing_options,
    labels_named,
    print_run_options,
    rows_named,
    source_options,
)
from consent.cli.options.shared import (
    IsoDate,
    bilingual_option,
    cache_option,
    check_bilingual,
    find_cache,
    find_practice,
    find_register,
    look_options,
    packet_language_option,
    practice_option,
    quiet_option,
    register_option,
    replace_option,
    say_without_policy,
    sources_sheet_option,
    templates_option,
)
from consent.cli.screen.batch_report import Causes, interrupted, passed_over, refusals, rehearsal, summary
from consent.cli.screen.progress import Progress
from consent.cli.stopping import exit_code, last_words
from consent.load.rows.options import SourceOptions
from consent.load.source.choose import Choice
from consent.models.people.look import Bilingual, Edition, Look, Paper
from consent.resources import require_libraries, template_roots

if TYPE_CHECKING:
    from consent.pipeline.batch.outcome import Outcome
    from consent.pipeline.batch.press import Press
    from consent.pipeline.fhir_file import FhirOrder


@click.command("batch")
@click.argument(
    "sources", nargs=-1, required=True, type=click.Path(path_type=Path, allow_dash=True), metavar="SOURCE..."
)
@click.option(
    "--output",
    "-o",
    type=click.Path(path_type=Path, file_okay=False),
    help="A new or empty folder, or one that a batch has been printed to before.",
)
@executor_options
@click.option(
    "--resume",
    is_flag=True,
    help="Only go on with a batch that is already in the folder. (Running again always goes on;"
    " this makes a mistyped folder an error.)",
)
@print_run_options
@filing_options
@click.option("--dry-run", is_flag=True, help="Say what would be made, and write nothing.")
@look_options
@sources_sheet_option
@click.option("--issued-on", type=IsoDate(), help="The printed date. By default today.")
@source_options
@choice_options
@practice_option
@templates_option
@packet_language_option
@bilingual_option
@cache_option
@register_option
@replace_option
@quiet_option
def command(
    sources: tuple[Path, ...],
    output: Path | None,
    jobs: int | None,
    executor: str,
    scheduler: str | None,
    resume: bool,
    print_run: Path | None,
    sort: str | None,
    copies: str | None,
    separators: bool,
    on_separators: str | None,
    simplex: bool,
    tagged_print_run: bool,
    name_by: str,
    fhir_out: Path | None,
    fhir_version: str,
    dry_run: bool,
    edition: str,
    paper: str | None,
    sources_sheet: bool,
    issued_on: date | None,
    reading: SourceOptions,
    only: str | None,
    from_: date | None,
    until: date | None,
    practice: Path | None,
    templates: Path | None,
    language: str | None,
    allow_stale: bool,
    bilingual: str | None,
    no_cache: bool,
    no_register: bool,
    replace: bool,
    quiet: bool,
) -> int:
    """Print the packets of a whole schedule: one packet for each row of SOURCE.

    SOURCE is a table (CSV, XLSX, JSONL), a folder of record files, FHIR R4 (a Bundle or
    NDJSON), HL7 v2 appointments (SIU), or - for standard input.

    A row that cannot be used never stops the others; it is named in refused.csv, and the exit
    code is 1. After Ctrl-C, a crash or a full disk, run the same command again: it makes what
    is missing and leaves what is whole. The same after the schedule has changed.

    \b
    Examples:
      consent columns tomorrow.csv && consent batch tomorrow.csv --dry-run
      consent batch tomorrow.csv -o tomorrow/ --only 7
      consent batch tomorrow.csv -o tomorrow/ --print-run tomorrow.pdf --copies chart,patient
      consent batch export.ndjson -o packets/ --fhir-out packets.ndjson
      consent batch tomorrow.csv -o tomorrow/ --print-run tomorrow.pdf --sort practitioner,family_name
    """
    if output is None and not dry_run:
        raise click.UsageError("name the folder for the packets with -o DIR, or add --dry-run")
    choice = Choice(rows_named(only), from_, until)
    check_executor(executor, scheduler, jobs, dry_run=dry_run)
    only_print_run = {
        "--sort": sort,
        "--copies": copies,
        "--separators": separators,
        "--on-separators": on_separators,
        "--simplex": simplex,
        "--tagged-print-run": tagged_print_run,
    }
    check_print_run(print_run, [name for name, value in only_print_run.items() if value])
    check_fhir_out(fhir_out, dry_run=dry_run)
    named, fields = copies_named(copies), fields_named(sort)
    labels = labels_named(on_separators, separators=separators)
    require_libraries()
    from consent.load.source.open import open_source
    from consent.pipeline.batch.press import Press
    from consent.pipeline.batch.print_order import PrintOrder
    from consent.pipeline.remembered.memory import open_memory
    from consent.pipeline.workspace import open_workspace
    from consent.register import open_register

    practice_file = find_practice(practice)
    cache, roots = find_cache(no_cache), template_roots(templates, practice_file.parent)
    memory = open_memory(cache, roots) if cache else None
    workspace = open_workspace(
        practice_file, templates, language, memory, allow_stale=allow_stale, bilingual=bool(bilingual)
    )
    check_bilingual(bilingual, workspace)
    if not quiet:
        say_without_policy(workspace.practice.value, workspace.library)
    look = Look(
        issued_on or datetime.now().astimezone().date(),
        Edition(edition),
        Paper(paper) if paper else workspace.practice.value.paper,
        sources_sheet,
        bilingual=Bilingual(bilingual) if bilingual else None,
    )
    order = None
    if print_run:
        order = PrintOrder(print_run, named, separators, labels, not simplex, tagged_print_run, fields)
    press = Press(workspace, look, memory, jobs or _processors(), scheduler or "")
    register = None if no_register or dry_run else open_register(find_register(practice_file))
    with (
        register or nullcontext(),
        open_source(
            sources,
            library=workspace.library,
            practice=workspace.practice,
            issued_on=look.issued_on,
            options=reading,
            stdin=sys.stdin.buffer,
        ) as source,
    ):
        for note in () if quiet else source.notes:
            click.echo(note, err=True)
        if source.findings and not quiet:
            from consent.report import findings_text

            click.echo(findings_text(source.findings, below=Path.cwd()), err=True)
        rows = choice.of(source.rows)
        outcomes = (
            press.rehearse(rows)
            if dry_run or output is None
            else press.run(
                rows,
                output,
                must_exist=resume,
                only_some=not choice.is_all,
                print_order=order,
                fhir_order=_filing(fhir_out, fhir_version, source.mrn_system),
                by_record=name_by == "record_id",
                register=register,
                replace=replace,
            )
        )
        code = _follow(outcomes, press, sources, None if dry_run else output, quiet=quiet)
        if code in (Exit.DONE, Exit.FOUND) and not quiet:
            for text in passed_over(source.left_out):
                click.echo(text, err=True)
    if output and code in (Exit.DONE, Exit.FOUND) and not (quiet or dry_run):
        click.echo(summary(press.summary, output, print_run, fhir_out), err=True)
    return code


def _filing(file: Path | None, version: str, mrn_system: str | None) -> FhirOrder | None:
    if file is None:
        return None
    from consent.fhir_out import Version
    from consent.pipeline.fhir_file import FhirOrder

    return FhirOrder(file, Version(version), mrn_system)


def _follow(
    outcomes: Iterator[Outcome], press: Press, sources: tuple[Path, ...], output: Path | None, *, quiet: bool
) -> int:
    refused = refusals(everything=False)
    causes = Causes()
    try:
        # Closed here, so that an interrupted run tidies up before anything else is said.
        with closing(outcomes), Progress(sources, quiet=quiet) as progress:  # type: ignore[type-var]
            press.watch = progress.show
            for outcome in outcomes:
                if output is None:
                    causes.add(outcome.row, outcome.findings)
                else:
                    refused.add(outcome)
    except KeyboardInterrupt as stop:
        last_words(*interrupted(press.summary, output))
        return exit_code(stop)
    for text in causes.lines() if output is None else refused.lines(output):
        click.echo(text, err=True)
    if output is None:
        click.echo(rehearsal(press.summary))
    return Exit.FOUND if press.summary.refused else Exit.DONE


def _processors() -> int:
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1
