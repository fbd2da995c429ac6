"""Whether the glyphs of an embedded font look like the letters they are said to be."""

from __future__ import annotations

import threading
import unicodedata
from collections.abc import Iterator
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
        if drawn.looks_like(glyph, text) is False:
            false.append(text)
    return tuple(false)


def _unseen(letter: str) -> bool:
    """Whether a letter has nothing to draw, such as a space or a joiner."""
    return letter.isspace() or unicodedata.category(letter) in ("Cc", "Cf")


def draws_bold(font: FontFact) -> bool:
    """Whether a font draws its letters as the shipped bold fonts do; letters those lack are not judged."""
    face = hb.Face(hb.Blob(font.program))
    drawn = _Drawn(face)
    letters = [
        (glyph, text)
        for glyph, text in sorted(font.meanings.items())
        if len(text) == 1 and text.isalnum() and glyph < face.glyph_count
    ]
    judged = [one for letter in letters if (one := drawn.looks_like(*letter, bold=True)) is not None]
    return not judged or 2 * sum(judged) > len(judged)


class _Known:
    """How the shipped fonts draw a letter, in as many ways as were asked for: mostly the first one is it."""

    def __init__(self, outlines: Iterator[Outline]) -> None:
        self._found: set[Outline] = set()
        self._more = outlines
        self._lock = threading.Lock()

    def any(self) -> bool:
        """Whether they draw it at all."""
        with self._lock:
            return bool(self._found) or any(True for _ in self._next())

    def has(self, outline: Outline) -> bool:
        """Whether one of them draws it so."""
        with self._lock:
            return outline in self._found or any(one == outline for one in self._next())

    def _next(self) -> Iterator[Outline]:
        for one in self._more:
            self._found.add(one)
            yield one


@lru_cache(maxsize=4096)
def _known(letter: str, *, bold: bool = False) -> _Known:
    return _Known(_outlines(letter, bold=bold))


def _outlines(letter: str, *, bold: bool) -> Iterator[Outline]:
    for family in families_for(letter):
        if not load_face(family).hb_font.get_nominal_glyph(ord(letter)):
            continue
        styles = _STYLES if family is BASE else _STYLES[:2]
        faces = [load_face(family, style) for style in styles if style.bold or not bold]
        for face in faces:
            if alone := face.hb_font.get_nominal_glyph(ord(letter)):
                yield _outline(face.hb_font, alone, face.units)
        for face in faces:
            for glyph in _forms(face.hb_font, letter):
                yield _outline(face.hb_font, glyph, face.units)
        return


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
    """The glyphs of an embedded font. Packets share most of theirs: each is judged once for all of them."""

    def __init__(self, face: hb.Face) -> None:
        self._font, self._units = hb.Font(face), face.upem
        self._written = WrittenGlyphs.of(face)

    def looks_like(self, glyph: int, letter: str, *, bold: bool = False) -> bool | None:
        """Whether the shipped fonts, or the bold ones, draw a letter so; None where they lack it."""
        written = self._written.written(glyph) if self._written is not None else None
        key = written, letter, bold
        if written is not None and key in _JUDGED:
            return _JUDGED[key]
        known = _known(letter, bold=bold)
        judged = known.has(_outline(self._font, glyph, self._units)) if known.any() else None
        if written is not None and len(_JUDGED) < _MOST_JUDGED:
            _JUDGED[key] = judged
        return judged


_JUDGED: dict[tuple[bytes | None, str, bool], bool | None] = {}
"""By a glyph as it is written and the letter that it is said to be."""
_MOST_JUDGED = 8192


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
