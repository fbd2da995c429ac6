"""Measures are kept for styles that leave none of them to the box around, and are WeasyPrint's own."""

from __future__ import annotations

import inspect
import re
from typing import Any

import pytest
from weasyprint.layout import percent

from consent.typeset.kept import measures as kept
from tests.unit.typeset.kept.pages import WORDS, boxes, laid_out, plain_styles_for, styles_for

SET = (*kept.LENGTHS, *(f"border_{side}_width" for side in ("top", "right", "bottom", "left")))
PAGE = "@page { size: 300px; margin: 20px } "
HTML = (
    f"<p>{WORDS}<div class=a><p class=b>{WORDS}</div><table><tr><th>{WORDS}<td class=a>b<tr>"
    f"<td colspan=2>{WORDS}</table>"
    f"<div class=row><span class=b>{WORDS}</span><i class=b>x</i></div><ul><li>{WORDS}</ul>"
)


def measured(document: Any) -> list[dict[str, Any]]:
    names = ("position_x", "position_y", *SET)
    return [{name: getattr(box, name, None) for name in names} for box in boxes(document)]


def test_this_weasyprint_is_the_one_whose_measures_are_kept() -> None:
    assert kept.KEPT
    assert kept.KEPT_STRUTS


def test_every_property_that_weasyprint_asks_a_style_for_is_looked_at() -> None:
    plain = inspect.getclosurevars(percent.resolve_percentages).nonlocals["plain"]
    source = inspect.getsource(plain) + inspect.getsource(percent.adjust_box_sizing)
    asked = {
        *re.findall(r"style\[['\"](\w+)['\"]\]", source),
        *re.findall(r"box, '(\w+)', (?:cb|may|0|inf)", source),
    }
    assert asked == {*kept.LENGTHS, "border_collapse", "box_sizing"}
    assert "border_{side}_width" in source


@pytest.mark.parametrize(
    "css",
    [
        ".a { margin: 3px; padding: 1em; border: 2px solid } .b { width: 50px; max-height: 40px }",
        ".a { margin: 10%; width: 50% } .b { padding: 5% 0; min-width: 20% }",
        "table { border-collapse: collapse } td { border: 3px solid; padding: 4px } .a { border-width: 9px }",
        ".a, .b { box-sizing: border-box; width: 90px; padding: 10px; border: 1px solid }",
        ".a { height: 50px } .b { height: 50%; min-height: 10px; max-width: calc(50% - 3px) }",
        ".row { display: flex } .b { flex: 1; min-width: 0 } .a { float: right; width: 40px }",
    ],
)
def test_boxes_measure_what_they_would_without(css: str) -> None:
    styles = styles_for(PAGE + css)
    expected = measured(laid_out(HTML, plain_styles_for(PAGE + css)))
    assert measured(laid_out(HTML, styles)) == expected
    assert measured(laid_out(HTML, styles)) == expected


def test_a_style_measures_the_same_after_its_page_as_when_it_was_measured() -> None:
    styles = styles_for(
        PAGE + ".row { display: flex } .b { flex: 1 } table { border-collapse: collapse } td { padding: 2px }"
    )
    document = laid_out(HTML, styles)
    found = [box.style for box in boxes(document) if hasattr(box.style, "measures")]
    assert sum(style.measures is not None for style in found) > 20
    assert all(kept.measures_of(style) == style.measures for style in found)


@pytest.mark.parametrize(
    ("css", "is_kept"),
    [
        ("p { margin: 1em; width: 30px }", True),
        ("p { margin-left: 1% }", False),
        ("p { min-height: 10% }", False),
        ("p { max-width: calc(50% + 1px) }", False),
        ("p { box-sizing: border-box }", False),
        ("p { border: 1px solid; border-collapse: collapse }", True),
    ],
)
def test_a_share_of_something_is_worked_out_for_each_box(css: str, is_kept: bool) -> None:
    document = laid_out("<p>words", styles_for(css))
    (style,) = (
        box.style for box in boxes(document) if box.element_tag == "p" and type(box).__name__ == "BlockBox"
    )
    assert (style.measures is not None) is is_kept
