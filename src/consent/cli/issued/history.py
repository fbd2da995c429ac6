"""``consent history``."""

from __future__ import annotations

from dataclasses import asdict
from pathlib import Path

import click

from consent.cli.options.register import format_option, issues_named, opened, say
from consent.cli.options.shared import practice_option
from consent.report.register_text import history_lines, issue_values


@click.command("history")
@click.argument("name", metavar="PACKET|RECORD")
@format_option
@practice_option
def command(name: str, form: str, practice: Path | None) -> int:
    """Say what happened to a packet, or to every packet for a record, with the time of each step.

    \b
    Examples:
      consent history 7K3M9-QPX2D
      consent history r-0001
    """
    register, _ = opened(practice)
    lines: list[str] = []
    values = []
    with register:
        for issue in reversed(issues_named(register, name)):
            events = register.history(issue)
            lines += history_lines(issue, events, register.version_of(issue.content))
            values.append({**issue_values(issue), "events": [asdict(event) for event in events]})
    if not values:
        raise click.UsageError("the register knows no such packet or record; see: consent find")
    say(form, lines, values)
    return 0
