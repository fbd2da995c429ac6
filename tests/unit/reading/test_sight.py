"""What a person who holds the sheet can see, on small pages that hide their words in every way we know."""

from __future__ import annotations

import pytest
import weasyprint

from consent.reading.read import read_sheets
from consent.reading.sheet import Sheets, Sight

_WORD = "Aspirin"


def sheets_of(body: str) -> Sheets:
    """A page, printed and read."""
    page = f'<!doctype html><html lang="en"><title>t</title>{body}'
    return read_sheets(bytes(weasyprint.HTML(string=page).write_pdf()), "page.pdf")


def sights_of(body: str, css: str = "") -> set[Sight]:
    """How the letters of the word are seen."""
    style = f"<style>body {{ font: 12pt sans-serif }} {css}</style>"
    sheets = sheets_of(style + body)
    found: set[Sight] = set()
    for sheet in sheets.pages:
        start = sheet.text.find(_WORD)
        if start >= 0:
            found |= {Sight(int(one)) for one in sheet.sight[start : start + len(_WORD)]}
    return found


@pytest.mark.parametrize(
    "style",
    [
        "",
        "color: #c00",
        "color: #00c",
        "color: #767676",
        "color: #fff; background: #000",
        "background: #ddd",
        "text-decoration: underline",
        "font-size: 6pt",
        "font-style: italic; font-weight: bold",
        "border: 1px solid #000; padding: 2px",
        "background: linear-gradient(90deg, #fff, #bbb)",
        "color: #767676; font-size: 30pt",
    ],
)
def test_what_can_be_read_is_seen(style: str) -> None:
    assert sights_of(f'<p style="{style}">{_WORD} gyp</p>') == {Sight.SEEN}


@pytest.mark.parametrize(
    ("style", "why"),
    [
        ("color: #fff", Sight.SAME_COLOUR),
        ("color: #f4f4f4", Sight.SAME_COLOUR),
        ("color: #777", Sight.PALE),
        ("color: #bbb; font-size: 30pt", Sight.PALE),
        ("color: rgba(0, 0, 0, 0.4)", Sight.PALE),
        ("opacity: 0.3", Sight.PALE),
        ("color: #000; background: #333", Sight.PALE),
        ("color: transparent", Sight.UNPAINTED),
        ("opacity: 0", Sight.UNPAINTED),
        ("text-decoration: line-through", Sight.OVERPRINTED),
        ("position: absolute; left: -400px", Sight.OFF_SHEET),
        ("height: 0; overflow: hidden", Sight.CLIPPED),
        ("height: 9px; overflow: hidden", Sight.CLIPPED),
    ],
)
def test_what_cannot_be_read_is_not_seen_and_why(style: str, why: Sight) -> None:
    assert why in sights_of(f'<p style="{style}">{_WORD}</p>')


@pytest.mark.parametrize(
    ("cover", "why"),
    [
        ("inset: 0; background: #fff", Sight.COVERED),
        ("inset: 0; background: #000", Sight.SAME_COLOUR),
        ("left: 0; right: 0; top: 30%; height: 35%; background: #fff", Sight.COVERED),
        ("left: 0; width: 300px; top: 8px; height: 3px; background: #000", Sight.OVERPRINTED),
    ],
)
def test_what_lies_on_top_is_noticed(cover: str, why: Sight) -> None:
    body = (
        f'<div style="position: relative"><p>{_WORD}</p><div style="position: absolute; {cover}"></div></div>'
    )
    assert why in sights_of(body)


def test_what_lies_beside_is_not() -> None:
    square = "position: absolute; left: 300px; top: 0; width: 50px; height: 50px; background: #000"
    body = f'<div style="position: relative"><p>{_WORD}</p><div style="{square}"></div></div>'
    assert sights_of(body) == {Sight.SEEN}


def test_size_is_that_of_the_sheet() -> None:
    sheets = sheets_of('<p style="font-size: 20pt; transform: scale(0.5)">Big</p>')
    assert [run.size for run in sheets.pages[0].runs] == [10.0]
