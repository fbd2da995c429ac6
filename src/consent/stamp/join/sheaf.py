"""The static part of a file as it grows: objects under their numbers, equal streams stored once."""

from __future__ import annotations

import zlib
from dataclasses import dataclass
from functools import lru_cache
from itertools import accumulate

from consent.errors import StampError
from consent.stamp.syntax import stream

_HEADER = b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n"
_NOTHING = b"\0" * 7
_KEPT = 64
_LEVEL = 7
"""Two levels less save three milliseconds a content and cost a kilobyte in each of its packets."""


@dataclass(frozen=True, slots=True)
class Bound:
    """What was written."""

    prefix: bytes
    rows: bytes
    """Of the cross-reference table; seven zeros for each object that is still to be written."""


class Sheaf:
    """Numbers are given in turn, those of the objects that ``stamp`` will write last."""

    def __init__(self) -> None:
        self._last = 0
        self._packed: list[tuple[int, bytes]] = []
        self._streams: list[tuple[int, bytes]] = []
        self._known: dict[bytes, int] = {}
        self._container = 0

    def reserve(self, count: int = 1) -> int:
        """The first of so many numbers in a row."""
        first = self._last + 1
        self._last += count
        return first

    def close(self) -> None:
        """From here on, numbers are for what ``stamp`` writes."""
        self._container = self.reserve()

    def pack(self, number: int, body: bytes) -> None:
        """An object that is no stream."""
        self._packed.append((number, body))

    def add(self, body: bytes) -> int:
        """Another object that is no stream; its number."""
        number = self.reserve()
        self._packed.append((number, body))
        return number

    def once(self, body: bytes) -> int:
        """The number of this stream, which is stored once however often it is asked for."""
        number = self._known.get(body)
        if number is None:
            number = self._known[body] = self.reserve()
            self._streams.append((number, body))
        return number

    def put(self, number: int, body: bytes) -> None:
        """A stream under a number of its own."""
        self._streams.append((number, body))

    def bound(self) -> Bound:
        """Everything so far, written."""
        out = bytearray(_HEADER)
        rows: list[bytes | None] = [None] * (self._container + 1)
        rows[0] = _row(0, 0, 65535)
        for number, body in self._streams:
            rows[number] = _row(1, len(out), 0)
            out += b"%d 0 obj\n%s\nendobj\n" % (number, body)
        numbers, bodies = [number for number, _ in self._packed], [body for _, body in self._packed]
        kind = b"\2" + self._container.to_bytes(4, "big")
        for index, number in enumerate(numbers):
            rows[number] = kind + index.to_bytes(2, "big")
        starts = accumulate([len(body) + 1 for body in bodies[:-1]], initial=0)
        index_ = b" ".join(
            [b"%d %d" % (of[0], start) for of, start in zip(self._packed, starts, strict=True)]
        )
        content = _deflated(b"%s\n%s" % (index_, b"\n".join(bodies)))
        rows[self._container] = _row(1, len(out), 0)
        about = b"/Type /ObjStm/N %d/First %d/Filter /FlateDecode " % (len(self._packed), len(index_) + 1)
        out += b"%d 0 obj\n%s\nendobj\n" % (self._container, stream(content, about, compress=False))
        written = [row for row in rows if row is not None]
        if len(written) < len(rows):
            raise StampError(f"object {rows.index(None)} of a joined packet was never written")
        written.append(_NOTHING * (self._last - self._container))
        return Bound(bytes(out), b"".join(written))


@lru_cache(maxsize=_KEPT)
def _deflated(objects: bytes) -> bytes:
    # Who treats and on which side is in streams: contents that differ in nothing else have the same objects.
    return zlib.compress(objects, _LEVEL)


def _row(kind: int, second: int, third: int) -> bytes:
    return bytes([kind]) + second.to_bytes(4, "big") + third.to_bytes(2, "big")
