"""Deflate data of which most is known beforehand: compressed once, however often it is written.

Each piece ends on a byte, so pieces can be put one after another. What differs from packet to packet stands
between them as it is.
"""

from __future__ import annotations

import re
import zlib
from collections.abc import Callable, Mapping, Sequence
from functools import cached_property

from consent.models.paper.slots import Slot

_HEAD = b"\x78\xda"
_LAST = b"\x01\x00\x00\xff\xff"
"""An empty block that ends the stream."""
_LONGEST = 0xFFFF


class Deflated:
    """The beginning of a zlib stream."""

    def __init__(self, data: bytes) -> None:
        self._data = _HEAD + piece(data)
        self._sum = zlib.adler32(data)

    def ended_by(self, data: bytes) -> bytes:
        """The whole stream, with these data at its end."""
        return b"%s%s%s" % (
            self._data,
            zlib.compress(data, 1, -zlib.MAX_WBITS),
            zlib.adler32(data, self._sum).to_bytes(4, "big"),
        )


class Template:
    """A text in which sentinels stand for values."""

    def __init__(
        self, text: str, sentinels: Sequence[tuple[Slot, str]], quoted: Callable[[str], str]
    ) -> None:
        self._quoted = quoted
        slots = {sentinel: slot for slot, sentinel in sentinels}
        # In one pass: a value that looks like a sentinel stays what it is.
        parts = re.split("(" + "|".join(map(re.escape, slots)) + ")", text) if slots else [text]
        self._texts = tuple(parts[::2])
        self.slots = tuple(slots[word] for word in parts[1::2])
        """Of the values it is filled with, in order."""
        self._plain = tuple(part.encode() for part in self._texts)

    @cached_property
    def _pieces(self) -> tuple[bytes, ...]:
        # Most templates are never asked for as a zlib stream.
        return tuple(map(piece, self._plain))

    def filled(self, values: Mapping[Slot, str]) -> str:
        """The text with the values in it."""
        words = [self._quoted(values[slot]) for slot in self.slots]
        return self._texts[0] + "".join(
            word + text for word, text in zip(words, self._texts[1:], strict=True)
        )

    def deflated(self, values: Mapping[Slot, str]) -> tuple[bytes, bytes]:
        """The text with the values in it, as it is and as a zlib stream."""
        words = [self._quoted(values[slot]).encode() for slot in self.slots]
        plain, packed = [self._plain[0]], [_HEAD, self._pieces[0]]
        for word, text, pressed in zip(words, self._plain[1:], self._pieces[1:], strict=True):
            plain += word, text
            packed += as_it_is(word), pressed
        whole = b"".join(plain)
        packed += _LAST, zlib.adler32(whole).to_bytes(4, "big")
        return whole, b"".join(packed)


def piece(data: bytes) -> bytes:
    """Compressed blocks that refer to nothing before them and end on a byte; none of them is the last."""
    press = zlib.compressobj(9, zlib.DEFLATED, -zlib.MAX_WBITS)
    return press.compress(data) + press.flush(zlib.Z_FULL_FLUSH)


def as_it_is(data: bytes) -> bytes:
    """Blocks that hold these data uncompressed."""
    blocks = [data[start : start + _LONGEST] for start in range(0, len(data), _LONGEST)]
    return b"".join(
        b"\0%s%s%s" % (len(block).to_bytes(2, "little"), (len(block) ^ _LONGEST).to_bytes(2, "little"), block)
        for block in blocks
    )
