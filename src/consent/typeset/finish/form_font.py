"""The font that typed answers are shown in: the upright page font, with every Latin letter that names have.

A font with one byte for each letter holds 224 of them, too few for Polish and Vietnamese names at once. What
it lacks, programs draw as another letter, as a question mark, or not at all. So a letter takes two bytes, as
on the page: pypdf, pdf.js and poppler write such text, pdftk and ``qpdf --generate-appearances`` do not.
"""

from __future__ import annotations

from typing import Any

import pydyf

from consent.fonts import BASE, load_face
from consent.typeset.finish.glyph_set import subset, welcome, width_array
from consent.typeset.finish.objects import new_dictionary, new_stream
from consent.typeset.finish.unicode_map import unicode_map

NAME = "ConsentForm"
_RANGES = (
    *((0x20, 0x7E), (0xA0, 0x17F), (0x1A0, 0x1A1), (0x1AF, 0x1B0), (0x1CD, 0x1E3), (0x218, 0x21B)),
    (0x1E00, 0x1EFF),
)
_SIGNS = "ʻʼ–—‘’‚“”„†‡•…‰‹›€™"
LETTERS = "".join(chr(code) for first, last in _RANGES for code in range(first, last + 1)) + _SIGNS
"""What can be typed, as far as the base family has it: Latin letters with all marks, and common signs."""
_DROPPED = ("GSUB", "GPOS", "GDEF", "STAT", "gasp", "prep")


def add_form_font(pdf: Any) -> Any:
    """Embed a font of its own for typed answers: for pages without upright text in the base family."""
    face = load_face(BASE)
    texts: dict[int, str] = {}
    widths: dict[int, float] = {}
    welcome(face, LETTERS, texts, widths)
    data = subset(face, texts, drop=_DROPPED)
    program = new_stream(pdf, data, {"Length1": len(data)})
    extents = face.hb_font.get_font_extents("ltr")
    descriptor = new_dictionary(
        pdf,
        {
            "Type": "/FontDescriptor",
            "FontName": f"/{NAME}",
            "Flags": 4,
            "FontBBox": pydyf.Array([-200, extents.descender, 1400, extents.ascender]),
            "ItalicAngle": 0,
            "Ascent": extents.ascender,
            "Descent": extents.descender,
            "CapHeight": 714,
            "StemV": 80,
            "FontFile2": program.reference,
        },
    )
    system = {"Registry": pydyf.String("Adobe"), "Ordering": pydyf.String("Identity"), "Supplement": 0}
    descendant = new_dictionary(
        pdf,
        {
            "Type": "/Font",
            "Subtype": "/CIDFontType2",
            "BaseFont": f"/{NAME}",
            "CIDSystemInfo": pydyf.Dictionary(system),
            "CIDToGIDMap": "/Identity",
            "W": width_array(widths),
            "FontDescriptor": descriptor.reference,
        },
    )
    return new_dictionary(
        pdf,
        {
            "Type": "/Font",
            "Subtype": "/Type0",
            "BaseFont": f"/{NAME}",
            "Encoding": "/Identity-H",
            "DescendantFonts": pydyf.Array([descendant.reference]),
            "ToUnicode": new_stream(pdf, unicode_map(texts), {}).reference,
        },
    )
