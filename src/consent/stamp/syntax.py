"""PDF syntax: numbers, strings, streams, and the way objects become a file."""

from __future__ import annotations

import hashlib
import re
import zlib
from collections.abc import Iterable
from functools import lru_cache

_ESCAPED = re.compile(rb"([\\()\r\n])")
_LEVEL = 1
_ROW = 7


@lru_cache(maxsize=8192)
def number(value: float) -> bytes:
    """A number, to a thousandth."""
    return b"%g" % round(value, 3) if abs(value) < 100_000 else b"%d" % round(value)


def string(text: str) -> bytes:
    """A text string; nothing in it can end it early."""
    try:
        raw = text.encode("ascii")
    except UnicodeEncodeError:
        return b"<FEFF%s>" % text.encode("utf-16-be").hex().upper().encode()
    return b"(%s)" % _ESCAPED.sub(lambda match: b"\\%03o" % match[1][0], raw)


def stream(content: bytes, entries: bytes = b"", *, compress: bool = True) -> bytes:
    """A stream object's body."""
    if compress:
        content = zlib.compress(content, _LEVEL)
        entries += b"/Filter /FlateDecode "
    # A last byte that is a carriage return would be taken for half of the line end that follows.
    end = b"\r\n" if content.endswith(b"\r") else b"\n"
    return b"<<%s/Length %d>>\nstream\n%s%sendstream" % (entries, len(content), content, end)


def assemble(
    prefix: bytes,
    rows: bytes,
    objects: Iterable[tuple[int, bytes]],
    *,
    root: int,
    info: int,
    prefix_digest: str,
) -> bytes:
    """The whole file: the static part, the objects, a cross-reference stream and a trailer."""
    table = bytearray(rows)
    out = [prefix]
    position = len(prefix)
    content = hashlib.sha256()
    for key, body in objects:
        item = b"%d 0 obj\n%s\nendobj\n" % (key, body)
        _put(table, key, position)
        out.append(item)
        position += len(item)
        content.update(item)
    last = len(table) // _ROW
    _put(table, last, position)
    first_id, second_id = prefix_digest[:32], content.hexdigest()[:32]
    entries = b"/Type /XRef /Size %d /W [1 4 2] /Root %d 0 R /Info %d 0 R /ID [<%s> <%s>] " % (
        last + 1,
        root,
        info,
        first_id.encode(),
        second_id.encode(),
    )
    out.append(
        b"%d 0 obj\n%s\nendobj\nstartxref\n%d\n%%%%EOF\n" % (last, stream(bytes(table), entries), position)
    )
    return b"".join(out)


def _put(table: bytearray, key: int, position: int) -> None:
    end = (key + 1) * _ROW
    if len(table) < end:
        table.extend(bytes(end - len(table)))
    table[end - _ROW : end] = b"\x01" + position.to_bytes(4, "big") + b"\0\0"
