"""Which glyphs several parts need together."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable

from consent.models.paper.part import GlyphUse


def united(uses: Iterable[GlyphUse]) -> tuple[GlyphUse, ...]:
    """The glyphs of several parts together, font by font."""
    found: dict[str, GlyphUse] = {}
    glyphs: dict[str, dict[int, tuple[str, float]]] = {}
    for use in uses:
        found.setdefault(use.resource, use)
        glyphs.setdefault(use.resource, {}).update({id_: (text, width) for id_, text, width in use.glyphs})
    return tuple(
        use.model_copy(update={"glyphs": tuple((id_, *about) for id_, about in sorted(glyphs[key].items()))})
        for key, use in sorted(found.items())
    )


def name_of(uses: Iterable[GlyphUse]) -> str:
    """SHA-256 of what decides a set of fonts."""
    told = ";".join(f"{use.resource} {' '.join(str(glyph[0]) for glyph in use.glyphs)}" for use in uses)
    return hashlib.sha256(told.encode()).hexdigest()
