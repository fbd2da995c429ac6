"""Which issue a file begins with. Nothing that the file says of itself is believed."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from consent.models.register.issue import Issue
from consent.register import Register

_END = re.compile(rb"%%EOF")
_MOST_ENDS = 64
_LINE_ENDS = (b"", b"\n", b"\r", b"\r\n")


@dataclass(frozen=True, slots=True)
class Base:
    """The file as it was issued."""

    size: int
    """So many bytes from the first."""
    sha256: str
    issue: Issue | None = field(default=None)
    """None when it was compared with a file, not with the register."""


def base_of(data: bytes, register: Register | None, original: bytes | None) -> Base | None:
    """The issue whose bytes are the first of these; None when they are those of no issue."""
    if original is not None:
        size = len(original)
        return Base(size, hashlib.sha256(original).hexdigest()) if data[:size] == original else None
    if register is None:
        return None
    for size, sha256 in _beginnings(data):
        issue = register.by_sha256(sha256)
        if issue is not None:
            return Base(size, sha256, issue)
    return None


def _beginnings(data: bytes) -> Iterator[tuple[int, str]]:
    """Every size at which a file may once have ended, with the digest of that much of it."""
    digest, done = hashlib.sha256(), 0
    for count, end in enumerate(_END.finditer(data)):
        if count == _MOST_ENDS:
            return
        for line_end in _LINE_ENDS:
            size = end.end() + len(line_end)
            if data[end.end() : size] == line_end:
                so_far = digest.copy()
                so_far.update(data[done:size])
                yield size, so_far.hexdigest()
        digest.update(data[done : end.end()])
        done = end.end()
