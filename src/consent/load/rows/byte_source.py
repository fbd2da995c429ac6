"""Bytes to read records from: a file, or standard input that is read only once."""

from __future__ import annotations

import io
from contextlib import AbstractContextManager, nullcontext
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, BinaryIO

from consent.load.codes import Common, Kind
from consent.load.typed.text import refuse, why_unreadable
from consent.models.place import Place

HEAD = 1 << 16
"""Bytes that are looked at to tell what a source is."""


@dataclass(frozen=True, slots=True)
class ByteSource:
    """A file by its path, or a stream; ``head`` is how it begins."""

    name: str
    """As given; ``-`` for standard input."""
    head: bytes = field(repr=False)
    path: Path | None = None
    stream: BinaryIO | None = field(default=None, repr=False)

    def open(self) -> AbstractContextManager[BinaryIO]:
        """All bytes from the first on. A stream can be opened only once, and stays open."""
        if self.path is not None:
            return self.path.open("rb")
        raw = _Replayed(self.head, self.stream or io.BytesIO())
        return nullcontext(io.BufferedReader(raw, HEAD))

    @property
    def ending(self) -> str:
        """``.csv`` and the like; nothing for a stream."""
        return self.path.suffix.lower() if self.path else ""


def byte_source(path: Path, stdin: BinaryIO | None) -> ByteSource:
    """The bytes behind a name.

    Raises:
        RefusalError: the file cannot be read, or is empty.
    """
    name = str(path)
    reason = hint = ""
    head = b""
    try:
        if stdin is not None and name == "-":
            head = _whole_read(stdin)
        else:
            with path.open("rb") as file:
                head = file.read(HEAD)
    except (OSError, ValueError) as error:
        reason, hint = why_unreadable(error)
    if not reason and not head.strip(b"\xef\xbb\xbf \t\r\n"):
        reason, hint = "there is nothing in it", "give a table with a row of headings, or records"
    if reason:
        raise refuse(Place(name), Kind.RECORD, Common.UNREADABLE, reason, hint)
    if name == "-" and stdin is not None:
        return ByteSource(name, head, stream=stdin)
    return ByteSource(name, head, path=path)


def _whole_read(stream: BinaryIO) -> bytes:
    """As many bytes as fit the head; a pipe gives fewer at a time."""
    parts: list[bytes] = []
    left = HEAD
    while left and (part := stream.read(left)):
        parts.append(part)
        left -= len(part)
    return b"".join(parts)


class _Replayed(io.RawIOBase):
    """A stream from its beginning, though its head was read already."""

    def __init__(self, head: bytes, rest: BinaryIO) -> None:
        super().__init__()
        self._head = memoryview(head)
        self._rest = rest

    def readable(self) -> bool:
        """Always."""
        return True

    def readinto(self, buffer: Any, /) -> int:
        """Fill the buffer from the head, then from the stream."""
        target = memoryview(buffer).cast("B")
        if self._head:
            count = min(len(target), len(self._head))
            target[:count] = self._head[:count]
            self._head = self._head[count:]
            return count
        part = self._rest.read(len(target))
        target[: len(part)] = part
        return len(part)
