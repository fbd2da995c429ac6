"""What shows at the place of a seal: that it is one, when, and what its certificate calls its owner."""

from __future__ import annotations

import io
from datetime import UTC, datetime
from typing import Any

from pyhanko.pdf_utils.font.opentype import GlyphAccumulator, GlyphAccumulatorFactory
from pyhanko.pdf_utils.layout import AxisAlignment, Margins, SimpleBoxLayoutRule
from pyhanko.pdf_utils.text import TextBoxStyle
from pyhanko.stamp import TextStampStyle

from consent.fonts import BASE
from consent.fonts.coverage import is_simple

_SIZE = 7
"""Points; the library reckons in whole ones."""


class _OwnFont(GlyphAccumulatorFactory):
    """The library leaves the font's file open."""

    def create_font_engine(self, writer: Any, obj_stream: Any = None) -> GlyphAccumulator:
        font = io.BytesIO(BASE.path().read_bytes())
        return GlyphAccumulator(
            writer=writer, font_handle=font, font_size=self.font_size, obj_stream=obj_stream
        )


def stamp_for(name: str, now: datetime) -> TextStampStyle:
    """The stamp, in a font that the file then holds. A name that the font cannot print is left out."""
    day = now.astimezone(UTC).strftime("%Y-%m-%d %H:%M UTC")
    words = f"Sealed {day}" + (f"\nwith the certificate of {name}" if name and is_simple(name) else "")
    # The library fills in what stands after a per cent sign.
    words = words.replace("%", "%%")
    tight = SimpleBoxLayoutRule(AxisAlignment.ALIGN_MIN, AxisAlignment.ALIGN_MID, margins=Margins.uniform(0))
    # Letters hang below the last line.
    lifted = SimpleBoxLayoutRule(AxisAlignment.ALIGN_MIN, AxisAlignment.ALIGN_MIN, Margins(0, 0, 0, 2))
    text = TextBoxStyle(
        font=_OwnFont(str(BASE.path())), font_size=_SIZE, leading=_SIZE + 1, box_layout_rule=lifted
    )
    return TextStampStyle(
        stamp_text=words, text_box_style=text, inner_content_layout=tight, border_width=0, background=None
    )
