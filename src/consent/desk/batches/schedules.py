"""Schedules that were dropped for a batch: in the practice's folder, with the words learned beside them.

``schedules/2026-12-01-081530.csv`` is a schedule, named by when it came: its own name may name a person.
``schedules/2026-12-01-081530/`` is its batch, as ``consent batch`` writes it, with ``print-run.pdf``;
``schedules/columns.yaml`` says what headings and words mean in all of them, to ``consent batch`` too.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from consent.desk.settings import COLUMNS, SCHEDULES
from consent.desk.uploads import ending_of, own_folder
from consent.load.source.kinds import READ_ENDINGS
from consent.write import write_packet
from consent.write.output_folder import TABLES

PRINT_RUN = "print-run.pdf"
_MANIFEST = TABLES[0]


@dataclass(frozen=True, slots=True)
class Kept:
    """A schedule in its place."""

    path: Path

    @property
    def name(self) -> str:
        """What it is called in an address: when it came."""
        return self.path.stem

    @property
    def batch(self) -> Path:
        """The folder of its packets."""
        return self.path.with_suffix("")

    @property
    def print_run(self) -> Path:
        """The one file for the printer; it may not be there."""
        return self.batch / PRINT_RUN

    @property
    def is_done(self) -> bool:
        """Whether its print run is that of all its packets: the manifest is written last, and gone before."""
        return self.print_run.is_file() and (self.batch / _MANIFEST).is_file()

    @property
    def is_begun(self) -> bool:
        """Whether its packets were begun and not finished: somebody stopped it, or the desk was killed."""
        return self.batch.is_dir() and not self.is_done

    @property
    def columns(self) -> Path:
        """Where its words are learned: its own columns file if it has one, else that of the folder."""
        own = self.path.with_name(f"{self.path.stem}.{COLUMNS}")
        return own if own.is_file() else self.path.with_name(COLUMNS)

    @property
    def came(self) -> datetime:
        """When."""
        return datetime.strptime(self.name[:17], "%Y-%m-%d-%H%M%S").astimezone()


def keep(home: Path, data: bytes, sent_as: str, now: datetime) -> Kept:
    """Write a schedule, whole or not at all. The same bytes again are the same schedule, with its packets.

    Raises:
        WriteError: it cannot be written.
    """
    digest = hashlib.sha256(data).digest()
    ending = ending_of(sent_as)
    for one in kept_in(home):
        if one.path.suffix == ending and _digest(one.path) == digest:
            return one
    folder = own_folder(home / SCHEDULES)
    path = folder / f"{now:%Y-%m-%d-%H%M%S}{ending}"
    taken = {one.stem for one in folder.iterdir()}
    while path.stem in taken:
        path = path.with_stem(f"{path.stem}-1")
    write_packet(path, data)
    return Kept(path)


def kept_in(home: Path) -> Iterator[Kept]:
    """The schedules that were dropped here, the newest first."""
    try:
        found = sorted((home / SCHEDULES).iterdir(), key=lambda path: path.name, reverse=True)
    except OSError:
        return
    for path in found:
        if path.suffix in READ_ENDINGS and path.is_file() and path.stem[:4].isdigit():
            yield Kept(path)


def named(home: Path, name: str) -> Kept | None:
    """The schedule with this name."""
    return next((one for one in kept_in(home) if one.name == name), None)


def _digest(path: Path) -> bytes:
    try:
        return hashlib.sha256(path.read_bytes()).digest()
    except OSError:
        return b""
