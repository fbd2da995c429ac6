"""Small pages, laid out with or without what is kept of others."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from consent.typeset import engine
from consent.typeset.fonts import font_css

WORDS = "Some words that take more than one line of a narrow page, and some that do not."


def styles_for(css: str = "") -> engine.Styles:
    """Fonts and a style sheet, with nothing kept yet."""
    return engine.read_styles((font_css(WORDS, (css,)), css), ())


def laid_out(html: str, styles: engine.Styles) -> Any:
    """WeasyPrint's document."""
    return engine.lay_out(f"<title>t</title>{html}", styles)


def boxes(document: Any) -> Iterator[Any]:
    """Every box of the pages."""
    waiting = [page._page_box for page in document.pages]
    while waiting:
        box = waiting.pop()
        yield box
        waiting += getattr(box, "children", ())


def texts(document: Any) -> list[tuple[str, float, float, float]]:
    """The words of each line, where they stand and how wide they are."""
    found = [box for box in boxes(document) if type(box).__name__ == "TextBox"]
    return [(box.text, box.position_x, box.position_y, box.width) for box in found]
