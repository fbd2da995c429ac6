"""Small pages, laid out with or without what is kept of others."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any
from unittest.mock import patch

from weasyprint.text.fonts import FontConfiguration

from consent.typeset import engine
from consent.typeset.fonts import font_css

WORDS = "Some words that take more than one line of a narrow page, and some that do not."


class PlainFonts(FontConfiguration):  # type: ignore[misc]  # it has no types
    """Fonts as WeasyPrint makes them, which keep nothing."""

    styles = None


def styles_for(css: str = "") -> engine.Styles:
    """Fonts and a style sheet, with nothing kept yet."""
    return engine.read_styles((font_css(WORDS, (css,)), css), ())


def plain_styles_for(css: str = "") -> engine.Styles:
    """The same with fonts that keep nothing."""
    with patch.object(engine, "KeepingFonts", PlainFonts):
        return styles_for(css)


def laid_out(html: str, styles: engine.Styles) -> Any:
    """WeasyPrint's document."""
    return engine.lay_out(
        f'<!doctype html><html lang="en"><title>t</title><meta name="author" content="a">{html}', styles
    )


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
