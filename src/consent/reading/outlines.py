"""Whether the glyphs of an embedded font look like the letters they are said to be."""

from __future__ import annotations

import unicodedata
from functools import cache, lru_cache
from itertools import product
from typing import Any, TypeAlias

import uharfbuzz as hb

from consent.fonts import BASE, Style, families_for, load_face
from consent.reading.sheet import FontFact
from consent.reading.written_glyphs import WrittenGlyphs

Outline: TypeAlias = tuple[tuple[int, ...], ...]

_FINE = 1000
_STYLES = (Style(), Style(bold=True), Style(italic=True), Style(bold=True, italic=True))
_NOTHING: Outline = ()
_JOINER = "\u200d"


def false_letters(font: FontFact) -> tuple[str, ...]:
    """Letters that this font draws otherwise than the shipped fonts do. Letters they lack are not judged."""
    face = hb.Face(hb.Blob(font.program))
    if not face.glyph_count:
        return ()
    drawn = _Drawn(face)
    false: list[str] = []
    for glyph, text in sorted(font.meanings.items()):
        if len(text) != 1 or _unseen(text) or glyph >= face.glyph_count:
            continue
        known = _known(text)
        if known and drawn.outline(glyph) not in known:
            false.append(text)
    return tuple(false)


def _unseen(letter: str) -> bool:
    """Whether a letter has nothing to draw, such as a space or a joiner."""
    return letter.isspace() or unicodedata.category(letter) in ("Cc", "Cf")


def draws_bold(font: FontFact) -> bool:
    """Whether a font draws its letters as the shipped bold fonts do; letters those lack are not judged."""
    face = hb.Face(hb.Blob(font.program))
    drawn = _Drawn(face)
    judged = bold = 0
    for glyph, text in sorted(font.meanings.items()):
        if (
            len(text) == 1
            and text.isalnum()
            and glyph < face.glyph_count
            and (known := _known(text, bold=True))
        ):
            judged += 1
            bold += drawn.outline(glyph) in known
    return not judged or 2 * bold > judged


@lru_cache(maxsize=4096)
def _known(letter: str, *, bold: bool = False) -> frozenset[Outline]:
    found = set()
    for family in families_for(letter):
        styles = _STYLES if family is BASE else _STYLES[:2]
        if not load_face(family).hb_font.get_nominal_glyph(ord(letter)):
            continue
        for style in (style for style in styles if style.bold or not bold):
            face = load_face(family, style)
            for glyph in _forms(face.hb_font, letter):
                found.add(_outline(face.hb_font, glyph, face.units))
        break
    return frozenset(found)


def _forms(font: hb.Font, letter: str) -> frozenset[int]:
    """Every glyph that a letter is drawn with: alone, and joined to letters before and behind it."""
    found = {font.get_nominal_glyph(ord(letter))}
    for before, behind in product(("", _JOINER), repeat=2):
        buffer = hb.Buffer()
        buffer.add_str(before + letter + behind)
        buffer.guess_segment_properties()
        hb.shape(font, buffer)
        found |= {info.codepoint for info in buffer.glyph_infos}
    return frozenset(found - {0, None})


class _Drawn:
    """The glyphs of an embedded font. Packets share most of theirs: each is drawn once for all of them."""

    def __init__(self, face: hb.Face) -> None:
        self._font, self._units = hb.Font(face), face.upem
        self._written = WrittenGlyphs.of(face)

    def outline(self, glyph: int) -> Outline:
        written = self._written.written(glyph) if self._written is not None else None
        if written is None:
            return _outline(self._font, glyph, self._units)
        known = _DRAWN.get(written)
        if known is None:
            known = _outline(self._font, glyph, self._units)
            if len(_DRAWN) < _MOST_DRAWN:
                _DRAWN[written] = known
        return known


_DRAWN: dict[bytes, Outline] = {}
_MOST_DRAWN = 8192


def _outline(font: hb.Font, glyph: int, units: int) -> Outline:
    steps: list[tuple[float, ...]] = []
    font.draw_glyph(glyph, _pen(), steps)
    return tuple([tuple([round(value * _FINE / units) for value in step]) for step in steps]) or _NOTHING


@cache
def _pen() -> hb.DrawFuncs:
    """What writes down where a pen goes that draws a glyph."""
    pen = hb.DrawFuncs()
    pen.set_move_to_func(_step)
    pen.set_line_to_func(_step)
    pen.set_quadratic_to_func(_step)
    pen.set_cubic_to_func(_step)
    return pen


def _step(*values: Any) -> None:
    *places, steps = values
    steps.append(places)
