"""``consent find``."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from consent.cli.options.register import format_option, issues_named, opened, say
from consent.cli.options.shared import practice_option
from consent.report.register_text import issue_lines, issue_values


@click.command("find")
@click.argument("name", required=False, metavar="[PACKET|RECORD]")
@click.option(
    "--mrn",
    metavar="NUMBER",
    help="Every packet for the patient with this medical record number; - reads it from standard input,"
    " so that it stays out of the shell's history.",
)
@format_option
@practice_option
def command(name: str | None, mrn: str | None, form: str, practice: Path | None) -> int:
    """Find what was issued: by packet id, by record id, or by medical record number.

    The register holds no number that could be read, only a keyed digest of it; so a number is
    found when it is typed as the record had it.

    \b
    Examples:
      consent find 7K3M9-QPX2D
      consent find r-0001 --format json
      consent find --mrn -
    """
    if (name is None) == (mrn is None):
        raise click.UsageError("name a packet, or a record, or give --mrn")
    register, _ = opened(practice)
    with register:
        if mrn is not None:
            typed = sys.stdin.readline() if mrn == "-" else mrn
            digest = register.key.of_mrn(typed)
            found = register.by_mrn_digest(digest) if digest else ()
        else:
            found = issues_named(register, name or "")
    if not found:
        raise click.UsageError("the register knows nothing by this name")
    say(form, issue_lines(found), [issue_values(issue) for issue in found])
    return 0
