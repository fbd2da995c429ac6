"""A line that was drawn once is drawn again by the same operators: the same words in the same look.

What WeasyPrint writes for a line hangs on its words, its look, the room between its words, and on the widths
that the document's fonts have noted so far, as a glyph's width is rounded by the first line that has it. The
operators are taken where all of those widths are the same, and where each font has drawn something already;
else the line is drawn by WeasyPrint, and noted.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import weasyprint.draw
from weasyprint.draw import text as drawing
from weasyprint.matrix import Matrix
from weasyprint.text.fonts import get_pango_font_key

from consent.typeset.kept.lines import look_of
from consent.typeset.kept.pinned import replace

_MOST = 200_000
"""Characters of all kept lines together."""


class _UnusualError(Exception):
    """A font or a glyph that writes more into the document than operators and widths."""


@dataclass(frozen=True)
class _Glyphs:
    """The glyphs that a line has of one font."""

    key: int
    name: str
    widths: dict[int, int]
    own: dict[int, int]
    """Widths that this line rounds itself, where no line before it has the glyph."""
    texts: dict[int, str]

    def fit(self, font: Any) -> bool:
        """Whether this font would be left with the widths that the line was drawn with."""
        if font is None or font.hash != self.name:
            return False
        known = font.widths
        return self.widths.items() <= known.items() or all(
            known.get(glyph, self.own.get(glyph)) == width for glyph, width in self.widths.items()
        )

    def note(self, font: Any) -> None:
        """Tell the font what the line has of it, as drawing would."""
        for glyph, width in self.widths.items():
            font.widths.setdefault(glyph, width)
        for glyph, text in self.texts.items():
            font.to_unicode.setdefault(glyph, text)


@dataclass(frozen=True)
class _Drawn:
    glyphs: tuple[_Glyphs, ...]
    operators: tuple[tuple[str, tuple[Any, ...]], ...]


class _Font:
    """A font that notes what is asked of it apart from what it knew."""

    def __init__(self, font: Any, key: int) -> None:
        if font.bitmap or font.svg or font.png or font.colr:
            raise _UnusualError
        self.font = font
        self.key = key
        self.hash = font.hash
        self.bitmap = self.svg = self.png = self.colr = False
        self.widths = dict(font.widths)
        self.to_unicode: dict[int, str] = {}

    def get_unused_glyph_id(self, _: int) -> int:
        raise _UnusualError

    def glyphs(self, before: _Drawn | None) -> _Glyphs:
        """What the line has of it, with widths of its own that are known from drawing it before."""
        widths = {glyph: self.widths[glyph] for glyph in self.to_unicode}
        known = next((one.own for one in before.glyphs if one.key == self.key), {}) if before else {}
        own = {glyph: width for glyph, width in widths.items() if glyph not in self.font.widths}
        return _Glyphs(self.key, self.hash, widths, {**known, **own}, self.to_unicode)


class _Noting:
    """Stands in for the page's stream while a line is drawn, and notes what is written."""

    def __init__(self, stream: Any) -> None:
        self._stream = stream
        self.ink_rect, self.logical_rect = stream.ink_rect, stream.logical_rect
        self.fonts: dict[int, _Font] = {}
        self.operators: list[tuple[str, tuple[Any, ...]]] = []

    def add_font(self, pango_font: Any) -> tuple[_Font, float]:
        font, size = self._stream.add_font(pango_font)
        if id(font) not in self.fonts:
            self.fonts[id(font)] = _Font(font, get_pango_font_key(pango_font)[0])
        return self.fonts[id(font)], size

    def set_text_matrix(self, *_: float) -> None:
        """Where the line stands is no part of it."""

    def set_font_size(self, *told: Any) -> None:
        self.operators.append(("set_font_size", told))

    def show_text(self, *told: Any) -> None:
        self.operators.append(("show_text", told))

    def set_text_rise(self, *told: Any) -> None:
        self.operators.append(("set_text_rise", told))

    def drawn(self, before: _Drawn | None) -> _Drawn:
        """The line, and what its fonts have been told."""
        return _Drawn(tuple(font.glyphs(before) for font in self.fonts.values()), tuple(self.operators))


class Drawings:
    """The lines that were drawn with one set of fonts."""

    def __init__(self) -> None:
        """No line yet."""
        self._kept: dict[tuple[Any, ...], _Drawn | None] = {}
        self._room = _MOST

    def forget(self) -> None:
        """Keep none of them."""
        self._kept.clear()
        self._room = _MOST

    def drawn(self, key: tuple[Any, ...], stream: Any, textbox: Any) -> _Drawn | None:
        """The line as it is drawn on this stream, whose fonts are told; None if it is unusual."""
        kept = self._kept.get(key)
        fonts = stream._fonts
        if kept is None:
            if key in self._kept:
                return None
        elif all(glyphs.fit(fonts.get(glyphs.key)) for glyphs in kept.glyphs):
            for glyphs in kept.glyphs:
                glyphs.note(fonts[glyphs.key])
            return kept
        return self._noted(key, stream, textbox, kept)

    def _noted(self, key: tuple[Any, ...], stream: Any, textbox: Any, before: _Drawn | None) -> _Drawn | None:
        if self._room < len(key[0]):
            self.forget()
        self._room -= len(key[0])
        noting = _Noting(stream)
        textbox.pango_layout.reactivate(textbox.style)
        drawn: _Drawn | None
        try:
            _draw_first_line(noting, textbox, "clip", "none", Matrix())
            drawn = noting.drawn(before)
        except _UnusualError:
            drawn = None
        textbox.pango_layout.deactivate()
        self._kept[key] = drawn
        if drawn is not None:
            for font, glyphs in zip(noting.fonts.values(), drawn.glyphs, strict=True):
                glyphs.note(font.font)
        return drawn


_draw_first_line = drawing.draw_first_line


def _drawing(plain: Any) -> Any:
    def draw_text(
        stream: Any, textbox: Any, offset_x: float, text_overflow: str, block_ellipsis: str
    ) -> None:
        style = textbox.style
        drawings: Drawings | None = getattr(style.font_config, "drawings", None)
        drawn = None
        if (
            drawings is not None
            and (text_overflow, block_ellipsis) == ("clip", "none")
            and style["text_decoration_line"] == "none"
            and style["visibility"] == "visible"
            and textbox.text.strip()
            and (look := look_of(style)) is not None
        ):
            layout = textbox.pango_layout
            drawn = drawings.drawn((layout.text, look, layout.justification_spacing), stream, textbox)
        if drawn is None:
            plain(stream, textbox, offset_x, text_overflow, block_ellipsis)
            return
        stream.set_color(style["color"])
        stream.begin_text()
        place = Matrix(d=-1, e=textbox.position_x, f=textbox.position_y + textbox.baseline)
        stream.set_text_matrix(*place.values)
        for name, told in drawn.operators:
            getattr(stream, name)(*told)
        stream.end_text()

    return draw_text


KEPT = replace("draw_text", (drawing, weasyprint.draw), _drawing)
"""Whether drawn lines are kept: this is the WeasyPrint that was read."""
