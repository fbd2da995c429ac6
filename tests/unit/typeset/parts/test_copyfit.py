"""A part whose last page holds a few lines is set closer where that takes a page less, and only there."""

from __future__ import annotations

import pytest

from consent.models.paper.part import Part
from consent.resources import built_in_templates
from consent.typeset import engine
from consent.typeset.parts.copyfit import set_closer
from consent.typeset.parts.setter import Setter

PAGE = (
    "@page { size: 300pt 200pt; margin: 0 } body { margin: 0 }"
    " p { margin: 0; line-height: 10pt; font-size: 8pt }"
)
"""Twenty lines fill a page."""
RULE = " .closer p { line-height: 9pt }"


def made(lines: int, css: str = PAGE + RULE) -> Part:
    words = "<p>words</p>" * lines
    html = (
        '<!doctype html><html lang="en"><head><title>t</title></head>'
        f'<body><main><section data-part="a">{words}</section></main></body></html>'
    )
    return Setter((built_in_templates(),)).part("a", html, (css,), sentinels={}, prefix="p")


@pytest.mark.parametrize(
    ("lines", "pages"),
    [
        (20, 1),  # it fits
        (21, 1),  # one line over
        (23, 2),  # more than closer lines can save
        (43, 2),  # twice the gain on two pages
        (60, 3),
    ],
)
def test_a_few_lines_over_take_no_page_of_their_own(lines: int, pages: int) -> None:
    assert len(made(lines).kinds) == pages


def test_a_style_sheet_without_the_class_has_its_parts_laid_out_once(monkeypatch: pytest.MonkeyPatch) -> None:
    calls: list[str] = []
    real = engine.lay_out

    def counted(html: str, styles: engine.Styles) -> object:
        calls.append(html)
        return real(html, styles)

    monkeypatch.setattr(engine, "lay_out", counted)
    assert len(made(21, PAGE).kinds) == 2
    assert len(calls) == 1


@pytest.mark.parametrize(
    ("html", "marked"),
    [
        ('<section data-part="a">', '<section class="closer" data-part="a">'),
        ('<section class="part" data-part="a" id="a">', '<section class="closer part" data-part="a" id="a">'),
        ('<div data-part="a" class="b">', '<div data-part="a" class="closer b">'),
    ],
)
def test_the_part_itself_is_marked(html: str, marked: str) -> None:
    assert set_closer(f"<main>{html}<p>") == f"<main>{marked}<p>"
