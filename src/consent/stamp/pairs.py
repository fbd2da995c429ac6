"""Values of plain letters, put together from pairs: what most names, and all numbers and dates are made of.

In the base family no rule on these letters looks further than the next one, so what a letter does to its
neighbour is asked of the shaper once and holds in every value; ``tests/unit/stamp/test_pairs.py`` reads that
in the fonts' own tables. What is not as plain as that is left to :mod:`consent.stamp.shaping`.
"""

from __future__ import annotations

import string
from typing import NamedTuple

import uharfbuzz as hb

from consent.stamp.subset import Subset
from consent.stamp.syntax import number
from consent.stamp.text import KERNING

PLAIN = frozenset(string.ascii_letters + string.digits + " ,.-'/")
"""Letters of which a pair says all."""
_EDGE = ""
_UNITS = 1000
"""Where an em has as many units, no sum of widths is ever rounded."""


class Letters(NamedTuple):
    """A value in one font."""

    shown: bytes
    """The operators that show it."""
    width: float
    """In thousandths of the type size."""

    def __repr__(self) -> str:
        return "Letters(…)"


class PairFont:
    """A ready font, as far as its letters are plain."""

    def __init__(self, font: Subset) -> None:
        self.resource = font.resource
        """Its name in the page's resources."""
        self._lettered, self._unlettered = _Pairs(font, "Latn"), _Pairs(font, "Zyyy")

    def of(self, value: str) -> Letters | None:
        """What shaping the value and drawing it in this font come to; None where that has to be done."""
        if not value.strip():
            return None
        # A number alone is in no script, and a font may kern it in another way.
        pairs = self._unlettered if value.upper() == value.lower() else self._lettered
        try:
            steps = [pairs[pair] for pair in zip((_EDGE, *value), (*value, _EDGE), strict=True)]
        except _NotPlainError:
            return None
        shown = b"".join([shown for shown, _ in steps])
        return Letters(b"[<%s>] TJ\n" % shown, sum([moved for _, moved in steps]))


class _NotPlainError(Exception):
    """A pair is more than two letters side by side."""


class _Pairs(dict[tuple[str, str], tuple[bytes, int]]):
    """What is shown after a letter, up to and with the next one; how far the pen moves before that."""

    def __init__(self, font: Subset, script: str) -> None:
        super().__init__()
        self._font, self._script = font, script

    def __missing__(self, pair: tuple[str, str]) -> tuple[bytes, int]:
        first, second = pair
        glyphs = self._shaped("".join(pair))
        moved = kerned = 0
        if first != _EDGE:
            id_, moved = glyphs[0]
            kerned = self._font.face.hb_font.get_glyph_h_advance(id_) - moved
        if abs(kerned) >= KERNING:
            raise _NotPlainError
        between = b">%s<" % number(kerned) if kerned else b""
        shown = b"" if second == _EDGE else b"%s%04X" % (between, self._font.codes[glyphs[-1][0]])
        self[pair] = shown, moved
        return shown, moved

    def _shaped(self, letters: str) -> list[tuple[int, int]]:
        """Number and advance of each letter's own glyph."""
        face = self._font.face
        if not PLAIN.issuperset(letters) or face.units != _UNITS:
            raise _NotPlainError
        buffer = hb.Buffer()
        buffer.add_str(letters)
        buffer.guess_segment_properties()
        buffer.script = self._script
        hb.shape(face.hb_font, buffer)
        ids = [info.codepoint for info in buffer.glyph_infos]
        ready = [id_ for id_ in ids if id_ in self._font.glyphs]
        if ids != [face.hb_font.get_nominal_glyph(ord(letter)) for letter in letters] or ready != ids:
            raise _NotPlainError
        if [self._font.glyphs[id_].text for id_ in ids] != list(letters):
            raise _NotPlainError
        places = buffer.glyph_positions
        if any(place.x_offset or place.y_offset for place in places):
            raise _NotPlainError
        if places[-1].x_advance != face.hb_font.get_glyph_h_advance(ids[-1]):
            raise _NotPlainError
        return [(id_, place.x_advance) for id_, place in zip(ids, places, strict=True)]
