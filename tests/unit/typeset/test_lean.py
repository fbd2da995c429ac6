"""Which of WeasyPrint's own rules are left out, and that nothing on the page hangs on them."""

from __future__ import annotations

import re
from importlib.resources import files

import pytest

from consent.resources import built_in_templates
from consent.typeset.lean import lean, needs_all
from consent.typeset.parts.setter import Setter

WHOLE = (files("weasyprint.css") / "html5_ua.css").read_text("utf-8")


def test_only_rules_for_notes_marks_and_directions_are_left_out() -> None:
    left_out = set(WHOLE.splitlines()) - set(lean(WHOLE).splitlines())
    assert sum(line.startswith(("::footnote-", "::note-")) for line in left_out) == 5
    others = [line for line in left_out if not line.startswith(("::footnote-", "::note-"))]
    marks = [line for line in others if line.startswith("::marker {")]
    assert len(marks) == 1
    assert f"li{marks[0]}" in lean(WHOLE).splitlines()
    directed = [line for line in others if line not in marks]
    assert directed
    for line in directed:
        selectors = re.sub(r":is\([^)]*\)", "", line.partition("{")[0]).split(",")
        assert all("[dir" in one for one in selectors), line


@pytest.mark.parametrize(
    ("text", "needed"),
    [
        ("p { color: red }", False),
        ('<p class="id-note">noted</p>', False),
        (".a { float: footnote }", True),
        (".a { position: note(x) }", True),
        ("::marker { color: red }", True),
        ("p { display: list-item }", True),
        ('<p dir="rtl">', True),
        ("[dir=rtl] p { color: red }", True),
        ("<p dir = rtl>", True),
    ],
)
def test_a_page_that_may_need_them_keeps_them(text: str, needed: bool) -> None:
    assert needs_all(text) is needed


def test_the_shipped_style_sheets_need_none_of_them() -> None:
    sheets = sorted((built_in_templates() / "styles").glob("*.css"))
    assert sheets
    assert [sheet.name for sheet in sheets if needs_all(sheet.read_text("utf-8"))] == []


def test_a_page_looks_the_same_without_them(monkeypatch: pytest.MonkeyPatch) -> None:
    html = (
        '<!doctype html><html lang="en"><head><title>t</title></head><body><main><section data-part="a">'
        "<h1>One</h1><ul><li>first<ol><li>inner</li></ol></li><li>second</li></ul><p>words</p>"
        "<table><tr><td>cell</td></tr></table></section></main></body></html>"
    )
    sheets = ("@page { size: letter; margin: 20mm } ol { list-style-position: inside }",)

    def typeset() -> bytes:
        return Setter((built_in_templates(),)).part("a", html, sheets, sentinels={}, prefix="p").to_bytes()

    found = typeset()
    monkeypatch.setattr("consent.typeset.engine.needs_all", lambda _: True)
    assert typeset() == found
