"""The fonts of a packet, made once for all packets with the same glyphs.

WeasyPrint keeps the numbers that glyphs have in the whole font, so any font that holds them serves.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

import pydyf

from consent.fonts import BASE, Style, load_face
from consent.models.paper.master import ReadyFont
from consent.models.paper.part import SHARED, FontSet, GlyphUse
from consent.typeset.finish.form_font import LETTERS, add_form_font
from consent.typeset.finish.glyph_set import subset, welcome, width_array
from consent.typeset.finish.objects import new_dictionary, new_stream
from consent.typeset.finish.page_fonts import (
    ASCII,
    BOLD,
    OF_SYSTEMS,
    UNREAD,
)
from consent.typeset.finish.profile import srgb_profile
from consent.typeset.finish.unicode_map import unicode_map
from consent.typeset.parts.divide import NotInPartsError
from consent.typeset.parts.movable import PatternWriter
from consent.typeset.static import sound_stream


def make_font_set(uses: Iterable[GlyphUse]) -> FontSet:
    """One font for each style, with the Western letters in the upright ones."""
    pdf = pydyf.PDF()
    entries: list[tuple[str, Any]] = []
    ready: list[ReadyFont] = []
    form: Any = None
    for use in uses:
        style = Style(use.weight >= BOLD, use.italic)
        face = load_face(BASE, style)
        if use.family != BASE.name:
            raise NotInPartsError(f"the page is set in {use.family} as well")
        texts = {id_: text for id_, text, _ in use.glyphs}
        widths = {id_: width for id_, _, width in use.glyphs}
        regular = style == Style()
        if not style.italic:
            welcome(face, LETTERS if regular else ASCII, texts, widths)
        data = subset(face, texts, drop=UNREAD if regular else (*UNREAD, *OF_SYSTEMS))
        program = new_stream(pdf, data, {"Length1": len(data)})
        font = _font(pdf, use, program, texts, widths)
        entries.append((use.resource, font))
        form = font if regular else form
        if not style.italic:
            advance = face.hb_font.get_glyph_h_advance
            glyphs = tuple((id_, text) for id_, text in sorted(texts.items()) if widths[id_] == advance(id_))
            ready.append(ReadyFont(resource=use.resource, bold=style.bold, glyphs=glyphs))
    return _moved(pdf, entries, form or add_form_font(pdf), tuple(ready))


def _font(pdf: Any, use: GlyphUse, program: Any, texts: dict[int, str], widths: dict[int, float]) -> Any:
    name = use.name
    descriptor = new_dictionary(
        pdf,
        {
            "Type": "/FontDescriptor",
            "FontName": name,
            "FontFamily": pydyf.String(use.family),
            "Flags": use.flags,
            "FontBBox": pydyf.Array([0, use.descent, round(max(widths.values())), use.ascent]),
            "ItalicAngle": 0,
            "Ascent": use.ascent,
            "Descent": use.descent,
            "CapHeight": use.ascent,
            "StemV": 80,
            "StemH": 80,
            "FontFile2": program.reference,
        },
    )
    descendant = new_dictionary(
        pdf,
        {
            "Type": "/Font",
            "Subtype": "/CIDFontType2",
            "BaseFont": name,
            "CIDSystemInfo": pydyf.Dictionary(
                {
                    "Registry": pydyf.String("Adobe"),
                    "Ordering": pydyf.String("Identity"),
                    "Supplement": 0,
                }
            ),
            "CIDToGIDMap": "/Identity",
            "W": width_array(widths),
            "FontDescriptor": descriptor.reference,
        },
    )
    to_unicode = new_stream(pdf, unicode_map(texts), {})
    return new_dictionary(
        pdf,
        {
            "Type": "/Font",
            "Subtype": "/Type0",
            "BaseFont": name,
            "ToUnicode": to_unicode.reference,
            "Encoding": "/Identity-H",
            "DescendantFonts": pydyf.Array([descendant.reference]),
        },
    )


def _moved(pdf: Any, entries: list[tuple[str, Any]], form: Any, ready: tuple[ReadyFont, ...]) -> FontSet:
    of_no_use = {pdf.pages.number, pdf.catalog.number, pdf.info.number}
    kept = [item for item in pdf.objects[1:] if item.number not in of_no_use]
    packed = [item for item in kept if not isinstance(item, pydyf.Stream)]
    streams = [item for item in kept if isinstance(item, pydyf.Stream)]
    local = {item.number: index for index, item in enumerate((*packed, *streams))}
    writer = PatternWriter(lambda number: SHARED + local[number], lambda key: key, {})
    for item in packed:
        writer.add(item.data)
    return FontSet(
        objects=writer.written(),
        packed=len(packed),
        streams=tuple(sound_stream(item.data) for item in streams),
        entries=tuple((name, local[font.number]) for name, font in entries),
        form=local[form.number],
        ready=ready,
        profile=bytes(pydyf.Stream([srgb_profile()], {"N": 3}, compress=True).data),
    )
