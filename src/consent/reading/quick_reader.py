"""pyHanko's reader, with the table of each object stream read once and not again for every object in it."""

from __future__ import annotations

from io import BytesIO
from typing import Any

from pyhanko.pdf_utils import generic, misc
from pyhanko.pdf_utils.decode_limits import DecodePurpose
from pyhanko.pdf_utils.reader import PdfFileReader

_NOTHING: tuple[bytes, dict[int, int]] = (b"", {})


class QuickReader(PdfFileReader):
    """For files that are read forgivingly. A packet keeps nearly all its objects in one stream."""

    def __init__(self, data: bytes) -> None:
        self._tables: dict[int, tuple[bytes, dict[int, int]]] = {}
        super().__init__(BytesIO(data), strict=False)

    def _get_object_from_stream(self, idnum: int, stmnum: int, idx: int) -> Any:  # noqa: ARG002 - as it is called
        if stmnum not in self._tables:
            self._tables[stmnum] = self._table(stmnum)
        data, starts = self._tables[stmnum]
        if idnum not in starts:
            return generic.NullObject()
        stream = BytesIO(data)
        stream.seek(starts[idnum])
        try:
            found = generic.read_object(stream, generic.Reference(idnum, 0, self))
        except (misc.PdfStreamError, misc.PdfReadError):
            return generic.NullObject()
        return found

    def _table(self, number: int) -> tuple[bytes, dict[int, int]]:
        """The content of an object stream, and where in it each object begins."""
        stream = generic.Reference(number, 0, self).get_object()
        if not isinstance(stream, generic.StreamObject) or stream.get("/Type") != "/ObjStm":
            return _NOTHING
        data = stream.read_data(DecodePurpose.OBJECT_STREAM)
        try:
            first = int(stream["/First"])
            numbers = [int(word) for word in data[:first].split()]
        except (KeyError, TypeError, ValueError):
            return _NOTHING
        pairs = zip(numbers[::2], numbers[1::2], strict=False)
        return data, {idnum: first + offset for idnum, offset in reversed(list(pairs))}
