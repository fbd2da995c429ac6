"""Looks at a workbook before it is unpacked: its kind, its size when unpacked, whether it is whole."""

from __future__ import annotations

import zipfile
import zlib
from collections.abc import Sequence
from pathlib import Path

from consent.load.rows.codes import WORKBOOK
from consent.load.typed.text import RefusalError
from consent.models.findings.finding import Finding
from consent.models.place import Place

OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
"""How old Office files begin, and new ones with a password."""
ZIP = b"PK\x03\x04"

SHEET_LIMIT = 2_000_000_000
OTHER_LIMIT = 300_000_000
"""Bytes when unpacked. Sheets are read piece by piece; everything else is held in memory."""
_RATIO_LIMIT = 120
_RATIO_FROM = 20_000_000
_MOST_PARTS = 5_000
_LONGEST_RUN = 4_000_000
_CHUNK = 1 << 20
_BROKEN = (zipfile.BadZipFile, zlib.error, EOFError, OSError, NotImplementedError, RuntimeError, ValueError)


def check_workbook(path: Path, head: bytes) -> None:
    """Refuse what is no workbook, is locked, or would fill the memory.

    Raises:
        RefusalError: with the reason and what to do.
    """
    place = Place(str(path))
    if head.startswith(OLE):
        raise _refusal(place, *_old_or_locked(path))
    complaint: tuple[str, str] | None
    try:
        with zipfile.ZipFile(path) as archive:
            complaint = _complaint(archive)
    except _BROKEN:
        complaint = ("the workbook is damaged", "open it in a spreadsheet program and save it again as .xlsx")
    if complaint:
        raise _refusal(place, *complaint)


def _refusal(place: Place, message: str, hint: str) -> RefusalError:
    return RefusalError([Finding(place, WORKBOOK, message, hint)])


def _old_or_locked(path: Path) -> tuple[str, str]:
    with path.open("rb") as file:
        locked = "EncryptedPackage".encode("utf-16-le") in file.read(_CHUNK)
        if not locked:
            file.seek(-min(_CHUNK, path.stat().st_size), 2)
            locked = "EncryptedPackage".encode("utf-16-le") in file.read(_CHUNK)
    if locked:
        return "the workbook is protected by a password", "save a copy without the password"
    return "this is a workbook of the old .xls kind", "open it in a spreadsheet program and save it as .xlsx"


def _complaint(archive: zipfile.ZipFile) -> tuple[str, str] | None:
    parts = archive.infolist()
    names = {part.filename for part in parts}
    if "xl/workbook.bin" in names:
        return "this is a binary workbook (.xlsb)", "open it in a spreadsheet program and save it as .xlsx"
    if "xl/workbook.xml" not in names:
        if "mimetype" in names and "content.xml" in names:
            return "this is an OpenDocument file", "open it in a spreadsheet program and save it as .xlsx"
        return "this is a ZIP file, but no workbook", "unpack it, and give the files that are in it"
    if any(part.flag_bits & 1 for part in parts):
        return "the workbook is protected by a password", "save a copy without the password"
    if _is_too_large(parts):
        return "the workbook unpacks to far more than a schedule can be", "save it anew, or export it as CSV"
    for part in parts:
        if part.filename.endswith(".xml") and not _is_sound(archive, part):
            return (
                "the workbook holds a part that no spreadsheet program writes",
                "save it anew, or export it as CSV",
            )
    return None


def _is_too_large(parts: Sequence[zipfile.ZipInfo]) -> bool:
    sheets = [part for part in parts if part.filename.startswith("xl/worksheets/")]
    others = sum(part.file_size for part in parts) - sum(part.file_size for part in sheets)
    return (
        len(parts) > _MOST_PARTS
        or others > OTHER_LIMIT
        or any(part.file_size > SHEET_LIMIT for part in sheets)
        or any(
            part.file_size > _RATIO_FROM and part.file_size > _RATIO_LIMIT * max(part.compress_size, 1)
            for part in parts
        )
    )


def _is_sound(archive: zipfile.ZipFile, part: zipfile.ZipInfo) -> bool:
    """Unpack a part piece by piece: its checksum is right, no entities, no text that runs on for ever."""
    run = 0
    before = b""
    with archive.open(part) as stream:
        while chunk := stream.read(_CHUNK):
            # Entities can only be declared with these; a NUL is UTF-16, in which they would not be found.
            if any(mark in before + chunk for mark in (b"<!DOCTYPE", b"<!ENTITY", b"\0")):
                return False
            before = chunk[-len(b"<!DOCTYPE") :]
            if b"<" in chunk:
                longest = max(run + chunk.index(b"<"), *map(len, chunk.split(b"<")))
                run = len(chunk) - chunk.rindex(b"<")
            else:
                longest = run = run + len(chunk)
            if longest > _LONGEST_RUN:
                return False
    return True
