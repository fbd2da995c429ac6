"""The embedded fonts made smaller, and of more use: typed answers and most values need no font of their own.

WeasyPrint embeds tables that no reader of a PDF looks at. And it embeds the letters of the page alone; with
the rest of the Latin alphabet in the same font, form fields and identity values can be set in it too.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

import uharfbuzz as hb

from consent.fonts import BASE, Style, load_face
from consent.models.paper.master import ReadyFont
from consent.typeset.finish.form_font import LETTERS, NAME, add_form_font
from consent.typeset.finish.glyph_set import subset, welcome, width_array, without
from consent.typeset.finish.objects import by_reference, of_type
from consent.typeset.finish.unicode_map import unicode_map

ASCII = "".join(map(chr, range(32, 127)))
_THOUSAND = 1000
"""Units to an em of the base family: widths are whole numbers, on the page as in the font."""
BOLD = 600
UNREAD = ("GSUB", "GPOS", "GDEF", "BASE", "STAT", "DSIG", "name", "gasp", "prep", "fpgm", "cvt ")
OF_SYSTEMS = ("cmap", "OS/2", "post")
"""What a program needs that makes its own text in a font, as for a form field."""


def finish_fonts(document: Any, pdf: Any) -> tuple[ReadyFont, ...]:
    """Rewrite the fonts of the pages; the ones that values may be set in. Typed answers get theirs."""
    objects = by_reference(pdf)
    fonts = objects[objects[next(of_type(pdf, "/Page"))["Resources"]]["Font"]]
    typed = pdf.catalog.get("AcroForm", {}).get("DR", {}).get("Font")
    ready = []
    for name, reference in fonts.items():
        mine = [font for font in document.fonts.values() if font.hash == name]
        whole = objects[reference]
        descendant = objects[whole["DescendantFonts"][0]] if "DescendantFonts" in whole else {}
        descriptor = objects[descendant["FontDescriptor"]] if descendant else {}
        if not mine or "FontFile2" not in descriptor:
            continue
        texts: dict[int, str] = {}
        for font in mine:
            texts.update(font.to_unicode)
        program = objects[descriptor["FontFile2"]]
        style = Style(mine[0].weight >= BOLD, bool(mine[0].style))
        plain = whole["Encoding"] == "/Identity-H" and load_face(BASE, style).units == _THOUSAND
        if mine[0].family == BASE.name and plain and not style.italic:
            face, form = load_face(BASE, style), None if style.bold else typed
            widths = _widths(mine)
            welcome(face, ASCII if form is None else LETTERS, texts, widths)
            _embed(program, subset(face, texts, drop=UNREAD if form is not None else (*UNREAD, *OF_SYSTEMS)))
            descendant["W"] = width_array(widths)
            if form is not None:
                form[NAME] = reference
            advance = face.hb_font.get_glyph_h_advance
            glyphs = tuple((id_, text) for id_, text in sorted(texts.items()) if widths[id_] == advance(id_))
            ready.append(ReadyFont(resource=name, bold=style.bold, glyphs=glyphs))
        else:
            _embed(program, _stripped(mine[0].file_content))
        stream = objects[whole["ToUnicode"]]
        stream.stream, stream.compress = [unicode_map(texts)], True
    if typed is not None and NAME not in typed:
        typed[NAME] = add_form_font(pdf).reference
    return tuple(ready)


def _widths(fonts: Iterable[Any]) -> dict[int, float]:
    widths: dict[int, float] = {}
    for font in fonts:
        widths.update(font.widths)
    return widths


def _stripped(program: bytes) -> bytes:
    face = hb.Face(hb.Blob(program))
    wanted = without((*UNREAD, *OF_SYSTEMS), hb.SubsetFlags.RETAIN_GIDS)
    wanted.glyph_set.update(range(face.glyph_count))
    return bytes(hb.subset(face, wanted).blob.data)


def _embed(program: Any, data: bytes) -> None:
    program.stream, program.compress = [data], True
    program.extra["Length1"] = len(data)
