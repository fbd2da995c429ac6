"""Lines of glyphs as PDF operators."""

from __future__ import annotations

from collections.abc import Mapping

from consent.models.master import TextSlot
from consent.stamp.shaping import Line, Run
from consent.stamp.subset import Subset
from consent.stamp.syntax import number, string


def line_operators(place: TextSlot, line: Line, fonts: Mapping[int, Subset]) -> bytes:
    """Draw a line where the slot says. The fonts stand under the identity of their face."""
    x = place.x
    parts = []
    for run in line.runs:
        parts.append(_run_operators(place, x, run, fonts[id(run.face)]))
        x += run.width * place.size / 1000
    return b"".join(parts)


def _run_operators(place: TextSlot, x: float, run: Run, font: Subset) -> bytes:
    head = b"BT\n1 0 0 -1 %s %s Tm\n/%s %s Tf\n" % (number(x), number(place.y), font.resource, number(place.size))
    body = head + _show(run, font, place.size) + b"ET\n"
    if run.right_to_left or not all(font.says(glyph) for glyph in run.glyphs):
        # The glyphs alone would be read in the order they are drawn, or as something else.
        body = b"/Span <</ActualText %s>> BDC\n%sEMC\n" % (string(run.text), body)
    return body


def _show(run: Run, font: Subset, size: float) -> bytes:
    out: list[bytes] = []
    shown: list[bytes] = []
    height = 0.0

    def flush() -> None:
        if shown:
            out.append(b"[%s] TJ\n" % b"".join(shown))
            shown.clear()

    for glyph in run.glyphs:
        if glyph.up != height:
            flush()
            height = glyph.up
            out.append(b"%s Ts\n" % number(height * size / 1000))
        if glyph.right:
            shown.append(number(-glyph.right))
        shown.append(b"<%04X>" % font.codes[glyph.id])
        back = glyph.own_width + glyph.right - glyph.advance
        if abs(back) > 0.0005:
            shown.append(number(back))
    flush()
    if height:
        out.append(b"0 Ts\n")
    return b"".join(out)
