"""``consent note``."""

from __future__ import annotations

from pathlib import Path

import click

from consent.cli.options.register import issue_option, one_issue, opened
from consent.cli.options.shared import practice_option
from consent.models.register.issue import State

_SAID = (State.SIGNED, State.REFUSED, State.WITHDRAWN, State.COMPLETE, State.INCOMPLETE)


@click.command("note")
@click.argument("packet", metavar="PACKET")
@click.argument("state", type=click.Choice([state.value for state in _SAID]))
@click.option("--because", metavar="WORDS", default="", help="A note; no patient's name.")
@issue_option
@practice_option
def command(packet: str, state: str, because: str, mark: str | None, practice: Path | None) -> int:
    """Note what a person has seen of a packet: that it is signed, refused or withdrawn.

    `consent intake` says where there is ink. That it is a signature, and whose, a person says.

    \b
    Examples:
      consent note 7K3M9-QPX2D signed
      consent note 7K3M9-QPX2D withdrawn --because "by letter of 2026-12-03"
    """
    register, _ = opened(practice)
    with register:
        issue = one_issue(register, packet, mark)
        register.note(issue, State(state), because)
    click.echo(f"{issue.name}: {state}")
    return 0
