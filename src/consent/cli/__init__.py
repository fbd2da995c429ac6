"""The command line. The only printer, the only exiter.

One file per command, in ``printing``, ``issued`` or ``library``; a command is imported only when it runs, so
that ``consent list`` does not pay for the renderer.
"""

from __future__ import annotations

import importlib
import os
import sys
import traceback
from collections.abc import Sequence
from enum import IntEnum
from pathlib import Path

import click

from consent import __version__
from consent.cli.stopping import exit_code, last_words, stoppable
from consent.errors import ConsentError, InputError
from consent.uncollected import collect_seldom, leave


class Exit(IntEnum):
    """Exit codes; part of the stable interface."""

    DONE = 0
    """Every packet written, or nothing found."""
    FOUND = 1
    """Ran, and found something."""
    COULD_NOT_RUN = 2
    """Bad arguments, unreadable input, or a packet that cannot be rendered."""
    OUR_BUG = 3
    INTERRUPTED = 130
    """By Ctrl-C; by another signal 128 and its number."""


_HELP = {
    "library.init": "Make a practice folder with an example to start from.",
    "printing.render": "Print one or several consent packets, or blank ones.",
    "printing.desk": "Open the front desk in a browser.",
    "printing.watch": "Print a proof again each time what it is made of is saved.",
    "printing.columns": "Write a columns file for a schedule's export, ready to edit.",
    "printing.batch": "Print the packets of a whole schedule: a table, a folder of records, or FHIR.",
    "printing.downtime": "Make a pack of paper for days without computers, and read its log back.",
    "issued.find": "Find what was issued, by packet, record or medical record number.",
    "issued.history": "Say what happened to a packet.",
    "issued.outstanding": "List who is planned and has no standing consent.",
    "printing.reprint": "Write a packet again as it was issued.",
    "issued.diff": "Say which words changed, and whether who signed must sign again.",
    "issued.reconsent": "List whose signed wording changed, and make their batch file.",
    "issued.intake": "Read signed sheets back: which pages came, and where there is ink.",
    "issued.fhir": "Write packets for a record system, as FHIR documents and agreements.",
    "issued.seal": "Certify packets with the practice's key.",
    "issued.esign": "Write the request that hands a packet to a signing service.",
    "issued.verify": "Hold files against what was issued: altered, filled, signed, by whose certificate.",
    "issued.note": "Note that a packet is signed, refused or withdrawn.",
    "library.check": "Check the library and every packet it can make, or finished PDFs.",
    "library.status": "Say what binds this practice, and what is still to fill in.",
    "library.translations": (
        "Say how far each language is; hand its words to a translator, and take them back."
    ),
    "library.approve": "Note who has read and approves procedures, clauses or policies.",
    "library.explain": "Say what a code means and why it matters.",
    "library.list": "List the procedures, clauses, policies or checks.",
    "library.show": "Show one procedure, clause or policy in full.",
    "library.schema": "Print the JSON Schema of a file you type.",
}
"""What each command does, under its module, whose last word is the command's; as ``--help`` lists them."""
_COMMANDS = {module.rpartition(".")[2]: module for module in _HELP}


class _Commands(click.Group):
    """Finds a command by name and imports it only then."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        return list(_COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        if cmd_name not in _COMMANDS:
            return None
        module = importlib.import_module(f"consent.cli.{_COMMANDS[cmd_name]}")
        command: click.Command = module.command
        return command

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        # From the table above: importing every command only to read its help would be slow.
        with formatter.section("Commands"):
            formatter.write_dl([(name, _HELP[module]) for name, module in _COMMANDS.items()])


@click.command(
    cls=_Commands, context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100}
)
@click.version_option(__version__, prog_name="consent")
def cli() -> None:
    """Typed procedure definitions in, signed-ready PDF consent packets out.

    Exit codes: 0 done, 1 ran and found something, 2 could not run, 3 our bug, 130 interrupted
    (by another signal than Ctrl-C: 128 and its number).
    """


def main() -> None:
    """The ``consent`` command."""
    # A plugin that somebody else installed would be shown what is typed, and looking for one takes a while.
    os.environ["PYDANTIC_DISABLE_PLUGINS"] = "__all__"
    collect_seldom()
    with stoppable():
        code = run(sys.argv[1:])
    leave()
    sys.exit(code)


def run(arguments: Sequence[str]) -> int:
    """Run one command line and return its exit code."""
    try:
        outcome = cli.main(list(arguments), prog_name="consent", standalone_mode=False)
    except click.exceptions.Abort as abort:
        return _interrupted(abort.__cause__)
    except KeyboardInterrupt as stop:
        return _interrupted(stop)
    except click.ClickException as error:
        error.show()
        return Exit.COULD_NOT_RUN
    except ConsentError as error:
        explain(error)
        return Exit.COULD_NOT_RUN
    except BrokenPipeError:
        # The reader of a pipe has gone; there is nobody left to tell.
        sys.stdout = None
        return Exit.DONE
    except Exception as error:  # noqa: BLE001 - the last door: whatever comes here is our bug
        _our_bug(error)
        return Exit.OUR_BUG
    return int(outcome) if isinstance(outcome, int) else Exit.DONE


def explain(error: ConsentError) -> None:
    """Say on standard error what is wrong and what to type."""
    if isinstance(error, InputError):
        from consent.report import findings_text

        click.echo(findings_text(error.findings, below=Path.cwd()), err=True)
        return
    click.echo(f"error: {error.message}", err=True)
    if error.hint:
        click.echo(f"  help: {error.hint}", err=True)


def _interrupted(stop: BaseException | None) -> int:
    last_words("interrupted; what was finished stands, nothing is half-written")
    return exit_code(stop)


def _our_bug(error: Exception) -> None:
    # The lines of our own code, without the message: a message might quote a patient.
    click.echo("".join(traceback.format_tb(error.__traceback__)), err=True, nl=False)
    click.echo("".join(getattr(error, "__notes__", ())) or type(error).__name__, err=True)
    click.echo(
        f"\nThis is a bug in consent {__version__} (Python {sys.version.split()[0]}, {sys.platform}).\n"
        "Please report the lines above. They hold no patient data; do not attach a record.",
        err=True,
    )
