"""The bytes that decide how a TrueType glyph looks: two fonts that have the same draw the same."""

from __future__ import annotations

import struct
from dataclasses import dataclass, field
from typing import Self

import uharfbuzz as hb

_DRAWN_OTHERWISE = frozenset(("VARC", "gvar", "fvar"))
"""Tables that make a glyph look otherwise than its own bytes say."""
_LONG_PLACES = 50
_METRICS = 34
"""Where ``head`` says how places are written, and ``hhea`` how many widths there are."""
_HEADER, _PART = 10, 4
"""Bytes of a glyph before its first part; of a part before its place."""
_WORDS, _MORE = 0x0001, 0x0020
_SCALES = ((0x0080, 8), (0x0040, 4), (0x0008, 2))
_DEEPEST = 4
"""How deep parts may stand within parts."""
_MOST = 16_000
"""Bytes of all parts of a glyph. Parts of parts can be a thousand times as many as their file has bytes."""


@dataclass(frozen=True, slots=True)
class WrittenGlyphs:
    """The glyphs of one font, as they are written in it."""

    units: int
    glyf: bytes = field(repr=False)
    loca: bytes = field(repr=False)
    hmtx: bytes = field(repr=False)
    long_places: bool
    metrics: int

    @classmethod
    def of(cls, face: hb.Face) -> Self | None:
        """None for a font whose glyphs stand otherwise, or depend on more than themselves."""
        tables = {str(tag) for tag in face.table_tags}
        if not tables >= {"glyf", "loca", "head", "hhea", "hmtx"} or tables & _DRAWN_OTHERWISE:
            return None
        head, hhea = _table(face, "head"), _table(face, "hhea")
        if len(head) < _LONG_PLACES + 2 or len(hhea) < _METRICS + 2:
            return None
        return cls(
            units=face.upem,
            glyf=_table(face, "glyf"),
            loca=_table(face, "loca"),
            hmtx=_table(face, "hmtx"),
            long_places=head[_LONG_PLACES : _LONG_PLACES + 2] == b"\0\1",
            metrics=int.from_bytes(hhea[_METRICS : _METRICS + 2], "big"),
        )

    def written(self, glyph: int, *, within: int = 0) -> bytes | None:
        """Everything that decides a glyph's outline, with the glyphs that it is made of; None if in doubt."""
        try:
            first, last = self._place(glyph)
            bearing = self._bearing(glyph)
            outlines = struct.unpack_from(">h", self.glyf, first)[0] if last > first else 0
            if within > _DEEPEST or not first <= last <= len(self.glyf):
                return None
            own = self.glyf[first:last]
            said = own if outlines >= 0 else self._made_of(own, within)
        except struct.error:
            return None
        return None if said is None else b"%d %d " % (self.units, bearing) + said

    def _made_of(self, own: bytes, within: int) -> bytes | None:
        """A glyph made of others: how each is placed, and in place of its number what is written of it."""
        found, place, flags, size = [own[:_HEADER]], _HEADER, _MORE, 0
        while flags & _MORE:
            flags, number = struct.unpack_from(">HH", own, place)
            after = place + _PART + (4 if flags & _WORDS else 2) + _scales(flags)
            other = self.written(number, within=within + 1)
            size += len(other or b"")
            if other is None or after > len(own) or size > _MOST:
                return None
            found += [own[place : place + 2], own[place + _PART : after], b"%d " % len(other), other]
            place = after
        return b"made of " + b"".join(found)

    def _place(self, glyph: int) -> tuple[int, int]:
        if self.long_places:
            first, last = struct.unpack_from(">II", self.loca, 4 * glyph)
            return first, last
        first, last = struct.unpack_from(">HH", self.loca, 2 * glyph)
        return 2 * first, 2 * last

    def _bearing(self, glyph: int) -> int:
        # An outline is moved so that it begins where the table of widths says.
        wide = min(glyph, self.metrics)
        place = 4 * wide + 2 * (glyph - wide) + (2 if glyph < self.metrics else 0)
        found: int = struct.unpack_from(">h", self.hmtx, place)[0]
        return found


def _scales(flags: int) -> int:
    """How many bytes say the size and the turn of a part."""
    return next((size for flag, size in _SCALES if flags & flag), 0)


def _table(face: hb.Face, tag: str) -> bytes:
    data: bytes = face.reference_table(tag).data
    return data
