"""One PDF for the print room, packet after packet in the order given."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from consent.errors import StampError
from consent.models.library.catalogue import ENGLISH, Catalogue
from consent.models.paper.master import Master
from consent.models.paper.print_run import Amount, Copy
from consent.models.paper.slots import Slot
from consent.models.people.look import Edition
from consent.models.register.issue import copy_mark
from consent.stamp.code import code_operators
from consent.stamp.places import fitted_lines
from consent.stamp.run.about import write_catalog, write_information, write_metadata
from consent.stamp.run.binding import Binding, Part, Place
from consent.stamp.run.fonts import RunFonts
from consent.stamp.run.output import Output
from consent.stamp.run.parts import Parts, Shared
from consent.stamp.run.sheets import OwnSheets, Size
from consent.stamp.run.tags import TagTree
from consent.stamp.run.words import Words, words_in
from consent.stamp.syntax import stream
from consent.stamp.text import line_operators


@dataclass(frozen=True)
class _Packet:
    """One packet on its way into the run: everything that could fail has been done."""

    id: str
    parts: Parts
    own: tuple[bytes, ...] = field(repr=False)
    """Its own streams: texts, then the codes of each kind of copy."""
    codes: Mapping[Copy | None, int]
    """For each copy how many codes stand before its own."""
    separator: bytes
    size: Size
    edition: Edition
    words: Words


class PrintRun:
    """Packets become one file that grows as they come; call :meth:`finish` after the last.

    What the packets of a master share is stored once, so an 8-page packet takes about 4 kB. Memory does not
    grow with the run, but for some bytes for each object. Form fields and links are dropped: this is paper.
    Bookmarks, page labels and document parts name packets by id; patients are named on the pages alone.

    Tags cannot be shared: a tag belongs to one page of one packet. A ``tagged`` run is PDF/UA-1, takes three
    times the space for plain packets of 8 pages and six times for dense ones of 23, and two to five times the
    time; 10,000 packets of 8 pages are then about 120 MB instead of 37. For paper that buys nothing, so it is
    off: each packet's own file is tagged, and is the one to give to a reader.
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
        self._binding = Binding(self._output)
        self._tags = TagTree(self._output) if tagged else None
        self._catalogue: Catalogue | None = None
        """Of the first packet: what the file says of itself."""
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
        catalogue: Catalogue = ENGLISH,
        edition: Edition = Edition.STANDARD,
        labels: Sequence[str] = (),
    ) -> Amount:
        """Append a packet and say what it takes; ``labels`` stand on its separator, under the code.

        A value that does not fit is an :class:`~consent.errors.Overflow`, as of ``stamp``. Then nothing of
        the packet is in the file, and it can be added again with a master typeset for it alone.
        """
        packet = self._composed(master, values, words_in(catalogue), edition, labels)
        self._catalogue = self._catalogue or catalogue
        first = self._output.reserve(len(packet.own))
        for number, body in enumerate(packet.own, first):
            self._output.put(number, body)
        names: list[Copy | None] = [*self._copies] or [None]
        places = self._binding.places(len(names) + self._separators)
        parts = [self._separator(packet, places[0])] if self._separators else []
        for copy, place in zip(names, places[self._separators :], strict=True):
            parts.append(self._copy(packet, copy, first, place))
        amount = self._binding.bind(packet.id, places[0], parts, duplex=self._duplex)
        self._amount += amount
        return amount

    def finish(self) -> Amount:
        """Write what all packets share, and say what the run takes."""
        if not self._amount.packets or self._catalogue is None:
            raise StampError("a print run needs at least one packet")
        self._fonts.write()
        self._sheets.finish()
        self._shared.write_fonts(self._fonts.entries())
        root = write_catalog(
            self._output,
            self._binding.finish(),
            write_metadata(self._output, self._issued_on, self._catalogue, tagged=self._tags is not None),
            tags=self._tags.finish() if self._tags else None,
            language=self._catalogue.tongue.tag,
            duplex=self._duplex,
        )
        self._output.finish(root, write_information(self._output, self._issued_on, self._catalogue))
        return self._amount

    def _composed(
        self,
        master: Master,
        values: Mapping[Slot, str],
        words: Words,
        edition: Edition,
        labels: Sequence[str],
    ) -> _Packet:
        if Slot.PACKET_ID not in values:
            raise StampError(f"no value for {Slot.PACKET_ID}")
        id_, size = values[Slot.PACKET_ID], master.page_size
        lines = fitted_lines(master, values)
        issue = values.get(Slot.ISSUE, "")
        marks = {copy: copy_mark(issue, copy) for copy in self._copies or (None,)}
        kinds = list(dict.fromkeys(marks.values()))
        codes = [code_operators(code, id_, mark) for mark in kinds for code in master.codes]
        before = {copy: kinds.index(mark) * len(master.codes) for copy, mark in marks.items()}
        separator = (
            self._sheets.separator(id_, master.pages, self._copies, size, words, labels)
            if self._separators
            else b""
        )
        self._fonts.meet(lines)
        font_of = self._fonts.of
        texts = [
            line_operators(place, line, font_of) for place, line in zip(master.texts, lines, strict=True)
        ]
        own = tuple(stream(operators, compress=False) for operators in (*texts, *codes))
        return _Packet(id_, self._shared.parts(master), own, before, separator, size, edition, words)

    def _copy(self, packet: _Packet, copy: Copy | None, first: int, place: Place) -> Part:
        look = (packet.size, packet.parts.margins, packet.edition, packet.words)
        mark = self._sheets.copy_mark(copy, *look) if copy else b""
        sheets = packet.parts.sheets
        start = self._output.reserve(len(sheets))
        pages = list(range(start, start + len(sheets)))
        ends = self._page_ends(packet, copy, start)
        for number, sheet, end in zip(pages, sheets, ends, strict=True):
            body = sheet.body(first, mark, packet.codes[copy])
            self._output.pack(number, place.entries() + body + end)
        if self._duplex and len(pages) % 2:
            pages.append(self._blank(packet, place, mark))
        title = packet.words.copies[copy] if copy else ""
        return Part(copy or "", title, tuple(pages), len(sheets))

    def _page_ends(self, packet: _Packet, copy: Copy | None, start: int) -> list[bytes]:
        tags, pages = packet.parts.tags, len(packet.parts.sheets)
        if self._tags is None or tags is None:
            return [b">>"] * pages
        title = f"{packet.id} {copy}" if copy else packet.id
        key = self._tags.add(tags, start, pages, title, packet.words.language)
        return [b"/StructParents %d>>" % number for number in range(key, key + pages)]

    def _separator(self, packet: _Packet, place: Place) -> Part:
        body = self._sheets.separator_page(packet.separator, packet.size)
        pages = [self._output.add(place.entries() + body)]
        if self._duplex:
            pages.append(self._blank(packet, place, b""))
        return Part("separator", packet.words.separator, tuple(pages), 0)

    def _blank(self, packet: _Packet, place: Place, mark: bytes) -> int:
        body = self._sheets.blank(packet.size, packet.edition, packet.words, mark)
        return self._output.add(place.entries() + body)
