"""The end of a file: where its objects are. The table's static part is compressed once for each master."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable

from consent.stamp.pieces import Deflated
from consent.stamp.syntax import stream

ROW = 7
_NO_ROW = bytes(ROW)
_MORE, _NOTHING = b"\2", b"\0"
"""Before a row that says how much more it is than the row above."""


class Table:
    """The cross-reference stream of every packet of one master."""

    def __init__(self, rows: bytes, dynamic: int, *, start: int, root: int, info: int, prefix: str) -> None:
        """``dynamic`` is the number of the first object after the static ones, which end at ``start``.

        ``prefix`` is the digest of the static part.
        """
        self._first = dynamic
        self._start = start
        static = rows[: dynamic * ROW]
        self._last_row = static[-ROW:] or _NO_ROW
        self._static = Deflated(_differences(_NO_ROW + static))
        self._entries = (
            b"/Type /XRef /W [1 4 2] /Root %d 0 R /Info %d 0 R /Filter /FlateDecode "
            b"/DecodeParms <</Predictor 12 /Columns %d>> /ID [<%s> <"
            % (root, info, ROW, prefix[:32].encode())
        )

    def closed(self, objects: Iterable[tuple[int, bytes]]) -> bytes:
        """Everything after the static part: the dynamic objects, the table and the trailer."""
        parts: list[bytes] = []
        places: dict[int, int] = {}
        position = self._start
        for key, body in objects:
            item = b"%d 0 obj\n%s\nendobj\n" % (key, body)
            places[key] = position
            parts.append(item)
            position += len(item)
        last = max(places, default=self._first - 1) + 1
        places[last] = position
        rows = self._last_row + b"".join([_row(places.get(key)) for key in range(self._first, last + 1)])
        content = b"".join(parts)
        id_ = hashlib.sha256(content).hexdigest()[:32].encode()
        entries = b"%s%s>] /Size %d " % (self._entries, id_, last + 1)
        written = stream(self._static.ended_by(_differences(rows)), entries, compress=False)
        return b"%s%d 0 obj\n%s\nendobj\nstartxref\n%d\n%%%%EOF\n" % (content, last, written, position)


def _row(position: int | None) -> bytes:
    return _NO_ROW if position is None else b"\1%s\0\0" % position.to_bytes(4, "big")


def _differences(rows: bytes) -> bytes:
    """Each row but the first as what it is more than the one before it, byte by byte (PNG's filter 2)."""
    here, above = _headed(rows[ROW:], _MORE), _headed(rows[:-ROW], _NOTHING)
    # All bytes at once: with the highest bit of each set aside, none borrows from its neighbour.
    high = int.from_bytes(b"\x80" * len(here), "big")
    first, second = int.from_bytes(here, "big"), int.from_bytes(above, "big")
    low = (first | high) - (second & ~high)
    return (low ^ ((first ^ ~second) & high)).to_bytes(len(here), "big")


def _headed(rows: bytes, head: bytes) -> bytes:
    """Each row with this byte before it; columns at a time, which there are few of."""
    count = len(rows) // ROW
    headed = bytearray(count * (ROW + 1))
    headed[:: ROW + 1] = head * count
    for column in range(ROW):
        headed[column + 1 :: ROW + 1] = rows[column::ROW]
    return bytes(headed)
