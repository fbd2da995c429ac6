"""What an intake leaves in its folder: a PDF and a page with pictures for each packet, and a table."""

from __future__ import annotations

import filecmp
from dataclasses import replace
from pathlib import Path

from consent.intake.workers import ToArchive, Workers
from consent.models.register.issue import Issue
from consent.models.register.scanned import Intake, PacketSeen, PageSeen
from consent.report.intake_text import COLUMNS, intake_rows, packet_page
from consent.write import Table, write_packet


def file_away(
    intake: Intake, issues: dict[tuple[str, str], Issue], folder: Path, workers: Workers
) -> list[Path]:
    """Write them; what was written. A packet's file that is there already is never overwritten.

    Raises:
        WriteError: the disk is full, or the folder is not ours to write to; no file is left half-written.
    """
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    packets = [packet for packet in intake.packets if _fresh(packet)]
    to_archive = (_to_archive(packet, issues) for packet in packets)
    written = []
    for packet, pdf in zip(packets, workers.archives(to_archive), strict=True):
        written += [
            _put(folder, _stem(packet), ".pdf", pdf),
            _put(folder, _stem(packet), ".html", packet_page(packet).encode()),
        ]
    _report(intake, folder)
    return written


def _fresh(packet: PacketSeen) -> list[PageSeen]:
    """The pages of this intake, in their order; of earlier ones there is an archive."""
    pages = [page for page in (*packet.found, *packet.doubled) if page.sheet.file]
    return sorted(pages, key=lambda page: page.page)


def _to_archive(packet: PacketSeen, issues: dict[tuple[str, str], Issue]) -> ToArchive:
    issue = issues[packet.packet_id, packet.mark]
    # Pictures of places stay here: an archive has whole pages.
    pages = [replace(page, places=()) for page in _fresh(packet)]
    name = f"{packet.packet_id} {packet.mark}".rstrip()
    return name, pages, issue.files[-1].sha256 if issue.files else ""


def _report(intake: Intake, folder: Path) -> None:
    """A new one, unless the last one says the same: the same scans again leave nothing behind."""
    report, last = _free(folder, "report", ".csv")
    with Table(report, COLUMNS) as table:
        for row in intake_rows(intake):
            table.add(*row)
        table.finish()
    if last and filecmp.cmp(report, last, shallow=False):
        report.unlink()


def _stem(packet: PacketSeen) -> str:
    return f"{packet.packet_id}-{packet.mark}".rstrip("-")


def _put(folder: Path, stem: str, ending: str, data: bytes) -> Path:
    """Under this name, or with a number behind it if something else has the name; the same once only."""
    path = folder / f"{stem}{ending}"
    number = 1
    while path.exists():
        if path.read_bytes() == data:
            return path
        number += 1
        path = folder / f"{stem}-{number}{ending}"
    write_packet(path, data)
    return path


def _free(folder: Path, stem: str, ending: str) -> tuple[Path, Path | None]:
    """The first name that nothing has, and the last that something has."""
    path, last, number = folder / f"{stem}{ending}", None, 1
    while path.exists():
        number += 1
        path, last = folder / f"{stem}-{number}{ending}", path
    return path, last
