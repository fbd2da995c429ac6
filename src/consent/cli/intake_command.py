"""``consent intake``."""

from __future__ import annotations

import os
from pathlib import Path

import click

from consent.cli import Exit
from consent.cli.options import practice_option, quiet_option
from consent.cli.register_options import format_option, opened, say


@click.command("intake")
@click.argument(
    "scans", nargs=-1, required=True, type=click.Path(path_type=Path, exists=True), metavar="SCANS..."
)
@click.option(
    "--output",
    "-o",
    type=click.Path(path_type=Path, file_okay=False),
    required=True,
    help="The folder for the archive: a PDF/A-2b and a page with pictures for each packet, and report.csv.",
)
@click.option(
    "--jobs",
    type=click.IntRange(1, 64),
    help="How many sheets are looked at at a time. By default one for each processor.",
)
@format_option
@practice_option
@quiet_option
def command(
    scans: tuple[Path, ...], output: Path, jobs: int | None, form: str, practice: Path | None, quiet: bool
) -> int:
    """Read signed sheets back: which page each scan shows, and which places hold ink.

    SCANS are PDF, TIFF, PNG or JPEG files, or folders of them, in any order and any turn; best in
    grey at 200 dots per inch. It says ink, no ink, or that a person must look. Ink is not a
    signature: who signed, it never says.

    What came back is noted in the register. The same scans again change nothing.

    Exit code 1: a packet is not complete, or a sheet belongs to none.

    \b
    Examples:
      consent intake scans/ -o signed/
      consent intake monday.pdf -o signed/ --format json
    """
    from consent.intake.filing import file_away
    from consent.intake.take_in import note, take_in
    from consent.models.register.scanned import Intake
    from consent.report.intake_text import intake_lines, intake_values

    register, _ = opened(practice)
    with register:
        intake = Intake((), (), ())
        count = 0
        for found in take_in(scans, register, jobs or _processors()):
            if isinstance(found, Intake):
                intake = found
            else:
                count += 1
        issues = {
            (packet.packet_id, packet.mark): issue
            for packet in intake.packets
            if (issue := register.issue(packet.packet_id, packet.mark))
        }
        # The files first: what the register says has come back is there to be looked at.
        written = file_away(intake, issues, output)
        note(intake, register)
    say(form, intake_lines(intake), intake_values(intake))
    if not quiet:
        click.echo(f"{count} scans, {len(written)} files in {output}", err=True)
    odd = [page for page in intake.unplaced if page.unplaced not in ("blank", "separator sheet")]
    incomplete = [packet for packet in intake.packets if not packet.is_complete]
    return Exit.FOUND if odd or incomplete or intake.unreadable else Exit.DONE


def _processors() -> int:
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
