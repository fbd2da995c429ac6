"""What the commands that ask the register share."""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import click

from consent.cli.options.shared import F, find_practice, find_register
from consent.models.register.issue import Issue, read_packet_id
from consent.register import Register, open_register


def format_option(function: F) -> F:
    """``--format``."""
    return click.option(
        "--format",
        "form",
        type=click.Choice(["text", "json"]),
        default="text",
        show_default=True,
        help="For people, or for programs.",
    )(function)


def issue_option(function: F) -> F:
    """``--issue``."""
    return click.option(
        "--issue",
        "mark",
        metavar="LETTER",
        help="Which paper of this packet id: A is the first. By default the newest.",
    )(function)


def opened(practice: Path | None) -> tuple[Register, Path]:
    """The register of the practice, which must be there, and the practice file."""
    file = find_practice(practice)
    return open_register(find_register(file), must_exist=True), file


def issues_named(register: Register, name: str) -> tuple[Issue, ...]:
    """Every issue of a packet id, as people type it, or of a record id; the newest first."""
    if (id_ := read_packet_id(name)) and (found := register.by_packet(id_)):
        return found
    return register.by_record(name.strip())


def one_issue(register: Register, packet: str, mark: str | None) -> Issue:
    """The issue that is meant.

    Raises:
        click.UsageError: there is none, or a record has several packets.
    """
    found = issues_named(register, packet)
    if mark is not None:
        wanted = "" if mark.upper() == "A" else mark.upper()
        found = tuple(issue for issue in found if issue.mark == wanted)
    if not found:
        raise click.UsageError("the register knows no such packet; see: consent find")
    packets = list(dict.fromkeys(issue.packet_id for issue in found))
    if len(packets) > 1:
        raise click.UsageError(f"there are several packets for this record: name one of {', '.join(packets)}")
    return found[0]


def say(form: str, lines: Sequence[str], values: Any) -> None:
    """Print the one or the other."""
    if form == "json":
        click.echo(json.dumps(values, ensure_ascii=False, indent=1))
    else:
        click.echo("\n".join(lines))
