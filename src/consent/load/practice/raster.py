"""Whether a PNG or JPEG picture can be printed so that the packet stays PDF/A."""

from __future__ import annotations

import io
import warnings

from PIL import Image

_MOST_PIXELS = 4_000
_MODES = frozenset({"1", "L", "LA", "P", "PA", "RGB", "RGBA"})
"""Grey or RGB with eight bits a color; a palette of these."""
_ENDS = (b"IEND", b"\xff\xd9")
"""How a whole PNG and a whole JPEG end. To decode the picture would tell nothing more: who also typesets has
told the picture library to make up what is missing."""


def wrong_with_raster(content: bytes) -> tuple[str, str] | None:
    """What is wrong with a PNG or JPEG logo and what to do; None when it can be printed."""
    damaged = "the logo is cut off or damaged", "save the picture again"
    if not any(end in content[-64:] for end in _ENDS):
        return damaged
    try:
        with warnings.catch_warnings():
            # How many pixels are too many is said below.
            warnings.simplefilter("ignore", Image.DecompressionBombWarning)
            picture = Image.open(io.BytesIO(content), formats=("PNG", "JPEG"))
    except (OSError, SyntaxError, ValueError, Image.DecompressionBombError):
        return damaged
    if max(picture.size) > _MOST_PIXELS:
        return (
            f"the logo is {picture.width:,} by {picture.height:,} pixels; {_MOST_PIXELS:,} are the most",
            "save a smaller picture; 600 pixels across are enough on paper",
        )
    if picture.mode not in _MODES:
        # A file for the archive has one kind of color, and the packet's is RGB.
        kind = "in CMYK colors" if picture.mode == "CMYK" else "of a kind that cannot be printed"
        return f"the logo is {kind}", "save it as a PNG in RGB colors, 8 bits each"
    return None
