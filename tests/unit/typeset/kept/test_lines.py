"""A kept line is asked for by everything that decides where it ends, and by nothing that does not."""

from __future__ import annotations

import inspect
import re
from typing import Any

import pytest
from weasyprint.text import fonts, line_break

from consent.typeset import engine
from consent.typeset.fonts import font_css
from consent.typeset.kept import lines as kept
from tests.unit.typeset.kept.pages import WORDS, boxes, laid_out, styles_for, texts

READERS = (
    *(line_break.line_size, line_break.first_line_metrics, line_break.Layout, line_break.create_layout),
    fonts.get_font_description,
)
"""What WeasyPrint hands the style to when it breaks a line, besides ``percentage`` of the hyphens' zone."""


def broken_by(html: str, css: str = "", styles: engine.Styles | None = None) -> tuple[engine.Styles, Any]:
    styles = styles or styles_for(css)
    return styles, laid_out(html, styles)


def plain() -> Any:
    """WeasyPrint's own function, out of ours."""
    function: Any = line_break.split_first_line
    return inspect.getclosurevars(function).nonlocals["plain"]


def test_this_weasyprint_is_the_one_whose_lines_are_kept() -> None:
    assert kept.KEPT


def test_every_property_that_weasyprint_reads_to_break_a_line_decides() -> None:
    read = {
        name
        for function in (plain(), *READERS)
        for name in re.findall(r"style\[\s*['\"](\w+)['\"]\s*\]", inspect.getsource(function))
    }
    assert read == set(kept.LOOK)


def test_a_style_is_handed_to_no_other_function() -> None:
    known = {function.__name__ for function in READERS} | {"percentage", "setup", "reactivate"}
    for function in (plain(), *READERS):
        source = inspect.getsource(function)
        called = re.findall(r"(\w+)\((?:[^()]|\([^()]*\))*\bstyle\b(?!\[|\.)", source)
        assert set(called) - {"__init__", function.__name__} <= known, called


def test_the_same_line_is_broken_once() -> None:
    styles, first = broken_by(f"<p>{WORDS}</p>", "@page { size: 200px; margin: 0 }")
    count = len(styles.fonts.lines._kept)
    _, second = broken_by(f"<p>{WORDS}</p><p>{WORDS}</p>", styles=styles)
    assert count == len(styles.fonts.lines._kept) > 1
    once = texts(first)
    assert len(once) > 1
    assert len(texts(second)) == 2 * len(once)


@pytest.mark.parametrize(
    "css",
    [
        "font-size: 15px",
        "font-weight: bold",
        "letter-spacing: 1px",
        "word-spacing: 2px",
        "font-feature-settings: 'smcp'",
        "font-variant-numeric: tabular-nums",
        "hyphens: auto",
        "white-space: nowrap",
        "overflow-wrap: anywhere",
        "width: 90px",
    ],
)
def test_other_looks_and_widths_are_other_lines(css: str) -> None:
    page = "@page { size: 200px; margin: 0 } "
    words = f'{WORDS} unbreakablynonpareilmagnificentlylongwords <p lang="es">consentimiento</p>'
    styles, _ = broken_by(f'<body lang="en">{words}', page)
    _, after = broken_by(f'<body lang="en"><style>body {{ {css} }}</style>{words}', styles=styles)
    _, alone = broken_by(f'<body lang="en"><style>body {{ {css} }}</style>{words}', page)
    assert texts(after) == texts(alone)


def test_what_is_drawn_on_a_line_is_not_drawn_on_the_next() -> None:
    styles, first = broken_by("<p>one</p>")
    _, second = broken_by("<p>one</p>", styles=styles)
    found = [*boxes(first), *boxes(second)]
    layouts = [box.pango_layout for box in found if hasattr(box, "pango_layout")]
    assert len(layouts) == 2
    layouts[0].text = "another"
    assert layouts[1].text == "one"
    _, third = broken_by("<p>one</p>", styles=styles)
    assert [text for text, *_ in texts(third)] == ["one"]


def test_a_style_looks_the_same_after_its_page_as_when_its_lines_were_broken() -> None:
    html = (
        "<style>p::first-line { font-weight: bold } p::first-letter { font-size: 30px } "
        "q::before { content: '“' } div { display: flex }</style>"
        f"<p>{WORDS}</p><ul><li>{WORDS}<ol><li>two</ol></ul><table><tr><th>{WORDS}<td>b</table>"
        f"<div><span>{WORDS}</span><span>{WORDS}</span></div><q>{WORDS}</q>"
    )
    styles, document = broken_by(html)
    engine.paint(document)
    looks = [(box.style, box.style.look) for box in boxes(document) if hasattr(box.style, "look")]
    assert len(looks) > 10
    assert all(styles.fonts.lines.look(style) == look for style, look in looks)


def test_a_sum_that_hangs_on_its_place_has_no_look() -> None:
    styles, document = broken_by(f"<p style='hyphenate-limit-zone: calc(10% + 1px)'>{WORDS}</p>")
    (style,) = {id(box.style): box.style for box in boxes(document) if hasattr(box, "pango_layout")}.values()
    assert style.look is None
    assert not styles.fonts.lines._kept


def test_a_new_font_breaks_all_lines_anew() -> None:
    styles, _ = broken_by("<p>one</p>")
    assert styles.fonts.lines._kept
    face = font_css("").partition("html")[0].replace('font-family: "', 'font-family: "Other ')
    broken_by(f"<style>{face}</style>", styles=styles)
    assert not styles.fonts.lines._kept


def test_too_many_lines_are_forgotten(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(kept, "_MOST", 100)
    styles, _ = broken_by("")
    for number in range(30):
        broken_by(f"<p>the line {number}</p>", styles=styles)
        held = sum(len(key[0]) for key in styles.fonts.lines._kept)
        assert 0 < held <= 100
