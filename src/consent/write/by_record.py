"""Packets of a batch by the ids of their records too: the same files, in a folder of their own.

A record id is a number of the visit and no secret; a packet id stays the name that the register knows.
"""

from __future__ import annotations

import os
from collections.abc import Iterable
from pathlib import Path

from consent.models.people.look import Edition
from consent.models.register.manifest import Line
from consent.write.packet_file import failed, part_beside, write_packet

BY_RECORD = "by-record"
_DEVICES = frozenset(
    {"con", "prn", "aux", "nul", *(f"{port}{number}" for port in ("com", "lpt") for number in range(10))}
)
"""Names that Windows keeps for itself, with any ending."""


def has_names(root: Path) -> bool:
    """Whether an earlier run has named its packets so."""
    return (root / BY_RECORD).is_dir()


def take_names(root: Path) -> None:
    """Take all names away: while a run is under way, nobody finds a visit's old packet under its number."""
    folder = root / BY_RECORD
    try:
        for path in folder.glob("*.pdf") if folder.is_dir() else ():
            path.unlink(missing_ok=True)
    except OSError as error:
        raise failed(folder, error) from None


def name_by_record(root: Path, packets: Path, lines: Iterable[Line]) -> None:
    """Give each packet the name of its record; one that had it before gives way.

    Raises:
        WriteError: it cannot be written.
    """
    folder = root / BY_RECORD
    try:
        folder.mkdir(mode=0o700, exist_ok=True)
    except OSError as error:
        raise failed(folder, error) from None
    for line in lines:
        packet = packets / f"{line.packet_id}.pdf"
        if line.sha256 and packet.is_file():
            _name(packet, folder / file_name(line))


def file_name(line: Line) -> str:
    """The record's id as a file name that every system takes; other editions say which they are."""
    stem = line.record_id
    if stem.partition(".")[0].casefold() in _DEVICES:
        stem = f"record-{stem}"
    if line.edition != Edition.STANDARD.value:
        stem = f"{stem}-{line.edition}"
    return f"{stem}.pdf"


def _name(packet: Path, named: Path) -> None:
    part = part_beside(named)
    if named.exists() and named.samefile(packet):
        # Renaming one name of a file to another of the same file does nothing, and leaves both.
        return
    try:
        # One file under two names takes no room; where a disk cannot do that, it is copied.
        os.link(packet, part)
        part.replace(named)
    except OSError:
        part.unlink(missing_ok=True)
        write_packet(named, packet.read_bytes())
