"""What WeasyPrint would only log is an error."""

from __future__ import annotations

import logging

import pytest

from consent.errors import TypesetError
from consent.typeset import typeset
from tests.support.sample import ISSUED


def page(body: str, css: str = "", lang: str = 'lang="en"') -> int:
    html = f"<html {lang}><head><title>x</title></head><body>{body}</body></html>"
    return typeset(html, stylesheets=[css], issued_on=ISSUED, slots={}).pages


@pytest.mark.parametrize(
    ("body", "css", "said"),
    [
        ("<p>x</p>", "p { colr: red }", "unknown property"),
        ("<p>x</p>", "p { color: redd }", "invalid value"),
        ("<p>x</p>", "p:frob { color: red }", "unsupported selector"),
        ("<p>x</p>", '@font-face { font-family: X; src: local("DejaVu Sans") }', "cannot be loaded"),
        ('<p><a href="#nowhere">x</a></p>', "", "nowhere"),
        ('<img src="data:image/png;base64,AAAA" alt="x">', "", "Failed to load image"),
        ('<img src="data:image/png;base64,AAAA">', "", "Failed to load image"),
    ],
)
def test_a_complaint_stops_the_page(body: str, css: str, said: str) -> None:
    with pytest.raises(TypesetError, match=said):
        page(body, css)


def test_a_page_without_a_language_is_refused() -> None:
    with pytest.raises(TypesetError, match="lang"):
        page("<p>x</p>", lang="")


def test_a_character_without_a_glyph_is_told_by_number_only() -> None:
    with pytest.raises(TypesetError, match=r"no font has the character U\+1F600") as caught:
        page("<p>Maria \U0001f600</p>")
    assert "\U0001f600" not in str(caught.value)
    assert "Maria" not in str(caught.value)


def test_a_clean_page_after_a_bad_one_is_clean() -> None:
    before = list(logging.getLogger("weasyprint").handlers)
    with pytest.raises(TypesetError):
        page("<p>x</p>", "p { colr: red }")
    assert page("<p>x</p>") == 1
    assert logging.getLogger("weasyprint").handlers == before


def test_many_complaints_are_told_once_each() -> None:
    with pytest.raises(TypesetError) as caught:
        page("<p>x</p>", "p { a: b } p { a: b } p { c: d } p { e: f } p { g: h }")
    assert str(caught.value).count("unknown property") == 3
    assert str(caught.value).endswith("(and 2 more)")
