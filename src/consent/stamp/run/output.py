"""A PDF file that is written as it grows: its objects, their places, and nothing else in memory."""

from __future__ import annotations

import hashlib
import zlib
from collections.abc import Callable, Sequence
from itertools import accumulate

from consent.stamp.syntax import stream

_HEADER = b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n"
_CHUNK = 256 * 1024
_PACK = 200
"""Objects in one object stream: enough to compress well, few enough for a reader that wants one of them."""
_PACK_ALL = 4000
_ROW = 8
_LEVEL = 6


class Output:
    """Numbers objects, writes them, and remembers eight bytes of each."""

    def __init__(self, write: Callable[[bytes], object]) -> None:
        self._write = write
        self._waiting: list[bytes] = []
        self._waiting_size = 0
        self._written = 0
        self._table = bytearray(_ROW)
        self._packed: list[tuple[int, bytes]] = []
        self._digest = hashlib.sha256()
        self._emit(_HEADER)

    @property
    def size(self) -> int:
        """Bytes so far."""
        return self._written + self._waiting_size

    def reserve(self, count: int = 1) -> int:
        """The first of ``count`` new object numbers in a row."""
        first = len(self._table) // _ROW
        self._table.extend(bytes(_ROW * count))
        return first

    def put(self, number: int, body: bytes) -> None:
        """Write an object of its own; a stream must be one."""
        self._table[number * _ROW : (number + 1) * _ROW] = b"\x01" + self.size.to_bytes(5, "big") + b"\0\0"
        self._emit(b"%d 0 obj\n%s\nendobj\n" % (number, body))

    def pack(self, number: int, body: bytes) -> None:
        """Write an object among others; never a stream."""
        self._packed.append((number, body))
        if len(self._packed) >= _PACK:
            self._flush_packed()

    def pack_all(self, first: int, bodies: Sequence[bytes]) -> None:
        """Write many objects, numbered in a row, that are read together."""
        for start in range(0, len(bodies), _PACK_ALL):
            some = bodies[start : start + _PACK_ALL]
            key = first + start
            rows = self._container(range(key, key + len(some)), some)
            self._table[key * _ROW : (key + len(some)) * _ROW] = b"".join(rows)

    def add(self, body: bytes) -> int:
        """Pack a new object and return its number."""
        number = self.reserve()
        self.pack(number, body)
        return number

    def finish(self, root: int, info: int) -> None:
        """Write what is left, the cross-reference stream and the trailer."""
        self._flush_packed()
        number = self.reserve()
        start = self.size
        self._table[number * _ROW :] = b"\x01" + start.to_bytes(5, "big") + b"\0\0"
        id_ = self._digest.hexdigest()[:32].encode()
        self._table[:_ROW] = b"\0" * 6 + b"\xff\xff"
        entries = b"/Type /XRef /Size %d /W [1 5 2] /Root %d 0 R /Info %d 0 R /ID [<%s> <%s>] " % (
            *(number + 1, root, info),
            *(id_, id_),
        )
        table = zlib.compress(bytes(self._table), _LEVEL)
        body = stream(table, entries + b"/Filter /FlateDecode ", compress=False)
        self._emit(b"%d 0 obj\n%s\nendobj\nstartxref\n%d\n%%%%EOF\n" % (number, body, start))
        self._flush()

    def _flush_packed(self) -> None:
        if self._packed:
            keys, bodies = zip(*self._packed, strict=True)
            self._packed.clear()
            rows = self._container(keys, bodies)
            for key, row in zip(keys, rows, strict=True):
                self._table[key * _ROW : (key + 1) * _ROW] = row

    def _container(self, keys: Sequence[int], bodies: Sequence[bytes]) -> list[bytes]:
        """Write an object stream; gives the table's rows of its objects."""
        number = self.reserve()
        positions = accumulate((len(body) + 1 for body in bodies), initial=0)
        first = b" ".join([b"%d %d" % pair for pair in zip(keys, positions, strict=False)]) + b"\n"
        entries = b"/Type /ObjStm /N %d /First %d " % (len(bodies), len(first))
        self.put(number, stream(first + b"\n".join(bodies), entries))
        start = b"\x02" + number.to_bytes(5, "big")
        return [start + index.to_bytes(2, "big") for index in range(len(bodies))]

    def _emit(self, data: bytes) -> None:
        self._waiting.append(data)
        self._waiting_size += len(data)
        if self._waiting_size >= _CHUNK:
            self._flush()

    def _flush(self) -> None:
        data = b"".join(self._waiting)
        self._waiting.clear()
        self._waiting_size = 0
        self._written += len(data)
        self._digest.update(data)
        self._write(data)
