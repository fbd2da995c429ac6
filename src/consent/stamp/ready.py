"""Fonts that a master brings along: a value whose glyphs they have needs none of its own."""

from __future__ import annotations

from collections.abc import Sequence

from consent.fonts import BASE, Style, load_face
from consent.models.paper.master import ReadyFont
from consent.stamp.shaping import Glyph, Run
from consent.stamp.subset import Subset


class ReadyFonts:
    """The ready fonts of one master, by face."""

    def __init__(self, fonts: Sequence[ReadyFont]) -> None:
        self._fonts: dict[int, Subset] = {}
        self._texts: dict[int, dict[int, str]] = {}
        for font in fonts:
            face = load_face(BASE, Style(font.bold, font.italic))
            texts = dict(font.glyphs)
            glyphs = {id_: Glyph(id_, text, 0, 0, 0) for id_, text in texts.items()}
            codes = {id_: id_ for id_ in texts}
            self._fonts[id(face)] = Subset(face, font.resource.encode(), glyphs, codes, b"")
            self._texts[id(face)] = texts

    def of(self, run: Run) -> Subset | None:
        """The font that draws this run and reads back as its text, if there is one."""
        texts = self._texts.get(id(run.face))
        if texts is None:
            return None
        said = texts.get
        for cluster in run.clusters:
            for glyph in cluster.glyphs:
                if said(glyph.id) != glyph.text:
                    return None
        return self._fonts[id(run.face)]
