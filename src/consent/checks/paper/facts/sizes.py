"""The size of type as it is on the sheet."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from consent.reading.text.flow import Flow, Span

CAPITALS = frozenset("ABDEFGHIKLMNPRTUVXYZ")
"""Letters that are as tall as the font's capitals."""
LEAST_CAPITAL = 0.6
"""Height of a capital letter in type sizes, for the flattest text face in use."""


@dataclass(frozen=True, slots=True)
class Small:
    """The smallest type found."""

    size: float
    page: int
    position: int


def smallest(flow: Flow, spans: Sequence[Span]) -> Small | None:
    """The smallest type of some spans, measured on the letters where they are drawn smaller than stated."""
    found: Small | None = None
    for span in spans:
        for page, run, position in flow.runs(span):
            size = run.size
            glyph = int(flow.glyph[position])
            for index in range(glyph, min(glyph + 40, len(page.text))):
                if page.run[index] != page.run[glyph]:
                    break
                if page.text[index] in CAPITALS and not run.slope:
                    tall = float(page.box[index, 3] - page.box[index, 1])
                    size = min(size, tall / LEAST_CAPITAL) if tall < LEAST_CAPITAL * run.size else size
                    break
            if found is None or size < found.size:
                found = Small(round(size, 2), page.number, position)
    return found
