"""Some glyphs of a font, under the numbers they have in the whole of it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

import pydyf
import uharfbuzz as hb

from consent.fonts import Face


def welcome(face: Face, letters: str, texts: dict[int, str], widths: dict[int, float]) -> None:
    """Add letters to the glyphs of a font; what it has no glyph for is left out."""
    for letter in letters:
        glyph = face.hb_font.get_nominal_glyph(ord(letter))
        if glyph:
            texts.setdefault(glyph, letter)
            widths.setdefault(glyph, face.hb_font.get_glyph_h_advance(glyph))


def width_array(widths: Mapping[int, float]) -> Any:
    """The widths of glyphs as a font's /W has them."""
    array = pydyf.Array()
    for glyph in sorted(widths):
        if glyph - 1 not in widths:
            array += [glyph, pydyf.Array()]
        array[-1].append(widths[glyph])
    return array


def subset(face: Face, glyphs: Iterable[int], drop: Iterable[str]) -> bytes:
    """These glyphs under the numbers they have in the whole font, and nothing behind the last of them."""
    wanted = without(drop, hb.SubsetFlags.RETAIN_GIDS)
    wanted.glyph_set.update(glyphs)
    sparse = hb.subset(face.hb_face, wanted)
    wanted = without(drop, hb.SubsetFlags(0))
    wanted.glyph_set.update(range(max(glyphs) + 1))
    return bytes(hb.subset(sparse, wanted).blob.data)


def without(drop: Iterable[str], flags: hb.SubsetFlags) -> hb.SubsetInput:
    """What to ask HarfBuzz for: no hinting, none of these tables."""
    wanted = hb.SubsetInput()
    wanted.flags = flags | hb.SubsetFlags.NO_HINTING
    wanted.drop_table_tag_set.update(int.from_bytes(tag.encode(), "big") for tag in drop)
    return wanted
