"""``consent check``."""

from __future__ import annotations

import os
from collections.abc import Sequence
from datetime import date, datetime
from pathlib import Path

import click

from consent.cli.options.shared import (
    IsoDate,
    cache_option,
    find_cache,
    language_option,
    nearest_practice,
    practice_option,
    templates_option,
)
from consent.counted import counted
from consent.report import Format
from consent.suggest import nearest

_BASELINE = Path("consent-baseline.json")


@click.command("check")
@click.argument("paths", nargs=-1, type=click.Path(path_type=Path), metavar="[PATH]...")
@click.option(
    "--format",
    "form",
    type=click.Choice([form.value for form in Format]),
    default=Format.TEXT.value,
    show_default=True,
    help="How the report is written; html shows the places on somebody else's form in pictures.",
)
@click.option(
    "--output",
    "-o",
    type=click.Path(path_type=Path, dir_okay=False),
    help="Write the report to a file instead.",
)
@click.option("--select", multiple=True, metavar="CODE", help="Only this rule; repeat for more.")
@click.option("--ignore", multiple=True, metavar="CODE", help="All rules but this one; repeat for more.")
@click.option(
    "--policy",
    "policies",
    multiple=True,
    metavar="ID",
    help="Hold PDFs, or the matrix, against this policy only; repeat for more.",
)
@click.option(
    "--procedure",
    "procedures",
    multiple=True,
    metavar="ID",
    help="What a PDF is about, or the matrix is made of; repeat for more.",
)
@click.option("--as-of", type=IsoDate(), help="The day to judge on. By default today.")
@click.option(
    "--baseline",
    type=click.Path(path_type=Path, dir_okay=False),
    help="Mark what stands in this file as known.",
)
@click.option(
    "--write-baseline",
    is_flag=True,
    help=f"Write what is found to the baseline ({_BASELINE} unless --baseline names one).",
)
@click.option(
    "--jobs",
    "-j",
    type=click.IntRange(1, 64),
    help="How many processes typeset packets, and read PDFs where several are named. By default one a core,"
    " at most four.",
)
@click.option(
    "--quiet",
    "-q",
    is_flag=True,
    help="Print the findings alone: no tally, not what was checked or where it stands on paper, and no note"
    " of a file that was written. Reports for programs (json, sarif, junit) stay whole; so does the exit"
    " code.",
)
@cache_option
@practice_option
@templates_option
@language_option
def command(
    paths: tuple[Path, ...],
    form: str,
    output: Path | None,
    select: tuple[str, ...],
    ignore: tuple[str, ...],
    policies: tuple[str, ...],
    procedures: tuple[str, ...],
    as_of: date | None,
    baseline: Path | None,
    write_baseline: bool,
    jobs: int | None,
    quiet: bool,
    no_cache: bool,
    practice: Path | None,
    templates: Path | None,
    language: str,
) -> int:
    """Check the library and every packet it can make, or only some files.

    Without PATH: all sources, built-in and yours, then the matrix: every set of up to three procedures
    with every enabled policy in both editions, assembled, and a covering set of it typeset and
    read back from its PDF. PATH may be a procedure, clause, policy, record, practice file, page
    template, folder, or a PDF: one of ours, or anybody's with --policy and --procedure.

    Exit code 0: no error found. 1: errors found. 2: the check could not run.

    \b
    Examples:
      consent check
      consent check templates/clauses/en/costs.md
      consent check --format sarif -o consent.sarif
      consent check form.pdf --policy us-ca --procedure msc-exosomes
      consent check form.pdf --policy us-ca --procedure msc-exosomes --format html -o form.html
    """
    from consent.cli.screen.doing import doing
    from consent.gate.answer import answer
    from consent.gate.question import Question
    from consent.report import report

    _known_codes((*select, *ignore))
    if write_baseline:
        baseline = baseline or _BASELINE
    practice_file = practice or nearest_practice()
    question = Question(
        # The one place of this command that reads the clock.
        as_of=as_of or datetime.now().astimezone().date(),
        paths=paths,
        practice_file=practice_file,
        overlay=templates,
        language=language,
        policies=policies,
        procedures=procedures,
        select=frozenset(select),
        ignore=frozenset(ignore),
        baseline=None if write_baseline else baseline,
        pictures=form == Format.HTML,
        jobs=jobs or min(4, os.cpu_count() or 1),
        cache=folder / "check" if (folder := find_cache(no_cache)) else None,
    )
    with doing(quiet=quiet) as tell:
        found = answer(question, tell)
    outcome = found.outcome
    if write_baseline and baseline is not None:
        from consent.gate.baseline import write_baseline as write

        count = write(baseline, outcome)
        if not quiet:
            click.echo(
                f"{baseline}: {counted(count, 'finding')}; from now on: consent check --baseline {baseline}",
                err=True,
            )
        return 0
    text = report(outcome, found.rules, Path.cwd(), Format(form), brief=quiet)
    if output is None:
        click.echo(text, nl=False)
    else:
        from consent.report.text import outcome_tally
        from consent.write.report_file import write_report

        write_report(output, text)
        if not quiet:
            click.echo(f"{output}: {outcome_tally(outcome.judged)}", err=True)
    return 0 if outcome.passed else 1


def _known_codes(codes: Sequence[str]) -> None:
    if not codes:
        return
    from consent.gate.catalogue import catalogue

    rules = catalogue()
    for code in codes:
        if code not in rules:
            near = nearest(code, rules)
            hint = f"did you mean {near}?" if near else "see: consent list checks"
            raise click.UsageError(f"there is no check {code!r}; {hint}")
