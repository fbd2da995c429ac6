"""Bytes of a file to text: UTF-8, bounded, printable, lines ending in a line feed. Parses nothing."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from pathlib import Path

from consent.load.codes import Common, Kind, code
from consent.models.findings.finding import Finding
from consent.models.place import Place

LIMIT = 1_000_000
"""Bytes; the largest file of the built-in library has 40 000."""

UNPRINTABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff\ufeff\ufffe\uffff]")
"""Control characters, line separators, halves of characters, byte order marks inside the text."""

_MOST_SHOWN = 20


class RefusalError(Exception):
    """The file cannot be parsed at all; carries findings, never content."""

    def __init__(self, findings: Sequence[Finding]) -> None:
        super().__init__(f"{len(findings)} problems")
        self.findings = tuple(findings)


def refuse(place: Place, kind: Kind, number: Common, message: str, hint: str = "") -> RefusalError:
    """A refusal with one finding."""
    return RefusalError([Finding(place, code(kind, number), message, hint)])


def read_text(path: Path, kind: Kind) -> str:
    """The text of a file without byte order mark, every line ending in a line feed.

    Raises:
        RefusalError: the file is missing, a folder, empty, too large, not UTF-8, or holds control characters.
    """
    raw = _read_bytes(path, kind).removeprefix(b"\xef\xbb\xbf")
    if not raw.strip():
        raise refuse(
            Place(str(path)), kind, Common.UNREADABLE, "the file is empty", "write the file, or remove it"
        )
    bad_byte = _first_bad_byte(raw)
    if bad_byte is not None:
        raise _not_utf8(path, kind, raw, bad_byte)
    text = raw.decode("utf-8").replace("\r\n", "\n").replace("\r", "\n")
    problems = list(_unprintable(path, kind, text))
    if problems:
        raise RefusalError(problems)
    return text


def why_unreadable(error: OSError | ValueError) -> tuple[str, str]:
    """What is wrong with a file that does not open, and what to do.

    Python has a ValueError for a name that no file can have.
    """
    match error:
        case FileNotFoundError():
            return "there is no such file", "check the name and the folder"
        case IsADirectoryError():
            return "this is a folder, not a file", "name the files in it, for example `records/*.yaml`"
        case PermissionError():
            return "the file may not be read", "give yourself read permission, for example with `chmod u+r`"
        case OSError():
            return f"the file cannot be read: {error.strerror}", "check the name and the disk"
    return "the file's name is not valid", "rename the file"


def _read_bytes(path: Path, kind: Kind) -> bytes:
    reason = hint = ""
    try:
        with path.open("rb") as file:
            raw = file.read(LIMIT + 1)
    except (OSError, ValueError) as error:
        reason, hint = why_unreadable(error)
    if reason:
        raise refuse(Place(str(path)), kind, Common.UNREADABLE, reason, hint)
    if len(raw) > LIMIT:
        message = f"the file is larger than {LIMIT // 1_000_000} MB"
        raise refuse(Place(str(path)), kind, Common.UNREADABLE, message, "split it into several files")
    return raw


def _first_bad_byte(raw: bytes) -> int | None:
    try:
        raw.decode("utf-8")
    except UnicodeDecodeError as error:
        return error.start
    return None


def _not_utf8(path: Path, kind: Kind, raw: bytes, offset: int) -> RefusalError:
    before = raw[:offset].replace(b"\r\n", b"\n").replace(b"\r", b"\n")
    line_start = before.rfind(b"\n") + 1
    column = len(before[line_start:].decode("utf-8")) + 1
    place = Place(str(path), before.count(b"\n") + 1, column)
    message = f"the file is not UTF-8 text (byte {offset + 1})"
    if raw.startswith((b"\xff\xfe", b"\xfe\xff")):
        message = "the file is UTF-16, not UTF-8 text"
    return refuse(place, kind, Common.UNREADABLE, message, "save it again with the encoding UTF-8")


def _unprintable(path: Path, kind: Kind, text: str) -> Iterator[Finding]:
    for count, match in enumerate(UNPRINTABLE.finditer(text)):
        if count == _MOST_SHOWN:
            return
        start = match.start()
        line_start = text.rfind("\n", 0, start) + 1
        place = Place(str(path), text.count("\n", 0, start) + 1, start - line_start + 1)
        message = "a control character that cannot be printed"
        yield Finding(place, code(kind, Common.CHARACTER), message, "delete the character, or type it anew")
