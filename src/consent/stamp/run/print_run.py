"""One PDF for the print room, packet after packet in the order given."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from consent.errors import StampError
from consent.models.look import Edition
from consent.models.master import Master
from consent.models.print_run import Amount, Copy
from consent.models.slots import Slot
from consent.stamp.code import code_operators
from consent.stamp.packet import fitted_lines
from consent.stamp.run.about import information, metadata
from consent.stamp.run.fonts import RunFonts
from consent.stamp.run.output import Output
from consent.stamp.run.parts import Parts, Shared
from consent.stamp.run.sheets import OwnSheets, Size
from consent.stamp.run.tags import TagTree
from consent.stamp.run.trees import Bookmarks, DocumentParts, NumberTree, PageTree
from consent.stamp.run.words import Words, words_in
from consent.stamp.syntax import stream, string
from consent.stamp.text import line_operators


@dataclass(frozen=True)
class _Packet:
    """One packet on its way into the run: everything that could fail has been done."""

    id: str
    parts: Parts
    own: tuple[bytes, ...]
    separator: bytes
    size: Size
    edition: Edition
    words: Words


@dataclass(frozen=True)
class _Part:
    """A copy of the packet, or its separator sheet."""

    name: str
    title: str
    pages: tuple[int, ...]
    counted: int
    """How many of the pages are the packet's."""


