"""What of a packet is drawn when it is joined: its own values, the numbers of its pages."""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial

from consent.errors import Overflow
from consent.fonts import Style
from consent.made_once import MadeOnce
from consent.models.paper.master import ReadyFont, TextSlot
from consent.models.paper.slots import OF_CONTENT, Slot
from consent.stamp.join.sheaf import Sheaf
from consent.stamp.ready import ReadyFonts
from consent.stamp.shaping import Run, shape
from consent.stamp.subset import Subset
from consent.stamp.syntax import stream
from consent.stamp.text import line_operators

SLACK = 1.0005
"""Layout engines round; a value is not refused for a rounding."""
_FONTS: MadeOnce[ReadyFonts] = MadeOnce(16)
_STREAMS: MadeOnce[bytes] = MadeOnce(2048)
"""Packets of a day share their fonts, practitioners and sites, and all of them have a page 1 of 12."""


class Pen:
    """Draws values in the packet's own fonts."""

    def __init__(self, sheaf: Sheaf, ready: tuple[ReadyFont, ...], values: Mapping[Slot, str]) -> None:
        self._sheaf = sheaf
        self._ready = ready
        self._fonts = _FONTS.made((ready,), None, partial(ReadyFonts, ready))
        self._values = values
        self._known: dict[tuple[TextSlot, str], int] = {}
        """What this packet has already: every page has the same head and foot."""

    def place_of(self, gap: TextSlot, page_of: str = "") -> int | TextSlot:
        """The stream in which a value of the content is drawn; any other place as it is.

        Raises:
            Overflow: it is wider than its place, or needs a font that the packet does not have.
        """
        if gap.slot not in OF_CONTENT:
            return gap
        value = page_of if gap.slot is Slot.PAGE_OF else self._values[gap.slot]
        known = self._known.get((gap, value))
        if known is None:
            drawn = _STREAMS.made((self._ready,), (gap, value), partial(self._drawn, gap, value))
            known = self._known[gap, value] = self._sheaf.once(drawn)
        return known

    def _drawn(self, gap: TextSlot, value: str) -> bytes:
        line = shape(gap.slot, value, Style(gap.bold, gap.italic))
        if line.width * gap.size / 1000 > gap.width * SLACK:
            raise Overflow(gap.slot, "it is wider than its place")

        def font_of(run: Run) -> Subset:
            font = self._fonts.of(run)
            if font is None:
                raise Overflow(gap.slot, "it needs glyphs that the fonts of the page do not have")
            return font

        return stream(line_operators(gap, line, font_of), compress=False)
