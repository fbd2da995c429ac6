"""A line that was drawn before is drawn by the same operators, and the document's fonts are told the same."""

from __future__ import annotations

from typing import Any

import pydyf
import pytest

from consent.errors import TypesetError
from consent.typeset import engine
from consent.typeset.kept import drawn as kept
from consent.typeset.parts.unfonted import without_fonts
from tests.unit.typeset.kept.pages import WORDS, laid_out, plain_styles_for, styles_for

PAGE = "@page { size: 260px; margin: 10px } "
FIGURES = "0123456789 AVATAR fjord, Wolf"


def painted(html: str, styles: engine.Styles) -> tuple[list[Any], list[Any]]:
    """What is written on the pages, and what the fonts know, in the order they came to know it."""
    document = laid_out(html, styles)
    with engine.strict(), without_fonts():
        pdf = engine.paint(document)
    written = [item.stream for item in pdf.objects if isinstance(item, pydyf.Stream) and item.extra == {}]
    fonts = document.fonts.values()
    told = [(font.hash, list(font.widths.items()), list(font.to_unicode.items())) for font in fonts]
    return written, told


def test_this_weasyprint_is_the_one_whose_drawn_lines_are_kept() -> None:
    assert kept.KEPT


@pytest.mark.parametrize(
    ("css", "html"),
    [
        ("", f"<p>{WORDS}<p><b>{WORDS}</b> {FIGURES}"),
        ("p { text-align: justify }", f"<p>{WORDS} {FIGURES} {WORDS}"),
        ("p { letter-spacing: 1px; word-spacing: 3px }", f"<p>{WORDS}"),
        ("p { font-variant-numeric: tabular-nums }", f"<p>{FIGURES}<div>{FIGURES}</div>"),
        ("p { text-decoration: underline }", f"<p>{WORDS}<div>{WORDS}</div>"),
        ("p { overflow: hidden; white-space: nowrap; text-overflow: ellipsis }", f"<p>{WORDS}"),
        ("p { max-lines: 1; block-ellipsis: auto }", f"<p>{WORDS}"),
        ("p { visibility: hidden }", f"<p>{WORDS}<div>{WORDS}</div>"),
        ("p { color: #900; opacity: 0.5 }", f"<p>{WORDS}<div>{WORDS}</div>"),
        ("p { font-size: 7px } i { font-size: 31px }", f"<p>{FIGURES}<p><i>{FIGURES}</i>"),
        ("", "<p>Ł̈ffi e\u0301<p>a\u00a0b\u200bc\u00ad<pre>a\tb</pre>"),
    ],
)
def test_pages_are_painted_as_without(css: str, html: str) -> None:
    styles = styles_for(PAGE + css)
    expected = painted(html, plain_styles_for(PAGE + css))
    assert any(b"TJ" in one for stream in expected[0] for one in stream if isinstance(one, bytes))
    for before in (html, f"<p>{FIGURES}{html}", f"<h1>{FIGURES}</h1>{html}{html}"):
        assert painted(html, styles) == expected
        painted(before, styles)
    assert painted(html, styles) == expected


def test_a_glyph_whose_width_another_line_has_rounded_is_drawn_by_that_width() -> None:
    css = PAGE + "".join(f".s{size} {{ font-size: {size / 3}px }} " for size in range(10, 60, 7))
    styles = styles_for(css)
    plain = plain_styles_for(css)
    lines = [f"<p class=s{size}>{FIGURES}" for size in range(10, 60, 7)]
    for order in (lines, lines[::-1], lines[3:] + lines[:3], lines):
        assert painted("".join(order), styles) == painted("".join(order), plain)


def test_a_drawn_line_is_not_worked_out_again(monkeypatch: pytest.MonkeyPatch) -> None:
    styles = styles_for(PAGE)
    html = f"<p>first<p>{WORDS}"
    painted(html, styles)
    drawn: list[str] = []
    real = kept._draw_first_line

    def counted(stream: Any, textbox: Any, *rest: Any) -> Any:
        drawn.append(textbox.text)
        return real(stream, textbox, *rest)

    monkeypatch.setattr(kept, "_draw_first_line", counted)
    painted(html, styles)
    assert drawn == ["first"]


def test_a_letter_that_no_font_has_is_complained_of_each_time() -> None:
    styles = styles_for(PAGE)
    for _ in range(3):
        with pytest.raises(TypesetError, match="U\\+"):
            painted("<p>\U00010330", styles)


def test_too_many_lines_are_forgotten(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(kept, "_MOST", 100)
    styles = styles_for(PAGE)
    for number in range(30):
        painted(f"<p>the line {number}</p>", styles)
        assert 0 < sum(len(key[0]) for key in styles.fonts.drawings._kept) <= 100
