"""Pages in order: which belong to which packet and part, said in the four ways that readers know."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from consent.models.paper.print_run import Amount
from consent.stamp.run.output import Output
from consent.stamp.run.trees import Bookmarks, DocumentParts, NumberTree, PageTree
from consent.stamp.syntax import string


@dataclass(frozen=True)
class Part:
    """A copy of a packet, or its separator sheet."""

    name: str
    """Empty when there is one copy and it has no name."""
    title: str
    pages: tuple[int, ...]
    """Object numbers."""
    counted: int
    """How many of them, from the first, are pages of the packet."""


@dataclass(frozen=True)
class Place:
    """What a page names as its parents."""

    node: int
    """In the tree of pages."""
    part: int
    """In the tree of document parts."""

    def entries(self) -> bytes:
        """How a page begins."""
        return b"<</Type /Page/Parent %d 0 R/DPart %d 0 R" % (self.node, self.part)


class Binding:
    """Page tree, page labels, bookmarks and document parts of a run."""

    def __init__(self, output: Output) -> None:
        self._tree = PageTree(output)
        self._labels = NumberTree(output)
        self._bookmarks = Bookmarks(output)
        self._document_parts = DocumentParts(output)

    def places(self, parts: int) -> list[Place]:
        """Where the pages of the next packet will hang, for each of its parts."""
        node = self._tree.reserve()
        return [Place(node, part) for part in self._document_parts.reserve(parts)]

    def bind(self, packet_id: str, place: Place, parts: Sequence[Part], *, duplex: bool) -> Amount:
        """Append a packet."""
        at = self._tree.pages
        for part in parts:
            self._label(packet_id, part, at)
            at += len(part.pages)
        pages = [page for part in parts for page in part.pages]
        self._tree.add(place.node, pages)
        ranges = [(part.name, part.pages[0], part.pages[-1]) for part in parts]
        self._document_parts.add(packet_id, ranges)
        self._bookmarks.add(packet_id, pages[0], [(part.title, part.pages[0]) for part in parts])
        return Amount(1, len(pages), (len(pages) + 1) // 2 if duplex else len(pages))

    def finish(self) -> bytes:
        """Write the roots; the catalog's entries for them."""
        return b"/Pages %d 0 R/Outlines %d 0 R/PageLabels %d 0 R/DPartRoot %d 0 R" % (
            self._tree.finish(),
            self._bookmarks.finish(),
            self._labels.finish(),
            self._document_parts.finish(),
        )

    def _label(self, packet_id: str, part: Part, at: int) -> None:
        name = f"{packet_id} {part.name}".strip()
        if part.counted:
            self._labels.add(at, b"<</P %s/S /D>>" % string(f"{name} "))
        else:
            self._labels.add(at, b"<</P %s>>" % string(name))
        # What follows the packet's last page, or the front of its separator, is a blank back.
        blank = part.counted or 1
        if len(part.pages) > blank:
            self._labels.add(at + blank, b"<</P %s>>" % string(f"{name} blank"))
