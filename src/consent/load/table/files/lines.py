"""Lines of text from bytes, never more than one in memory, none longer than can be right."""

from __future__ import annotations

import codecs
import io
from collections.abc import Iterator
from pathlib import Path
from typing import BinaryIO, NamedTuple

from consent.load.codes import Common, Kind
from consent.load.rows.codes import ENCODING, NO_SUCH_OPTION
from consent.load.typed.text import RefusalError, refuse
from consent.models.findings.finding import Finding
from consent.models.place import Place

LINE_LIMIT = 1_000_000
"""Characters; a record has a few hundred."""
_CHUNK = 1 << 20
_RARE = 10
_UTF8 = frozenset({"utf-8", "utf-8-sig"})


class Line(NamedTuple):
    """One line with its number; without its text when it is too long."""

    number: int
    text: str | None


def codec(encoding: str | None) -> str:
    """Python's name for an encoding; UTF-8 with or without byte order mark when none is given.

    Raises:
        RefusalError: there is no such text encoding.
    """
    name = ""
    try:
        name = codecs.lookup(encoding or "utf-8-sig").name
        "".encode(name)
    except (LookupError, ValueError):
        name = ""
    if not name:
        hint = "for example `--encoding windows-1252`, `latin-1`, `utf-16` or `shift_jis`"
        message = "`--encoding` names no text encoding"
        raise RefusalError([Finding(Place("--encoding"), NO_SUCH_OPTION, message, hint)])
    return "utf-8-sig" if name in _UTF8 else name


def check_encoding(path: Path, encoding: str) -> None:
    """Read the whole file once, so that a wrong encoding is one clear error before the first row.

    Raises:
        RefusalError: the bytes are not in the encoding.
    """
    decoder = codecs.getincrementaldecoder(encoding)()
    line, wrong, start, unreadable = 1, False, b"", ""
    try:
        with path.open("rb") as file:
            while chunk := file.read(_CHUNK):
                start = start or chunk[:4096]
                if encoding == "utf-8-sig" and _is_utf16(start):
                    wrong = True
                    break
                try:
                    line += decoder.decode(chunk).count("\n")
                except UnicodeDecodeError as error:
                    line += bytes(error.object[: error.start]).count(b"\n")
                    wrong = True
                    break
            else:
                wrong = not _ends_whole(decoder)
    except OSError as error:
        unreadable = f"the file cannot be read: {error.strerror}"
    if unreadable:
        hint = "check the name, the permissions and the disk"
        raise refuse(Place(str(path)), Kind.RECORD, Common.UNREADABLE, unreadable, hint)
    if wrong:
        raise RefusalError([not_in(encoding, Place(str(path), line, 1), start)])


def _is_utf16(start: bytes) -> bool:
    """Every other byte of plain letters is NUL there; a stray NUL in a cell costs its row, not the file."""
    return start.startswith((b"\xff\xfe", b"\xfe\xff")) or start.count(0) * _RARE > len(start)


def not_in(encoding: str, place: Place, start: bytes = b"") -> Finding:
    """The complaint about text that is not in its encoding."""
    shown = "UTF-8" if encoding == "utf-8-sig" else encoding
    likely = "utf-16" if _is_utf16(start) else "windows-1252"
    hint = f"save it as UTF-8, or name its encoding, for example `--encoding {likely}`"
    return Finding(place, ENCODING, f"the text is not {shown} on this line", hint)


def read_lines(file: BinaryIO, encoding: str, limit: int = LINE_LIMIT) -> Iterator[Line]:
    """Each line with its ending. Bytes that are not UTF-8 come as lone surrogates.

    Raises:
        UnicodeDecodeError: the bytes are not in another encoding.
        OSError: the file cannot be read to its end.
    """
    errors = "surrogateescape" if encoding == "utf-8-sig" else "strict"
    text = io.TextIOWrapper(file, encoding=encoding, errors=errors, newline="")
    try:
        number = 0
        while part := text.readline(limit + 1):
            number += 1
            if len(part) <= limit:
                yield Line(number, part)
                continue
            while part and not part.endswith(("\n", "\r")):
                part = text.readline(limit)
            yield Line(number, None)
    finally:
        text.detach()


def holds_stray_bytes(text: str) -> bool:
    """Whether bytes that are not UTF-8 were met."""
    return not text.isascii() and any("\udc80" <= character <= "\udcff" for character in text)


def _ends_whole(decoder: codecs.IncrementalDecoder) -> bool:
    try:
        decoder.decode(b"", final=True)
    except UnicodeDecodeError:
        return False
    return True
