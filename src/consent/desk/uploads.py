"""Schedules that were sent to the desk: in the practice's folder, for this user alone, for their day."""

from __future__ import annotations

from contextlib import suppress
from datetime import date, datetime
from pathlib import Path

from consent.errors import WriteError
from consent.load.source.kinds import READ_ENDINGS
from consent.write import write_packet

MOST_BYTES = 32_000_000
"""Of one schedule."""
_FOLDER = "desk"
SENT_AS = "schedule-"
"""How the names of files begin that were sent."""


def folder_of(home: Path, day: date) -> Path:
    """Where the schedules of a day lie."""
    return home / _FOLDER / day.isoformat()


def newest_of(home: Path, day: date) -> Path | None:
    """The schedule that was sent on this day; of several the last."""
    folder = folder_of(home, day)
    try:
        found = [path for path in folder.iterdir() if not path.name.startswith(".")]
    except OSError:
        return None
    return max(found, key=lambda path: path.name, default=None)


def is_sent(home: Path, path: Path) -> bool:
    """Whether it was sent to the desk."""
    return path.parent.parent == home / _FOLDER


def take_back(path: Path) -> None:
    """Remove a schedule that was sent; the one before it counts again.

    Raises:
        WriteError: it cannot be removed.
    """
    try:
        path.unlink(missing_ok=True)
    except OSError as error:
        raise WriteError(
            f"the schedule cannot be removed: {error.strerror}", hint="let this user write there"
        ) from None


def keep(home: Path, data: bytes, sent_as: str, now: datetime) -> Path:
    """Write a schedule, whole or not at all; its own name is not kept, for it may name a person.

    Raises:
        WriteError: it cannot be written.
    """
    folder = own_folder(home / _FOLDER) / now.date().isoformat()
    path = folder / f"{SENT_AS}{now:%H%M%S%f}{ending_of(sent_as)}"
    write_packet(path, data)
    return path


def own_folder(folder: Path) -> Path:
    """The folder, made for this user alone, and kept out of version control.

    Raises:
        WriteError: it cannot be made.
    """
    try:
        folder.mkdir(mode=0o700, exist_ok=True)
        # `mkdir` leaves the rights of a folder that was there.
        folder.chmod(0o700)
        ignore = folder / ".gitignore"
        if not ignore.exists():
            ignore.write_text("*\n", "utf-8")
    except OSError as error:
        raise WriteError(
            f"the schedule cannot be kept in {folder}: {error.strerror}", hint="let this user write there"
        ) from None
    return folder


def ending_of(sent_as: str) -> str:
    """By which ending a file is read that was sent under this name; one that says nothing is a table."""
    ending = Path(sent_as).suffix.lower()
    return ending if ending in READ_ENDINGS else ".csv"


def forget_before(home: Path, day: date) -> None:
    """Remove what was sent on earlier days."""
    for folder in sorted((home / _FOLDER).glob("????-??-??")):
        if folder.name < day.isoformat():
            for path in folder.iterdir():
                with suppress(OSError):
                    path.unlink()
            with suppress(OSError):
                folder.rmdir()
