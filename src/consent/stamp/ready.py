"""Fonts that a master brings along: a value whose glyphs they have needs none of its own."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache

from consent.fonts import BASE, Face, Style, load_face
from consent.models.paper.master import ReadyFont
from consent.stamp.pairs import PairFont
from consent.stamp.shaping import Glyph, Run
from consent.stamp.subset import Subset

_KEPT = 16
"""Sets of fonts that are held ready: masters of one library mostly have the same."""


class ReadyFonts:
    """The ready fonts of one master, by face."""

    def __init__(self, fonts: Sequence[ReadyFont]) -> None:
        made = [_subset(font.resource, font.bold, font.italic, font.glyphs) for font in fonts]
        self._fonts = {id(font.face): font for font, _, _ in made}
        self._texts = {id(font.face): texts for font, texts, _ in made}
        self._pairs = {id(font.face): pairs for font, _, pairs in made}

    def pairs_of(self, face: Face) -> PairFont | None:
        """The ready font of a face, for values of plain letters."""
        return self._pairs.get(id(face))

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


@lru_cache(maxsize=_KEPT)
def _subset(
    resource: str, bold: bool, italic: bool, listed: tuple[tuple[int, str], ...]
) -> tuple[Subset, dict[int, str], PairFont]:
    face = load_face(BASE, Style(bold, italic))
    texts = dict(listed)
    glyphs = {id_: Glyph(id_, text, 0, 0, 0) for id_, text in texts.items()}
    font = Subset(face, resource.encode(), glyphs, {id_: id_ for id_ in texts}, b"")
    return font, texts, PairFont(font)
