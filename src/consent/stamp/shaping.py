"""A value becomes glyphs: one line, one direction, as many fonts as it takes."""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass
from functools import lru_cache

import uharfbuzz as hb

from consent.errors import Overflow
from consent.fonts import Face, Family, Style, cluster_runs, load_face, missing_glyphs
from consent.models.slots import Slot

_RIGHT_TO_LEFT = frozenset({"R", "AL"})
_NEUTRAL_INSIDE = frozenset({"NSM", "WS", "BN"})


@dataclass(frozen=True)
class Glyph:
    """One glyph, in thousandths of the type size."""

    id: int
    text: str
    """What it stands for; the first glyph of a cluster speaks for all of it."""
    advance: float
    """How far the pen moves."""
    own_width: float
    """How far the font alone would move it."""
    right: float
    up: float


@dataclass(frozen=True)
class Run:
    """Glyphs of one font."""

    face: Face
    text: str
    glyphs: tuple[Glyph, ...]
    right_to_left: bool

    @property
    def width(self) -> float:
        """In thousandths of the type size."""
        return sum(glyph.advance for glyph in self.glyphs)


@dataclass(frozen=True)
class Line:
    """A whole value, ready to be placed."""

    runs: tuple[Run, ...]

    @property
    def width(self) -> float:
        """In thousandths of the type size."""
        return sum(run.width for run in self.runs)


@lru_cache(maxsize=512)
def shape(slot: Slot, value: str, style: Style) -> Line:
    """Shape one value. What needs a paragraph's layout rather than a line's is an :class:`~consent.errors.Overflow`."""
    text = unicodedata.normalize("NFC", value)
    if not text.strip():
        raise Overflow(slot, "there is no value")
    if any(unicodedata.category(char)[0] == "C" and char not in "\u200c\u200d" for char in text):
        raise Overflow(slot, "it holds a character that is not for printing")
    if missing_glyphs(text):
        raise Overflow(slot, "it holds a character that no font has")
    right_to_left = _direction(slot, text)
    runs = [_shape_run(slot, family, part, style) for family, part in cluster_runs(text) if family is not None]
    return Line(tuple(reversed(runs) if right_to_left else runs))


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
    hb.shape(face.hb_font, buffer)
    infos, positions = buffer.glyph_infos, buffer.glyph_positions
    if any(info.codepoint == 0 for info in infos):
        raise Overflow(slot, "it holds a character that no font has")
    starts = sorted({info.cluster for info in infos})
    ends = dict(zip(starts, [*starts[1:], len(text)], strict=True))
    scale = 1000 / face.units
    glyphs = []
    spoken: set[int] = set()
    for info, position in zip(infos, positions, strict=True):
        first = info.cluster not in spoken
        spoken.add(info.cluster)
        glyphs.append(
            Glyph(
                id=info.codepoint,
                text=text[info.cluster : ends[info.cluster]] if first else "",
                advance=position.x_advance * scale,
                own_width=face.hb_font.get_glyph_h_advance(info.codepoint) * scale,
                right=position.x_offset * scale,
                up=position.y_offset * scale,
            )
        )
    return Run(face, text, tuple(glyphs), buffer.direction == "rtl")
