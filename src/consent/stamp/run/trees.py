"""The lists that span a run: pages, page labels, bookmarks, document parts. Each is written as it grows."""

from __future__ import annotations

from collections.abc import Sequence

from consent.stamp.run.output import Output
from consent.stamp.syntax import string

_FAN = 64
"""How many branches a node has."""


def _named(numbers: Sequence[int]) -> bytes:
    return b" ".join(b"%d 0 R" % number for number in numbers)


class PageTree:
    """Pages in packets, packets in blocks, blocks in the root."""

    def __init__(self, output: Output) -> None:
        self._output = output
        self.root = output.reserve()
        self.pages = 0
        self._blocks: list[int] = []
        self._block = 0
        self._nodes: list[int] = []
        self._pages_before = 0

    def reserve(self) -> int:
        """The number of the next packet's node, for its pages to name as their parent."""
        return self._output.reserve()

    def add(self, node: int, pages: Sequence[int]) -> None:
        """Hang a packet's pages on its node."""
        if not self._nodes:
            self._block = self._output.reserve()
        body = b"<</Type /Pages/Parent %d 0 R/Count %d/Kids [%s]>>"
        self._output.pack(node, body % (self._block, len(pages), _named(pages)))
        self._nodes.append(node)
        self.pages += len(pages)
        if len(self._nodes) == _FAN:
            self._close()

    def finish(self) -> int:
        """Write the root and give its number."""
        self._close()
        body = b"<</Type /Pages/Count %d/Kids [%s]>>"
        self._output.pack(self.root, body % (self.pages, _named(self._blocks)))
        return self.root

    def _close(self) -> None:
        if self._nodes:
            body = b"<</Type /Pages/Parent %d 0 R/Count %d/Kids [%s]>>"
            count = self.pages - self._pages_before
            self._output.pack(self._block, body % (self.root, count, _named(self._nodes)))
            self._blocks.append(self._block)
            self._nodes.clear()
            self._pages_before = self.pages


class NumberTree:
    """Values under rising numbers."""

    def __init__(self, output: Output) -> None:
        self._output = output
        self._leaves: list[int] = []
        self._entries: list[bytes] = []
        self._limits = (0, 0)

    def add(self, key: int, value: bytes) -> None:
        """Put a value under a number greater than the last."""
        self._limits = (self._limits[0] if self._entries else key, key)
        self._entries.append(b"%d %s" % (key, value))
        if len(self._entries) == _FAN:
            self._close()

    def finish(self) -> int:
        """Write the root and give its number."""
        self._close()
        return self._output.add(b"<</Kids [%s]>>" % _named(self._leaves))

    def _close(self) -> None:
        if self._entries:
            body = b"<</Limits [%d %d]/Nums [%s]>>" % (*self._limits, b" ".join(self._entries))
            self._leaves.append(self._output.add(body))
            self._entries.clear()


class Bookmarks:
    """A bookmark for each packet, and below it one for each of its parts when there are several."""

    def __init__(self, output: Output) -> None:
        self._output = output
        self._root = output.reserve()
        self._first = 0
        self._held: tuple[int, bytes] | None = None
        self._count = 0

    def add(self, title: str, page: int, parts: Sequence[tuple[str, int]]) -> None:
        """Point to a packet's first page, and to the first page of each part."""
        number = self._output.reserve()
        body = b"/Title %s/Parent %d 0 R/Dest [%d 0 R /Fit]" % (string(title), self._root, page)
        if len(parts) > 1:
            first = self._output.reserve(len(parts))
            last = first + len(parts) - 1
            body += b"/First %d 0 R/Last %d 0 R/Count -%d" % (first, last, len(parts))
            for child, (name, start) in enumerate(parts, first):
                before = b"/Prev %d 0 R" % (child - 1) if child > first else b""
                after = b"/Next %d 0 R" % (child + 1) if child < last else b""
                item = b"<</Title %s/Parent %d 0 R/Dest [%d 0 R /Fit]%s%s>>"
                self._output.pack(child, item % (string(name), number, start, before, after))
        if self._held is not None:
            body += b"/Prev %d 0 R" % self._held[0]
            self._release(b"/Next %d 0 R" % number)
        self._first = self._first or number
        self._held = (number, body)
        self._count += 1

    def finish(self) -> int:
        """Write the root and give its number."""
        last = self._held[0] if self._held else 0
        self._release(b"")
        body = b"<</Type /Outlines/First %d 0 R/Last %d 0 R/Count %d>>"
        self._output.pack(self._root, body % (self._first, last, self._count))
        return self._root

    def _release(self, more: bytes) -> None:
        if self._held is not None:
            number, body = self._held
            self._output.pack(number, b"<<%s%s>>" % (body, more))


class DocumentParts:
    """Where each packet begins and ends, for the software of a print room (ISO 16612-2, ISO 32000-2)."""

    def __init__(self, output: Output) -> None:
        self._output = output
        self._root = output.reserve()
        self._top = output.reserve()
        self._packets: list[int] = []
        self._deep = False

    def reserve(self, parts: int) -> tuple[int, ...]:
        """Numbers for a packet's parts, for their pages to name."""
        count = 1 if parts == 1 else 1 + parts
        first = self._output.reserve(count)
        self._packets.append(first)
        return tuple(range(first + count - parts, first + count))

    def add(self, packet_id: str, ranges: Sequence[tuple[str, int, int]]) -> None:
        """Say which pages belong to the packet reserved last: name, first and last page of each part."""
        node = self._packets[-1]
        about = b"/PacketId %s" % string(packet_id)
        if len(ranges) == 1:
            self._output.pack(node, self._leaf(self._top, about, ranges[0]))
            return
        self._deep = True
        kids = range(node + 1, node + 1 + len(ranges))
        body = b"<</Type /DPart/Parent %d 0 R/DPM <<%s>>/DParts [[%s]]>>"
        self._output.pack(node, body % (self._top, about, _named(kids)))
        for kid, part in zip(kids, ranges, strict=True):
            self._output.pack(kid, self._leaf(node, about, part))

    def finish(self) -> int:
        """Write the root and give its number."""
        rows = [self._packets[start : start + 1000] for start in range(0, len(self._packets), 1000)]
        kids = b"".join(b"[%s]" % _named(row) for row in rows)
        self._output.pack(self._top, b"<</Type /DPart/Parent %d 0 R/DParts [%s]>>" % (self._root, kids))
        levels = b"/PrintRun /Packet /Part" if self._deep else b"/PrintRun /Packet"
        body = b"<</Type /DPartRoot/DPartRootNode %d 0 R/RecordLevel 1/NodeNameList [%s]>>"
        self._output.pack(self._root, body % (self._top, levels))
        return self._root

    def _leaf(self, parent: int, about: bytes, part: tuple[str, int, int]) -> bytes:
        name, first, last = part
        about += b"/Part %s" % string(name) if name else b""
        body = b"<</Type /DPart/Parent %d 0 R/Start %d 0 R/End %d 0 R/DPM <<%s>>>>"
        return body % (parent, first, last, about)
