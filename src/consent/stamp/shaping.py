"""A value becomes glyphs: one line, one direction, as many fonts as it takes."""

from __future__ import annotations

import unicodedata
from functools import cache, lru_cache
from itertools import pairwise
from math import inf
from typing import NamedTuple

import uharfbuzz as hb

from consent.errors import Overflow
from consent.fonts import BASE, Face, Family, Style, cluster_runs, load_face, missing_glyphs
from consent.fonts.coverage import is_simple
from consent.models.paper.slots import Slot

_RIGHT_TO_LEFT = frozenset({"R", "AL"})
_NEUTRAL_INSIDE = frozenset({"NSM", "WS", "BN"})
_MARGIN = 1.02
"""For what three letters do together that no two of them do."""


class Glyph(NamedTuple):
    """One glyph, in thousandths of the type size."""

    id: int
    text: str
    """What it stands for; the first glyph of a cluster speaks for all of it."""
    left: float
    """Where it is drawn, from the start of its run."""
    up: float
    own_width: float
    """How far drawing it moves the pen."""

    def __repr__(self) -> str:
        return "Glyph(…)"


class Cluster(NamedTuple):
    """Glyphs that stand for one piece of text together."""

    text: str
    glyphs: tuple[Glyph, ...]

    def __repr__(self) -> str:
        return "Cluster(…)"


class Run(NamedTuple):
    """Clusters of one font."""

    face: Face
    text: str
    """As it is read."""
    clusters: tuple[Cluster, ...]
    """As they are drawn, from left to right."""
    right_to_left: bool
    width: float
    """In thousandths of the type size."""

    def __repr__(self) -> str:
        return "Run(…)"


class Line(NamedTuple):
    """A whole value, ready to be placed: runs from left to right."""

    runs: tuple[Run, ...]

    @property
    def width(self) -> float:
        """In thousandths of the type size."""
        return sum(run.width for run in self.runs)


@lru_cache(maxsize=512)
def shape(slot: Slot, value: str, style: Style) -> Line:
    """Shape one value; what needs more than a line's layout is an :class:`~consent.errors.Overflow`."""
    text = unicodedata.normalize("NFC", value)
    if not text.strip():
        raise Overflow(slot, "there is no value")
    if all(map(_is_plain, text)):
        return Line((_shape_run(slot, BASE, text, style),))
    if any(unicodedata.category(char)[0] == "C" and char not in "\u200c\u200d" for char in text):
        raise Overflow(slot, "it holds a character that is not for printing")
    if missing_glyphs(text):
        raise Overflow(slot, "it holds a character that no font has")
    right_to_left = _direction(slot, text)
    runs = [
        _shape_run(slot, family, part, style) for family, part in cluster_runs(text) if family is not None
    ]
    if right_to_left and len(runs) > 1:
        # Drawn from the left, the runs would be read in the wrong order.
        raise Overflow(slot, "it mixes scripts that are written from right to left")
    return Line(tuple(runs))


def no_wider_than(value: str, style: Style) -> float:
    """A width that a value does not exceed, in thousandths of the type size; infinite where nobody knows."""
    if not value.isascii() or not value.strip():
        return inf
    steps = _steps(BASE, style)
    return sum([steps[pair] for pair in zip(value, value[1:] + " ", strict=True)]) * _MARGIN


class _Steps(dict[tuple[str, str], float]):
    """How far a character moves the pen before another one, in thousandths of the type size."""

    def __init__(self, family: Family, style: Style) -> None:
        super().__init__()
        self._family, self._style = family, style

    def __missing__(self, pair: tuple[str, str]) -> float:
        known = all(map(_is_plain, pair))
        self[pair] = width = self._width("".join(pair)) - self._width(pair[1]) if known else inf
        return width

    def _width(self, text: str) -> float:
        return _shape_run(Slot.MRN, self._family, text, self._style).width


@cache
def _steps(family: Family, style: Style) -> _Steps:
    return _Steps(family, style)


@cache
def _is_plain(char: str) -> bool:
    """Whether a character of the base font is written from left to right, as in most names."""
    return is_simple(char) and unicodedata.bidirectional(char) not in _RIGHT_TO_LEFT


def _direction(slot: Slot, text: str) -> bool:
    kinds = [unicodedata.bidirectional(char) for char in text]
    if not any(kind in _RIGHT_TO_LEFT for kind in kinds):
        return False
    ends = {kinds[0], next(kind for kind in reversed(kinds) if kind != "NSM")}
    if ends <= _RIGHT_TO_LEFT and all(kind in _RIGHT_TO_LEFT | _NEUTRAL_INSIDE for kind in kinds):
        return True
    raise Overflow(slot, "it mixes writing directions")


def _shape_run(slot: Slot, family: Family, text: str, style: Style) -> Run:
    face = load_face(family, style)
    buffer = hb.Buffer()
    buffer.add_str(text)
    buffer.guess_segment_properties()
    buffer.cluster_level = hb.BufferClusterLevel.MONOTONE_CHARACTERS
    hb.shape(face.hb_font, buffer)
    scale = 1000 / face.units
    infos = buffer.glyph_infos
    starts = [info.cluster for info in infos]
    ends = dict(pairwise([*sorted(set(starts)), len(text)]))
    widths = _widths(face.family, face.style)
    pen = 0.0
    drawn: dict[int, list[Glyph]] = {}
    for info, start, position in zip(infos, starts, buffer.glyph_positions, strict=True):
        id_ = info.codepoint
        if id_ == 0:
            raise Overflow(slot, "it holds a character that no font has")
        # The first glyph of a cluster speaks for all of it.
        words = "" if start in drawn else text[start : ends[start]]
        left, up = pen + position.x_offset * scale, position.y_offset * scale
        drawn.setdefault(start, []).append(Glyph(id_, words, left, up, widths[id_]))
        pen += position.x_advance * scale
    clusters = tuple([Cluster(glyphs[0].text, tuple(glyphs)) for glyphs in drawn.values()])
    return Run(face, text, clusters, buffer.direction == "rtl", pen)


class _Widths(dict[int, float]):
    """How far each glyph of a face moves the pen, in thousandths of the type size."""

    def __init__(self, face: Face) -> None:
        super().__init__()
        self._advance = face.hb_font.get_glyph_h_advance
        self._scale = 1000 / face.units

    def __missing__(self, glyph: int) -> float:
        width: float = self._advance(glyph) * self._scale
        self[glyph] = width
        return width


@cache
def _widths(family: Family, style: Style) -> _Widths:
    return _Widths(load_face(family, style))
