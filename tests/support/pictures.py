"""Logos as practices have them, as files of one picture."""

from __future__ import annotations

import io
from functools import cache

from PIL import Image, ImageDraw

PRINTABLE = ("RGBA PNG", "RGB PNG", "palette PNG", "grey PNG", "grey and alpha PNG", "black and white PNG",
             "RGB JPEG", "grey JPEG")  # fmt: skip


@cache
def picture(kind: str, size: tuple[int, int] = (300, 120)) -> bytes:
    """A disc on a blue ground, half of it see-through where the kind has such a thing."""
    image = Image.new("RGBA", size, (0, 80, 160, 255))
    ImageDraw.Draw(image).ellipse((20, 20, 100, 100), fill=(255, 200, 0, 128))
    mode, _, name = kind.rpartition(" ")
    if mode == "palette":
        image = image.convert("RGB").quantize(16)
    elif mode == "16 bit grey":
        image = image.convert("L").convert("I").point(lambda grey: grey * 256).convert("I;16")
    else:
        modes = {"grey": "L", "grey and alpha": "LA", "black and white": "1"}
        image = (
            image.convert("RGB").convert("CMYK") if mode == "CMYK" else image.convert(modes.get(mode, mode))
        )
    file = io.BytesIO()
    image.save(file, format=name, **({"transparency": 0} if mode == "palette" else {}))
    return file.getvalue()
