"""The fonts that the values of a whole run share: gathered as packets come, written at the end.

A glyph is called by its number in the whole font from the first page on; which glyphs the embedded
font needs is known only after the last one, and a map in the font ties the two together.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from typing import Any

from consent.fonts import Face
from consent.stamp.run.output import Output
from consent.stamp.shaping import Glyph, Line, Run
from consent.stamp.subset import OBJECTS_PER_FONT, Subset, subset


class _Itself(dict[int, int]):
    """Each glyph's number is its name."""

    def __missing__(self, key: int) -> int:
        return key


class RunFonts:
    """One font for each face and style, for all packets."""

    def __init__(self, output: Output) -> None:
        self._output = output
        self._fonts: dict[int, Subset] = {}
        self._glyphs: dict[int, dict[int, Glyph]] = {}
        self._numbers: dict[int, int] = {}

    def of(self, run: Run) -> Subset:
        """The font of a run whose line has been met; it speaks for every glyph it has met."""
        return self._fonts[id(run.face)]

    def meet(self, lines: Iterable[Line]) -> None:
        """Take in the glyphs of these lines."""
        for line in lines:
            for run in line.runs:
                glyphs = self._glyphs.get(id(run.face))
                if glyphs is None:
                    glyphs = self._welcome(run.face)
                for cluster in run.clusters:
                    for glyph in cluster.glyphs:
                        if glyph.id not in glyphs:
                            glyphs[glyph.id] = glyph

    def entries(self) -> bytes:
        """What a font resource dictionary must hold, to be asked for after the last packet."""
        return b"".join(
            b"/%s %d 0 R" % (font.resource, self._numbers[key]) for key, font in self._fonts.items()
        )

    def write(self) -> None:
        """Embed each font with the glyphs it has met."""
        for key, font in self._fonts.items():
            whole = subset(font.face, font.resource, font.glyphs)
            table = bytearray(2 * (max(font.glyphs) + 1))
            for glyph, code in whole.codes.items():
                table[2 * glyph : 2 * glyph + 2] = code.to_bytes(2, "big")
            mapped = replace(whole, codes=font.codes, glyph_map=bytes(table))
            for number, body in mapped.objects(self._numbers[key]):
                self._output.put(number, body)

    def _welcome(self, face: Face) -> dict[int, Glyph]:
        key = id(face)
        glyphs: dict[int, Glyph] = {}
        same: Any = _Itself()
        self._glyphs[key] = glyphs
        self._fonts[key] = Subset(face, b"Fill%d" % len(self._fonts), glyphs, same, b"")
        self._numbers[key] = self._output.reserve(OBJECTS_PER_FONT + 1)
        return glyphs
