"""docs/images/key-information.png: the first page of the example packet, as the README shows it."""

from __future__ import annotations

from pathlib import Path

import pypdfium2

PICTURE = Path(__file__).parent.parent / "docs" / "images" / "key-information.png"
_DPI = 96


def draw(packet: Path) -> None:
    """Draw the first page of a packet in 16 greys."""
    page = pypdfium2.PdfDocument(packet)[0]
    picture = page.render(scale=_DPI / 72, grayscale=True).to_pil()
    PICTURE.parent.mkdir(parents=True, exist_ok=True)
    picture.quantize(16).save(PICTURE, optimize=True)
