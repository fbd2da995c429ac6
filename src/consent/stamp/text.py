"""Lines of glyphs as PDF operators."""

from __future__ import annotations

from collections.abc import Mapping

from consent.models.master import TextSlot
from consent.stamp.shaping import Line, Run
from consent.stamp.subset import Subset
from consent.stamp.syntax import number, string

_NOTHING = 0.0005
"""Less than this is a rounding, not a movement."""
_KERNING = 100
"""More than this is a place of its own, not kerning; in thousandths of the type size."""


def line_operators(place: TextSlot, line: Line, fonts: Mapping[int, Subset]) -> bytes:
    """Draw a line where the slot says. The fonts stand under the identity of their face."""
    x = place.x
    parts = []
    for run in line.runs:
        parts.append(_run_operators(place, x, run, fonts[id(run.face)]))
        x += run.width * place.size / 1000
    return b"".join(parts)


def _run_operators(place: TextSlot, x: float, run: Run, font: Subset) -> bytes:
    pen = _Pen(font, place.size)
    for cluster in run.clusters:
        for glyph in cluster.glyphs:
            pen.draw(glyph.id, glyph.left, glyph.up, glyph.own_width)
    start = b"1 0 0 -1 %s %s Tm\n/%s %s Tf\n" % (
        number(x),
        number(place.y),
        font.resource,
        number(place.size),
    )
    drawn = b"BT\n%s%sET\n" % (start, pen.finish())
    if not run.right_to_left and pen.plain and all(font.says(cluster) for cluster in run.clusters):
        return drawn
    # What is drawn right to left, stacked or fused does not read back from its glyphs alone.
    return b"/Span <</ActualText %s>> BDC\n%sEMC\n" % (string(run.text), drawn)


class _Pen:
    """Collects glyphs into as few show operators as their places allow."""

    def __init__(self, font: Subset, size: float) -> None:
        self._font = font
        self._size = size
        self._x = 0.0
        self._rise = 0.0
        self._shown: list[bytes] = []
        self._out: list[bytes] = []
        self.plain = True
        """Whether every glyph stood on the line, where the one before it ended."""

    def draw(self, glyph: int, left: float, up: float, own_width: float) -> None:
        if abs(up - self._rise) > _NOTHING:
            self.write(b"%s Ts\n" % number(up * self._size / 1000))
            self._rise = up
            self.plain = False
        if abs(left - self._x) > _NOTHING:
            self._shown.append(number(self._x - left))
            self.plain = self.plain and abs(left - self._x) < _KERNING
        self._shown.append(b"<%04X>" % self._font.codes[glyph])
        self._x = left + own_width

    def write(self, operators: bytes) -> None:
        if self._shown:
            self._out.append(b"[%s] TJ\n" % b"".join(self._shown))
            self._shown.clear()
        self._out.append(operators)

    def finish(self) -> bytes:
        self.write(b"0 Ts\n" if self._rise else b"")
        return b"".join(self._out)
