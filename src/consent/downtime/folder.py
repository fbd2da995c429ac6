"""The folder of a pack: begun, filled, and closed with the sums of its files; fit for a USB stick."""

from __future__ import annotations

import csv
import hashlib
import io
from collections.abc import Iterable, Sequence
from pathlib import Path

from consent.errors import WriteError
from consent.models.register.pack import Pack, Packed
from consent.write import write_packet

ALL_PAGES = "print-all.pdf"
START_HERE = "start-here.pdf"
INDEX = "index.csv"
LOG = "reconciliation.csv"
SUMS = "SHA256SUMS"
UNFINISHED = "UNFINISHED-do-not-use.txt"
LOG_COLUMNS = ("packet_id", "procedures", "edition", "language", "practitioner")
"""What the log says from the start; what people write follows it."""
TO_FILL_IN = ("mrn", "record_id", "used_on", "became")


def begin_folder(folder: Path) -> None:
    """Claim a new or empty folder, and say in it that it is not finished.

    Raises:
        WriteError: something is in it, or it cannot be made.
    """
    try:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        taken = any(folder.iterdir())
    except OSError as error:
        raise WriteError(
            f"no pack can be made in {folder}: {error.strerror or type(error).__name__}",
            hint="name a new folder that you may write to with -o",
        ) from None
    if taken:
        raise WriteError(
            f"{folder} is not empty, and packets of two packs must not lie together",
            hint="name a new folder with -o, for example one with the day in its name",
        )
    write_packet(folder / UNFINISHED, b"The program that makes this pack has not finished. Make it anew.\n")


def close_folder(folder: Path) -> None:
    """Write the SHA-256 of every file, as ``sha256sum -c`` reads them; from now on the pack may be used."""
    files = sorted(path for path in folder.rglob("*") if path.is_file() and path.name != UNFINISHED)
    lines = [f"{_digest(path)}  {path.relative_to(folder).as_posix()}\n" for path in files]
    write_packet(folder / SUMS, "".join(lines).encode())
    (folder / UNFINISHED).unlink()


def write_index(folder: Path, pack: Pack) -> None:
    """Every packet with its versions and the day on which the pack ends. It names records, and no patient."""
    headings = (
        *("packet_id", "kind", "record_id", "scheduled_on", "procedures", "edition", "language"),
        *("practitioner", "pages", "template_version", "made_on", "expires_on", "file"),
    )
    rows = (
        (
            *(one.packet_id, kind, one.record_id, one.scheduled_on, _with_versions(one), one.edition),
            *(one.language, one.practitioner, one.pages, one.template_version),
            *(pack.made_on.isoformat(), pack.expiry.day.isoformat(), one.path),
        )
        for kind, packets in (("planned", pack.planned), ("blank", pack.blank))
        for one in packets
    )
    _write_table(folder / INDEX, headings, rows)


def write_log(folder: Path, pack: Pack) -> None:
    """The log to fill in: a row for each blank packet."""
    rows = (
        (
            *(one.packet_id, "+".join(one.procedures), one.edition, one.language, one.practitioner),
            *("" for _ in TO_FILL_IN),
        )
        for one in pack.blank
    )
    _write_table(folder / LOG, (*LOG_COLUMNS, *TO_FILL_IN), rows)


def _with_versions(one: Packed) -> str:
    return " ".join(f"{id_}@{version}" for id_, version in zip(one.procedures, one.versions, strict=True))


def _write_table(path: Path, headings: Sequence[str], rows: Iterable[Sequence[object]]) -> None:
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow(headings)
    writer.writerows(rows)
    # A spreadsheet takes a file without this mark for another alphabet.
    write_packet(path, out.getvalue().encode("utf-8-sig"))


def _digest(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
