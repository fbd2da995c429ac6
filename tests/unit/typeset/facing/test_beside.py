"""English put beside the words of a page: where it goes, what stands once, and what is never lost."""

from __future__ import annotations

import re

import pytest
from lxml import html  # type: ignore[import-untyped]

from consent.errors import TypesetError
from consent.models.spoken import BESIDE
from consent.typeset.facing.beside import beside
from consent.typeset.parts.divide import divide


def page(inner: str, lang: str = "es-US") -> str:
    return f'<html lang="{lang}"><body><div id="page-top">x</div><main>{inner}</main></body></html>'


def put(own: str, english: str) -> str:
    made = beside(page(own), page(english, "en"), "es")
    found = re.search(r"<main>(.*)</main>", made, re.DOTALL)
    assert found is not None
    return found[1]


_BEHIND = f'<span class="facing-inline" lang="{BESIDE}">'
_BAR = '<div class="facing facing-heads facing-bar">'
_OWN, _OTHER = '<div class="facing-own">', f'<div class="facing-other" lang="{BESIDE}">'


@pytest.mark.parametrize(
    ("own", "english", "expected"),
    [
        (
            "<p>Hola</p>",
            "<p>Hello</p>",
            f'<div class="facing">{_OWN}<p>Hola</p></div>{_OTHER}<p>Hello</p></div></div>',
        ),
        ("<p>Ana Ruiz, MD</p>", "<p>Ana Ruiz, MD</p>", '<p lang="es">Ana Ruiz, MD</p>'),
        (
            "<table><tr><td>Sí</td></tr></table>",
            "<table><tr><td>Yes</td></tr></table>",
            f'<table><tr><td>Sí<div class="facing-below" lang="{BESIDE}">Yes</div></td></tr></table>',
        ),
        (
            '<div class="caption">Firma</div>',
            '<div class="caption">Signature</div>',
            f'<div class="caption">Firma<span class="facing-inline" lang="{BESIDE}"> Signature</span></div>',
        ),
        (
            "<p>Calle 1<br>Teléfono 5</p>",
            "<p>Calle 1<br>Phone 5</p>",
            f'<p><span lang="es">Calle 1</span><br><span>Teléfono 5</span> {_BEHIND}Phone 5</span></p>',
        ),
        (
            "<h2>Riesgos</h2>",
            "<h2>Risks</h2>",
            f"{_BAR}{_OWN}<h2>Riesgos</h2></div>{_OTHER}<h2>Risks</h2></div></div>",
        ),
    ],
)
def test_english_goes_where_it_is_looked_for(own: str, english: str, expected: str) -> None:
    assert put(own, english) == expected


def test_a_name_under_both_captions_stands_once() -> None:
    name = '<span class="slot" data-slot="patient-name">X</span>'
    made = put(
        f'<div class="caption">Firma de {name}</div>', f'<div class="caption">Signature of {name}</div>'
    )
    assert made.count("data-slot") == 1
    assert "Signature of" in made


def test_a_clause_is_told_whole_and_then_its_english_whole() -> None:
    own = '<div class="clause-words"><h3>Título</h3><p>Uno.</p><ul><li>a</li></ul></div>'
    english = '<div class="clause-words"><h3>Title</h3><p>One.</p><p>Two.</p><ul><li>b</li></ul></div>'
    said = html.fragment_fromstring(put(own, english)).xpath("string()")
    assert said == "TítuloUno.aTitleOne.Two.b"


def test_what_is_dictated_in_english_is_not_said_again() -> None:
    own = (
        '<div class="clause-words"><div lang="en"><h3>NOTICE</h3><p>Dictated.</p></div>'
        '<div class="gloss"><p>Ayuda.</p></div><p class="attribution">Dice la ley</p></div>'
    )
    ends = '<p class="attribution">Says the law</p></div>'
    english = f'<div class="clause-words"><h3>NOTICE</h3><p>Dictated.</p>{ends}'
    made = put(own, english)
    assert [made.count(words) for words in ("Dictated.", "NOTICE")] == [1, 1]
    assert "Says the law" in made


_PLACE = '<input type="checkbox" name="{}" title="t" class="rule">'


@pytest.mark.parametrize("kind", ["text:a", "check:a", "sig:a", "initials:a"])
def test_a_place_to_write_stands_once(kind: str) -> None:
    place = _PLACE.format(kind)
    for tag, name in (("p", "tick-line"), ("div", "caption"), ("div", "clause-words")):
        own, english = (f'<{tag} class="{name}">{place} {words}</{tag}>' for words in ("Sí", "Yes"))
        made = put(f"<section>{own}</section>", f"<section>{english}</section>")
        assert made.count("<input") == 1
        assert "Yes" in made


def test_no_two_elements_have_one_id_and_parts_stay_parts() -> None:
    own = '<section data-part="key" id="key"><p id="x">a</p></section>'
    made = put(own, own.replace(">a<", ">b<"))
    assert made.count('id="x"') == made.count('id="key"') == made.count('data-part="key"') == 1


def test_parts_that_follow_one_another_become_one() -> None:
    parts = "".join(
        f'<section data-part="{name}"><p>%s</p></section>' for name in ("visit", "risks", "decision")
    )
    made = beside(page(parts % (1, 2, 3)), page(parts % (4, 5, 6)), "es")
    assert [source.name for source in divide(f"<html><body>{made}").sources] == ["about", "decision"]


@pytest.mark.parametrize(
    ("own", "english"),
    [
        ("<ul><li>a</li><li>b</li></ul>", "<ul><li>c</li></ul>"),
        ("<ol><li>a</li></ol>", "<ol><li>c</li><li>d</li></ol>"),
        (
            "<table><tbody><tr><td>a</td></tr></tbody></table>",
            "<table><tbody><tr><td>c</td></tr><tr><td>d</td></tr></tbody></table>",
        ),
        ("<p>a</p>", "<p>c</p><p>d</p>"),
        ("<p>a</p><p>b</p>", "<div>d</div>"),
        ("<div><p>a</p></div>", "<div><ul><li>c</li></ul></div>"),
        ("<table><tr><td>a</td><td>b</td></tr></table>", "<table><tr><td>c</td></tr></table>"),
        ("<div>a<p>b</p></div>", "<div>c<p>d</p></div>"),
        ("<ul><li>a<p>b</p></li></ul>", "<ul><li>c<p>d</p></li></ul>"),
        ("<div><span>a</span><p>b</p></div>", "<div><p>c</p></div>"),
    ],
)
def test_pages_of_another_shape_lose_no_word(own: str, english: str) -> None:
    made = html.fragment_fromstring(put(own, english), create_parent="div").xpath("string()")
    for letter in re.findall(r"[>]([a-d])<", own + english):
        assert letter in made


def test_a_space_before_another_type_goes_behind_the_change() -> None:
    made = put(
        '<p>Dolor <span class="when">(hoy)</span></p>', '<p>Pain <span class="when">(today)</span></p>'
    )
    assert 'Dolor<span class="when"> (hoy)' in made
    assert 'Pain<span class="when"> (today)' in made


def test_a_page_with_no_main_is_refused() -> None:
    with pytest.raises(TypesetError, match="no <main>"):
        beside("<html><body><p>x</p></body></html>", page("<p>y</p>"), "es")
