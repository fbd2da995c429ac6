"""What a run draws itself: names of copies, blank backs, separator sheets. All of it artifact."""

from __future__ import annotations

from collections.abc import Sequence

from consent.fonts import Style
from consent.models.paper.master import CodeSlot, TextSlot
from consent.models.paper.print_run import Copy
from consent.models.paper.slots import Slot
from consent.models.people.look import Edition
from consent.stamp.code import code_operators
from consent.stamp.run.fonts import RunFonts
from consent.stamp.run.margins import Margins
from consent.stamp.run.output import Output
from consent.stamp.run.words import Words
from consent.stamp.shaping import Line, shape
from consent.stamp.syntax import number, stream
from consent.stamp.text import line_operators

Size = tuple[float, float]
"""Width and height of the paper in points."""

_SMALL = {Edition.STANDARD: 9.0, Edition.LARGE_PRINT: 18.0}
_PLAIN = {Edition.STANDARD: 14.0, Edition.LARGE_PRINT: 20.0}
_LARGE = 40.0
_CODE = 220.0
_EDGE = 12.0
"""Printers leave the outermost four millimetres white."""
_GAP = 1.5
_ASCENT, _DESCENT = 0.75, 0.25
"""What the letters of our words reach, for type of size 1."""
_BEGIN = b"/Artifact <</Type /Pagination>> BDC\nq 0 g 0 Tr 0 Tc 0 Tw 0 Ts 100 Tz\n"
_END = b"Q\nEMC\n"


class OwnSheets:
    """Writes each of these once for every paper, edition and language it is needed in."""

    def __init__(self, output: Output, fonts: RunFonts) -> None:
        self._output = output
        self._fonts = fonts
        self._resources = output.reserve()
        self._font_entries = output.reserve()
        self._streams: dict[object, int] = {}

    def copy_mark(self, copy: Copy, size: Size, margins: Margins, edition: Edition, words: Words) -> bytes:
        """For a page's contents: the name of the copy, above the page's head or upwards along its right."""
        key = ("copy", copy, size, margins, edition, words.language)
        if key not in self._streams:
            line = self._shaped(words.copies[copy], bold=True)
            self._keep(key, self._in_margin(line, size, margins, _SMALL[edition]))
        return b" %d 0 R" % self._streams[key]

    def blank(self, size: Size, edition: Edition, words: Words, mark: bytes) -> bytes:
        """The rest of a page object: it is blank, and says so."""
        key = ("blank", size, edition, words.language)
        if key not in self._streams:
            type_size = _PLAIN[edition]
            text = self._centred(words.blank, size, size[1] / 2 - type_size, type_size)
            text += self._centred(words.not_counted, size, size[1] / 2 + type_size, type_size)
            self._keep(key, text, before=_upside_down(size))
        return self._page(size, self._streams[key], mark)

    def separator(
        self,
        packet_id: str,
        pages: int,
        copies: Sequence[Copy],
        size: Size,
        words: Words,
        labels: Sequence[str] = (),
    ) -> bytes:
        """The content of a separator sheet: the packet's code and id in large, and what was asked for."""
        width, height = size
        top = height / 2 - _CODE
        code = CodeSlot(number=0, page=0, x=(width - _CODE) / 2, y=top, side=_CODE)
        counted = words.pages(pages)
        below = top + _CODE
        text = self._centred(words.packet, size, below + 50, 20)
        text += self._centred(packet_id, size, below + 100, _LARGE, bold=True)
        text += self._centred(counted, size, below + 140, 20)
        for index, copy in enumerate(copies):
            text += self._centred(words.copies[copy], size, below + 170 + 30 * index, 20)
        for index, label in enumerate(labels):
            text += self._centred(label, size, top - 30 * (len(labels) - index), 24, bold=True)
        return _upside_down(size) + _BEGIN + text + _END + code_operators(code, packet_id)

    def separator_page(self, content: bytes, size: Size) -> bytes:
        """Write a separator's content; the rest of its page object."""
        stored = self._output.reserve()
        self._output.put(stored, stream(content))
        return self._page(size, stored, b"")

    def finish(self) -> None:
        """Write the resources that these sheets share."""
        self._output.pack(self._resources, b"<</Font %d 0 R>>" % self._font_entries)
        self._output.pack(self._font_entries, b"<<%s>>" % self._fonts.entries())

    def _page(self, size: Size, content: int, mark: bytes) -> bytes:
        box = b"[0 0 %s %s]" % (number(size[0]), number(size[1]))
        body = b"/MediaBox %s/TrimBox %s/Resources %d 0 R/Contents [%d 0 R%s]>>"
        return body % (box, box, self._resources, content, mark)

    def _keep(self, key: object, content: bytes, before: bytes = b"") -> None:
        self._streams[key] = stored = self._output.reserve()
        self._output.put(stored, stream(before + _BEGIN + content + _END))

    def _in_margin(self, line: Line, size: Size, margins: Margins, type_size: float) -> bytes:
        width, height = size
        above, beside = (_largest(room) for room in (margins.above, margins.beside))
        type_size = min(type_size, max(above, beside))
        if above >= type_size:
            x = (width - _width(line, type_size)) / 2
            return self._drawn(line, x, _EDGE + type_size * _ASCENT, type_size)
        y = (height + _width(line, type_size)) / 2
        turned = b"0 -1 1 0 %s %s cm\n" % (number(width - _EDGE - type_size * _DESCENT), number(y))
        return turned + self._drawn(line, 0, 0, type_size)

    def _centred(self, text: str, size: Size, y: float, type_size: float, *, bold: bool = False) -> bytes:
        line = self._shaped(text, bold=bold)
        room = size[0] - 6 * _EDGE
        type_size = min(type_size, room / _width(line, 1))
        return self._drawn(line, (size[0] - _width(line, type_size)) / 2, y, type_size)

    def _shaped(self, text: str, *, bold: bool) -> Line:
        line = shape(Slot.PACKET_ID, text, Style(bold=bold))
        self._fonts.meet([line])
        return line

    def _drawn(self, line: Line, x: float, y: float, type_size: float) -> bytes:
        place = TextSlot(number=0, slot=Slot.PACKET_ID, x=x, y=y, size=type_size, width=0)
        return line_operators(place, line, self._fonts.of)


def _largest(room: float) -> float:
    """The type that fits between the white edge and what is printed there."""
    return (room - _EDGE - _GAP) / (_ASCENT + _DESCENT)


def _width(line: Line, type_size: float) -> float:
    return line.width * type_size / 1000


def _upside_down(size: Size) -> bytes:
    """From here on, y grows downwards, as on the pages of a master."""
    return b"1 0 0 -1 0 %s cm\n" % number(size[1])