class PrintRun:
    """Packets become one file that grows as they come; call :meth:`finish` after the last.

    What the packets of a master share is stored once, so a packet takes a few kilobytes. Memory does not
    grow with the run, but for some bytes for each object. Form fields and links are dropped: this is paper.
    Bookmarks, page labels and document parts name packets by id; patients are named on the pages alone.

    The file is not tagged. The tags of a page belong to that page, so each packet would bring its own tree:
    about as much again as its share of a batch of single files, for a file that goes to a printer.
    Each packet's own file is tagged; give that one to a reader.
    """

    def __init__(
        self,
        write: Callable[[bytes], object],
        *,
        issued_on: date,
        copies: Sequence[Copy] = (),
        separators: bool = False,
        duplex: bool = True,
        tagged: bool = False,
    ) -> None:
        """Prepare a run.

        ``write`` takes the bytes in order. ``copies`` prints each packet once for each of them and names the
        copy on every page; none means once, with no name. ``separators`` puts a sheet before each packet.
        ``duplex`` fills up with a blank page wherever a front would otherwise land on a back.
        """
        self._issued_on = issued_on
        self._copies = tuple(copies)
        self._separators = separators
        self._duplex = duplex
        self._output = Output(write)
        self._fonts = RunFonts(self._output)
        self._shared = Shared(self._output, tagged=tagged)
        self._sheets = OwnSheets(self._output, self._fonts)
        self._tree = PageTree(self._output)
        self._labels = NumberTree(self._output)
        self._bookmarks = Bookmarks(self._output)
        self._document_parts = DocumentParts(self._output)
        self._tags = TagTree(self._output) if tagged else None
        self._language = ""
        self._amount = Amount()

    @property
    def size(self) -> int:
        """Bytes so far."""
        return self._output.size

    def add(
        self,
        master: Master,
        values: Mapping[Slot, str],
        *,
        language: str = "en",
        edition: Edition = Edition.STANDARD,
    ) -> Amount:
        """Append a packet and say what it takes.

        A value that does not fit is an :class:`~consent.errors.Overflow`, as of ``stamp``; then nothing of the
        packet is in the file, and it can be added again with a master typeset for it alone.
        """
        packet = self._composed(master, values, words_in(language), edition)
        self._language = self._language or packet.words.language
        first = self._output.reserve(len(packet.own))
        for stored, body in enumerate(packet.own, first):
            self._output.put(stored, body)
        amount = self._laid_out(packet, first)
        self._amount += amount
        return amount

    def finish(self) -> Amount:
        """Write what all packets share, and say what the run takes."""
        if not self._amount.packets:
            raise StampError("a print run needs at least one packet")
        self._fonts.write()
        self._sheets.finish()
        self._shared.write_fonts(self._fonts.entries())
        tagged = b""
        if self._tags is not None:
            tagged = b"/MarkInfo <</Marked true>>/StructTreeRoot %d 0 R" % self._tags.finish()
        title = f"Consent packets to print, {self._issued_on.isoformat()}"
        about = self._output.reserve()
        self._output.put(about, stream(metadata(title, self._issued_on, accessible=bool(tagged)), b"/Type /Metadata /Subtype /XML ", compress=False))
        duplex = b"/DuplexFlipLongEdge" if self._duplex else b"/Simplex"
        root = self._output.add(
            b"<</Type /Catalog/Pages %d 0 R/Outlines %d 0 R/PageLabels %d 0 R/DPartRoot %d 0 R/Metadata %d 0 R"
            b"/Lang %s%s/PageMode /UseOutlines"
            b"/ViewerPreferences <</DisplayDocTitle true/PrintScaling /None/Duplex %s>>>>"
            % (
                *(self._tree.finish(), self._bookmarks.finish(), self._labels.finish()),
                *(self._document_parts.finish(), about),
                *(string(self._language), tagged, duplex),
            )
        )
        self._output.finish(root, self._output.add(information(title, self._issued_on)))
        return self._amount

    def _composed(self, master: Master, values: Mapping[Slot, str], words: Words, edition: Edition) -> _Packet:
        if Slot.PACKET_ID not in values:
            raise StampError(f"no value for {Slot.PACKET_ID}")
        packet_id = values[Slot.PACKET_ID]
        lines = fitted_lines(master, values)
        codes = [code_operators(code, packet_id) for code in master.codes]
        size = master.page_size
        separator = b""
        if self._separators:
            separator = self._sheets.separator(packet_id, master.pages, self._copies, size, words)
        self._fonts.meet(lines)
        texts = (
            line_operators(place, line, self._fonts.fonts)
            for place, line in zip(master.texts, lines, strict=True)
        )
        own = tuple(stream(operators, compress=False) for operators in (*texts, *codes))
        return _Packet(packet_id, self._shared.parts(master), own, separator, size, edition, words)

    def _laid_out(self, packet: _Packet, first: int) -> Amount:
        node = self._tree.reserve()
        names: list[Copy | None] = [*self._copies] or [None]
        numbers = self._document_parts.reserve(len(names) + self._separators)
        parts = []
        if self._separators:
            parts.append(self._separator(packet, node, numbers[0]))
        for copy, number in zip(names, numbers[self._separators :], strict=True):
            parts.append(self._copy(packet, copy, first, node, number))
        at = self._tree.pages
        for part in parts:
            self._label(packet.id, part, at)
            at += len(part.pages)
        pages = [page for part in parts for page in part.pages]
        self._tree.add(node, pages)
        ranges = [(part.name, part.pages[0], part.pages[-1]) for part in parts]
        self._document_parts.add(packet.id, ranges)
        self._bookmarks.add(packet.id, pages[0], [(part.title, part.pages[0]) for part in parts])
        sheets = (len(pages) + 1) // 2 if self._duplex else len(pages)
        return Amount(1, len(pages), sheets)

    def _copy(self, packet: _Packet, copy: Copy | None, first: int, node: int, part: int) -> _Part:
        marks = self._sheets.copy_mark(copy, packet.size, packet.edition, packet.words) if copy else b""
        sheets = packet.parts.sheets
        counted = len(sheets)
        start = self._output.reserve(counted)
        pages = list(range(start, start + counted))
        mores = self._tagged(packet, copy, start)
        for number, sheet, more in zip(pages, sheets, mores, strict=True):
            self._output.pack(number, sheet.page(first, node, part, marks=marks, more=more))
        if self._duplex and counted % 2:
            pages.append(self._blank(packet, node, part, marks))
        title = packet.words.copies[copy] if copy else ""
        return _Part(copy.value if copy else "", title, tuple(pages), counted)

    def _tagged(self, packet: _Packet, copy: Copy | None, start: int) -> Sequence[bytes]:
        tags, pages = packet.parts.tags, len(packet.parts.sheets)
        if self._tags is None or tags is None:
            return [b""] * pages
        title = f"{packet.id} {copy.value}" if copy else packet.id
        key = self._tags.add(tags, start, pages, title, packet.words.language)
        return [b"/StructParents %d" % number for number in range(key, key + pages)]

    def _separator(self, packet: _Packet, node: int, part: int) -> _Part:
        pages = [self._own_page(self._sheets.separator_page(packet.separator, packet.size), node, part, b"")]
        if self._duplex:
            pages.append(self._blank(packet, node, part, b""))
        return _Part("separator", "Separator", tuple(pages), 0)

    def _blank(self, packet: _Packet, node: int, part: int, marks: bytes) -> int:
        return self._own_page(self._sheets.blank(packet.size, packet.edition, packet.words), node, part, marks)

    def _own_page(self, body: bytes, node: int, part: int, marks: bytes) -> int:
        head = b"<</Type /Page/Parent %d 0 R/DPart %d 0 R" % (node, part)
        return self._output.add(head + body + marks + b"]>>")

    def _label(self, packet_id: str, part: _Part, at: int) -> None:
        name = f"{packet_id} {part.name}".strip()
        if part.counted:
            self._labels.add(at, b"<</P %s/S /D>>" % string(f"{name} "))
        elif part.pages:
            self._labels.add(at, b"<</P %s>>" % string(name))
        if len(part.pages) > part.counted:
            blank = max(part.counted, len(part.pages) - 1)
            if blank:
                self._labels.add(at + blank, b"<</P %s>>" % string(f"{name} blank"))
