"""Lines of glyphs as PDF operators."""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple

from consent.models.paper.master import TextSlot
from consent.stamp.shaping import Line, Run
from consent.stamp.subset import Subset
from consent.stamp.syntax import number, string

_NOTHING = 0.0005
"""Less than this is a rounding, not a movement."""
KERNING = 100
"""More than this is a place of its own, not kerning; in thousandths of the type size."""


class Drawn(NamedTuple):
    """A run of glyphs in one type size, wherever it will stand."""

    before: bytes
    font: bytes
    """The font and its size."""
    shown: bytes
    after: bytes
    width: float

    def __repr__(self) -> str:
        return "Drawn(…)"


def line_operators(place: TextSlot, line: Line, font_of: Callable[[Run], Subset]) -> bytes:
    """Draw a line where the slot says."""
    return placed(place, drawn(line, place.size, font_of))


def drawn(line: Line, size: float, font_of: Callable[[Run], Subset]) -> tuple[Drawn, ...]:
    """A line in one type size; the same for every place that has it."""
    return tuple([_drawn(run, font_of(run), size) for run in line.runs])


def placed(place: TextSlot, runs: tuple[Drawn, ...]) -> bytes:
    """Put a line where the slot says."""
    x, y = place.x, number(place.y)
    parts = []
    for before, font, shown, after, width in runs:
        parts.append(b"%sBT\n1 0 0 -1 %s %s Tm\n%s%sET\n%s" % (before, number(x), y, font, shown, after))
        x += width
    return b"".join(parts)


def _drawn(run: Run, font: Subset, size: float) -> Drawn:
    shown, plain = _shown(run, font, size)
    before = after = b""
    if run.right_to_left or not plain:
        # What is drawn right to left, stacked or fused does not read back from its glyphs alone.
        before, after = b"/Span <</ActualText %s>> BDC\n" % string(run.text), b"EMC\n"
    chosen = b"/%s %s Tf\n" % (font.resource, number(size))
    return Drawn(before, chosen, shown, after, run.width * size / 1000)


def _shown(run: Run, font: Subset, size: float) -> tuple[bytes, bool]:
    """The glyphs in as few show operators as their places allow; whether they read back as the text."""
    codes, meant = font.codes, font.glyphs
    x = rise = 0.0
    plain = True
    parts = [b"[<"]
    for text, glyphs in run.clusters:
        plain = plain and len(glyphs) == 1 and meant[glyphs[0].id].text == text
        for id_, _, left, up, own_width in glyphs:
            if up != rise and abs(up - rise) > _NOTHING:
                parts.append(b">] TJ\n%s Ts\n[<" % number(up * size / 1000))
                rise, plain = up, False
            if left != x and abs(left - x) > _NOTHING:
                parts.append(b">%s<" % number(x - left))
                plain = plain and abs(left - x) < KERNING
            parts.append(b"%04X" % codes[id_])
            x = left + own_width
    parts.append(b">] TJ\n0 Ts\n" if rise else b">] TJ\n")
    return b"".join(parts), plain
