"""``consent intake``."""

from __future__ import annotations

import json
import os
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import click

from consent.cli import Exit
from consent.cli.options.register import format_option, opened, say
from consent.cli.options.shared import practice_option, quiet_option
from consent.counted import counted

if TYPE_CHECKING:
    from consent.intake.workers import Workers
    from consent.models.register.scanned import Intake
    from consent.register import Register


@click.command("intake")
@click.argument("scans", nargs=-1, type=click.Path(path_type=Path, exists=True), metavar="[SCANS]...")
@click.option(
    "--watch",
    type=click.Path(path_type=Path, exists=True, file_okay=False),
    metavar="FOLDER",
    help="Read what a scanner puts into this folder, as soon as it has written it, until Ctrl-C.",
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
    scans: tuple[Path, ...],
    watch: Path | None,
    output: Path,
    jobs: int | None,
    form: str,
    practice: Path | None,
    quiet: bool,
) -> int:
    """Read signed sheets back: which page each scan shows, and which places hold ink.

    SCANS are PDF, TIFF, PNG or JPEG files, or folders of them, in any order and any turn; best in
    grey at 200 dots per inch. It says ink, no ink, or that a person must look. Ink is not a
    signature: who signed, it never says.

    What came back is noted in the register. The same scans again change nothing. With --watch a
    file that still grows is left until it has not changed for two seconds; with --format json each
    heap is one line.

    Exit code 1: a packet is not complete, or a sheet belongs to none.

    \b
    Examples:
      consent intake scans/ -o signed/
      consent intake monday.pdf -o signed/ --format json
      consent intake --watch /srv/scanner -o signed/
    """
    if bool(scans) == (watch is not None):
        raise click.UsageError("name the scans, or a folder with --watch")
    register, _ = opened(practice)
    with register:
        from consent.intake.workers import Workers

        if watch is not None and _within(output, watch):
            raise click.UsageError("-o: the archive may not be in the folder that is watched")
        with Workers(register, jobs or _processors()) as workers:
            desk = _Desk(register, output, workers, form, quiet)
            return desk.take(scans) if watch is None else desk.watch(watch)


@dataclass(frozen=True)
class _Desk:
    """Where scans are taken in."""

    register: Register
    output: Path
    workers: Workers
    form: str
    quiet: bool

    def watch(self, folder: Path) -> int:
        """Take in what comes, until somebody stops it."""
        from consent.intake.watch import arriving

        if not self.quiet:
            click.echo(f"watching {folder}; stop with Ctrl-C", err=True)
        for scans in arriving(folder, lost=lambda why: click.echo(f"{folder}: {why}; waiting", err=True)):
            self.take(scans, in_lines=True)
        return Exit.DONE

    def take(self, scans: Sequence[Path], *, in_lines: bool = False) -> int:
        """Take in one heap, and say what it came to."""
        from consent.intake.filing import file_away
        from consent.intake.take_in import note, take_in
        from consent.models.register.scanned import Intake
        from consent.report.intake_text import intake_values
        from consent.report.intake_to_do import intake_lines

        intake = Intake((), (), ())
        count = 0
        for found in take_in(scans, self.register, self.workers, but=self.output):
            if isinstance(found, Intake):
                intake = found
            else:
                count += 1
        issues = {
            (packet.packet_id, packet.mark): issue
            for packet in intake.packets
            if (issue := self.register.issue(packet.packet_id, packet.mark))
        }
        # The files first: what the register says has come back is there to be looked at.
        written = file_away(intake, issues, self.output, self.workers)
        note(intake, self.register)
        if in_lines and self.form == "json":
            click.echo(json.dumps(intake_values(intake), ensure_ascii=False))
        else:
            say(self.form, intake_lines(intake), intake_values(intake))
        if not self.quiet:
            click.echo(
                f"{counted(count, 'scan')}, {counted(len(written), 'file')} in {self.output}", err=True
            )
        return _code(intake)


def _code(intake: Intake) -> int:
    odd = [page for page in intake.unplaced if page.unplaced not in ("blank", "separator sheet")]
    incomplete = [packet for packet in intake.packets if not packet.is_complete]
    return Exit.FOUND if odd or incomplete or intake.unreadable else Exit.DONE


def _within(inner: Path, outer: Path) -> bool:
    return inner.resolve().is_relative_to(outer.resolve())


def _processors() -> int:
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
