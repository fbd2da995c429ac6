"""One computed style for all elements to which the same rules apply, and for no others."""

from __future__ import annotations

from typing import Any

import pytest

from consent.errors import TypesetError
from consent.resources import built_in_templates
from consent.typeset import engine
from consent.typeset.kept import styles as kept
from consent.typeset.parts.setter import Setter
from tests.unit.typeset.kept.pages import WORDS, boxes, laid_out, styles_for, texts


def style_of(document: Any, tag: str, number: int = 0) -> Any:
    return [box.style for box in boxes(document) if box.element_tag == tag][number]


def test_this_weasyprint_is_the_one_whose_styles_are_kept() -> None:
    assert kept.KEPT


@pytest.mark.parametrize(
    ("one", "other", "is_one"),
    [
        ("<p>a", "<p>b", True),
        ("<p id=x>a", "<p id=x>b", True),
        ("<p id=x>a", "<p id=y>b", False),
        ("<p lang=es>a", "<p lang=es>b", True),
        ("<p lang=es>a", "<p lang=en>b", False),
        ("<p class=red>a", "<p class=red>b", True),
        ("<p class=red>a", "<p>b", False),
        ("<div class=red><p>a", "<div><p>b", False),
        ("<div id=x><p>a", "<div id=x><p>b", True),
        ("<p style='color: red'>a", "<p style='color: red'>b", False),
        ("<div style='color: red'><p>a", "<div style='color: red'><p>b", False),
    ],
)
def test_the_rules_and_the_parent_decide(one: str, other: str, is_one: bool) -> None:
    styles = styles_for(".red { color: #f00 }")
    first, second = laid_out(one, styles), laid_out(other, styles)
    assert (style_of(first, "p") is style_of(second, "p")) is is_one


@pytest.mark.parametrize(
    ("css", "html"),
    [
        ("p { width: 50vw }", "<p>a"),
        ("p { margin: 1pvmin }", "<p>a"),
        ("p::before { content: leader('.') }", "<p>a"),
        ("", "<style>p { color: red }</style><p>a"),
        ("", "<p dir=rtl>a"),
        ("body { overflow: hidden }", "<p>a"),
        ("html { overflow: hidden }", "<p>a"),
    ],
)
def test_what_hangs_on_the_page_is_worked_out_for_each(css: str, html: str) -> None:
    styles = styles_for(css)
    assert style_of(laid_out(html, styles), "p") is not style_of(laid_out(html, styles), "p")


def test_a_page_is_the_same_with_styles_of_others() -> None:
    css = (
        "@page { size: 300px; margin: 20px; @top-left { content: counter(page) } } :root { --gap: 3px } "
        "p { margin: var(--gap) 1em; text-indent: 1ex } li { line-height: 2 } table { width: 80% } "
        "table { border-collapse: collapse; padding: 3px } td { margin: 2px; vertical-align: 10% } "
        ".row { display: flex } .row > * { flex: 1 } p::first-line { font-weight: bold } "
        ".f { float: right; display: table-cell } h2 { bookmark-level: 2; font-size: 1.5rem } "
        "q::before { content: '“' counter(n) attr(title) } q { counter-increment: n; quotes: none }"
    )
    html = (
        f"<h2 id=h>{WORDS}</h2><p>{WORDS}<ul><li>{WORDS}<ol><li>two</ol></ul><table id=t><tr><th>{WORDS}<td>b"
        f"</table><div class=row><span>{WORDS}</span><table><tr><td>x</table></div><q title=x>{WORDS}</q>"
        f"<q title=y>y</q><div class=f>{WORDS}</div><a href='#t'>see</a>"
    )
    alone = laid_out(html, styles_for(css))
    styles = styles_for(css)
    laid_out(f"<p>other</p>{html}<p id=z><q>{html}", styles)
    with engine.strict():
        after = laid_out(html, styles)
    assert texts(after) == texts(alone)
    assert [page.anchors for page in after.pages] == [page.anchors for page in alone.pages]
    links = [[link[:3] for page in one.pages for link in page.links] for one in (after, alone)]
    assert links[0] == links[1] != []
    assert all(hasattr(style_of(after, tag), "is_kept") for tag in ("p", "li", "q", "a", "h2"))
    assert {type(box).__name__ for box in boxes(after)} == {type(box).__name__ for box in boxes(alone)}


def test_a_page_writes_nothing_into_the_styles_that_its_boxes_share() -> None:
    styles = styles_for("table { border-collapse: collapse } td { padding: 2px } .row { display: flex }")
    html = f"<table><tr><td>{WORDS}</table><div class=row><p>a<p>b</div><ul><li>{WORDS}</ul>"
    first = laid_out(html, styles)
    before = {id(box.style): dict(box.style) for box in boxes(first) if hasattr(box.style, "is_kept")}
    engine.paint(first)
    engine.paint(laid_out(html, styles))
    for box in boxes(first):
        if id(box.style) in before:
            assert before[id(box.style)].items() <= dict(box.style).items()
    assert len(before) > 5


def test_too_many_styles_are_forgotten(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(kept, "_MOST", 15)
    styles = styles_for()
    for number in range(30):
        document = laid_out(f"<p id=p{number}>{number}<i>a", styles)
        assert 0 < len(styles.fonts.styles._kept) <= 15
        assert [text for text, *_ in texts(document)][-1] == str(number)


def test_a_wrong_rule_is_complained_of_each_time() -> None:
    setter = Setter((built_in_templates(),))
    html = (
        '<!doctype html><html lang="en"><head><title>t</title></head><body><main>'
        '<section data-part="a"><p>{}</p></section></main></body></html>'
    )
    for words, css in (
        ("one", "p { colr: red }"),
        ("two", "p { colr: red }"),
        ("three", "p { width: calc(1px * 1px) }"),
    ):
        with pytest.raises(TypesetError):
            setter.part("a", html.format(words), (css,), sentinels={}, prefix="p")
