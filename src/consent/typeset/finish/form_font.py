"""The small font that typed answers are shown in."""

from __future__ import annotations

from typing import Any

import pydyf
import uharfbuzz as hb

from consent.fonts import BASE, load_face

NAME = "ConsentForm"
_FIRST, _LAST = 32, 255
_LETTERS = tuple(bytes([code]).decode("cp1252", errors="replace") for code in range(_FIRST, _LAST + 1))
LETTERS = "".join(letter for letter in _LETTERS if letter != "\ufffd")
"""What can be typed."""
_DROPPED = ("GSUB", "GPOS", "GDEF", "STAT", "gasp", "prep")


def add_form_font(pdf: Any) -> Any:
    """Embed the Western European letters of Noto Sans, encoded so simply that every viewer can type in it."""
    face = load_face(BASE)
    wanted = hb.SubsetInput()
    wanted.flags = hb.SubsetFlags.NO_HINTING
    wanted.unicode_set.update(map(ord, LETTERS))
    wanted.drop_table_tag_set.update(int.from_bytes(tag.encode(), "big") for tag in _DROPPED)
    data = bytes(hb.subset(face.hb_face, wanted).blob.data)
    program = pydyf.Stream([data], {"Length1": len(data)}, compress=True)
    pdf.add_object(program)
    scale = 1000 / face.units
    extents = face.hb_font.get_font_extents("ltr")
    up, down = round(extents.ascender * scale), round(extents.descender * scale)
    name = "/CSTFRM+NotoSans-Regular"
    descriptor = pydyf.Dictionary(
        {
            "Type": "/FontDescriptor",
            "FontName": name,
            "Flags": 32,
            "FontBBox": pydyf.Array([-200, down, 1400, up]),
            "ItalicAngle": 0,
            "Ascent": up,
            "Descent": down,
            "CapHeight": 714,
            "StemV": 80,
            "FontFile2": program.reference,
        }
    )
    pdf.add_object(descriptor)
    font = pydyf.Dictionary(
        {
            "Type": "/Font",
            "Subtype": "/TrueType",
            "BaseFont": name,
            "Encoding": "/WinAnsiEncoding",
            "FirstChar": _FIRST,
            "LastChar": _LAST,
            "Widths": pydyf.Array(_width(face.hb_font, letter, scale) for letter in _LETTERS),
            "FontDescriptor": descriptor.reference,
        }
    )
    pdf.add_object(font)
    return font


def _width(font: hb.Font, letter: str, scale: float) -> int:
    glyph = font.get_nominal_glyph(ord(letter)) if letter != "\ufffd" else None
    return round(font.get_glyph_h_advance(glyph) * scale) if glyph else 0
