"""A PDF file that is written as it grows: its objects, their places, and nothing else in memory."""

from __future__ import annotations

import hashlib
import zlib
from collections.abc import Callable

from consent.stamp.syntax import stream

_HEADER = b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n"
_CHUNK = 256 * 1024
_PACK = 200
"""Objects in one object stream: enough to compress well, few enough for a reader that wants one of them."""
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
        self._place(number, 1, self.size, 0)
        self._emit(b"%d 0 obj\n%s\nendobj\n" % (number, body))

    def pack(self, number: int, body: bytes) -> None:
        """Write an object among others; never a stream."""
        self._packed.append((number, body))
        if len(self._packed) >= _PACK:
            self._flush_packed()

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
        self._place(number, 1, start, 0)
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
        if not self._packed:
            return
        number = self.reserve()
        head, position = [], 0
        for index, (key, body) in enumerate(self._packed):
            head.append(b"%d %d" % (key, position))
            position += len(body) + 1
            self._place(key, 2, number, index)
        first = b" ".join(head) + b"\n"
        content = first + b"\n".join(body for _, body in self._packed)
        entries = b"/Type /ObjStm /N %d /First %d " % (len(self._packed), len(first))
        self._packed.clear()
        self.put(number, stream(content, entries))

    def _place(self, number: int, kind: int, where: int, index: int) -> None:
        start = number * _ROW
        self._table[start : start + _ROW] = bytes((kind,)) + where.to_bytes(5, "big") + index.to_bytes(2, "big")

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
