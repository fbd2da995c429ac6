"""A set of fonts with what was worked out by them; every style knows its fonts, so it is found there."""

from __future__ import annotations

from typing import Any

from weasyprint.text.fonts import FontConfiguration

from consent.typeset.kept.drawn import Drawings
from consent.typeset.kept.lines import Lines
from consent.typeset.kept.styles import KeptStyles


class KeepingFonts(FontConfiguration):  # type: ignore[misc]  # it has no types
    """Fonts for any number of pages."""

    def __init__(self) -> None:
        """Nothing is kept yet."""
        super().__init__()
        self.lines = Lines()
        self.drawings = Drawings()
        self.styles = KeptStyles()

    def add_font_face(self, *described: Any) -> None:
        """Add a font. Lines may break elsewhere with it, and lengths in its units be others."""
        self.lines.forget()
        self.drawings.forget()
        self.styles.forget()
        super().add_font_face(*described)
