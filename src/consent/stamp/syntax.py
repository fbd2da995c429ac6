"""PDF syntax: numbers, strings, streams."""

from __future__ import annotations

import re
import zlib
from functools import lru_cache

_ESCAPED = re.compile(rb"([\\()\r\n])")
_LEVEL = 1


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


def place(page: int, x: float, y: float) -> bytes:
    """A destination: this page, from this point on, as large as it is shown."""
    return b"[%d 0 R /XYZ %s %s 0]" % (page, number(x), number(y))
