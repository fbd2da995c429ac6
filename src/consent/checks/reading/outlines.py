"""Whether the glyphs of an embedded font look like the letters they are said to be."""

from __future__ import annotations

from functools import lru_cache
from typing import TypeAlias

import uharfbuzz as hb

from consent.checks.reading.sheet import FontFact
from consent.fonts import BASE, Style, families_for, load_face

Outline: TypeAlias = tuple[tuple[int, ...], ...]

_FINE = 1000
_STYLES = (Style(), Style(bold=True), Style(italic=True), Style(bold=True, italic=True))
_NOTHING: Outline = ()


def false_letters(font: FontFact) -> tuple[str, ...]:
    """Letters that this font draws otherwise than the shipped fonts do. Letters they lack are not judged."""
    face = hb.Face(hb.Blob(font.program))
    if not face.glyph_count:
        return ()
    drawn = hb.Font(face)
    false: list[str] = []
    for glyph, text in sorted(font.meanings.items()):
        if len(text) != 1 or text.isspace() or glyph >= face.glyph_count:
            continue
        known = _known(text)
        if known and _outline(drawn, glyph, face.upem) not in known:
            false.append(text)
    return tuple(false)


@lru_cache(maxsize=4096)
def _known(letter: str) -> frozenset[Outline]:
    found = set()
    for family in families_for(letter):
        styles = _STYLES if family is BASE else _STYLES[:2]
        if not load_face(family).hb_font.get_nominal_glyph(ord(letter)):
            continue
        for style in styles:
            face = load_face(family, style)
            glyph = face.hb_font.get_nominal_glyph(ord(letter))
            if glyph:
                found.add(_outline(face.hb_font, glyph, face.units))
        break
    return frozenset(found)


def _outline(font: hb.Font, glyph: int, units: int) -> Outline:
    steps: list[tuple[int, ...]] = []

    def add(*values: object) -> None:
        steps.append(tuple(round(v * _FINE / units) for v in values if isinstance(v, int | float)))

    pen = hb.DrawFuncs()
    pen.set_move_to_func(add)
    pen.set_line_to_func(add)
    pen.set_quadratic_to_func(add)
    pen.set_cubic_to_func(add)
    font.draw_glyph(glyph, pen, None)
    return tuple(steps) or _NOTHING
