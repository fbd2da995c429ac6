"""The words of the pages themselves: none stands bare, all are collected, every language has each of them."""

from __future__ import annotations

import re
import string
from html.parser import HTMLParser
from pathlib import Path

import jinja2
import pytest
import yaml
from jinja2 import nodes

from consent.models.library.catalogue import ENGLISH
from tools.console import ROOT
from tools.fixed_words import PROGRAM, as_yaml, words_of

PAGES = ROOT / "templates" / "pages"
TRANSLATIONS = ROOT / "templates" / "translations"
_LETTERS = re.compile(r"[^\W\d_]{2,}")
_WORDS = re.compile(r"[A-Z][a-z]|[a-z’]+ [a-z]")
_SAID = ("alt", "title", "aria-label", "content")
_SAYS = ("_", "counted")


class Bare(HTMLParser):
    """What a reader sees or hears of a page."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[str] = []

    def handle_data(self, data: str) -> None:
        self.found += [data.strip()] if _LETTERS.search(data) else []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.found += [said for name, said in attrs if name in _SAID and said and _LETTERS.search(said)]


def bare_words(template: str) -> list[str]:
    """The words of a template that no catalogue is asked for."""
    environment = jinja2.Environment(trim_blocks=True, lstrip_blocks=True)
    page = Bare()
    page.feed("".join(text for _, kind, text in environment.lex(template) if kind == "data"))
    page.close()
    tree = environment.parse(template)
    asked = {
        id(one)
        for call in tree.find_all(nodes.Call)
        if _is_asking(call)
        for one in call.find_all(nodes.Const)
    }
    told = (one.value for one in tree.find_all(nodes.Const) if id(one) not in asked)
    # An attribute that a macro writes stands outside every tag here.
    seen = (words for words in page.found if not re.fullmatch(r'[a-z-]+=""', words))
    return [*seen, *(word for word in told if isinstance(word, str) and _WORDS.search(word))]


def _is_asking(call: nodes.Call) -> bool:
    return isinstance(call.node, nodes.Name) and call.node.name in _SAYS


@pytest.mark.parametrize("path", sorted(PAGES.rglob("*.j2")), ids=lambda path: path.name)
def test_no_template_has_a_word_that_cannot_be_translated(path: Path) -> None:
    assert bare_words(path.read_text("utf-8")) == []


@pytest.mark.parametrize(
    "template",
    [
        "<p>Sign here</p>",
        '<img alt="The logo">',
        '<p title="{{ x }} signed">{{ x }}</p>',
        '{{ "Sign here" if x else "" }}',
        "{% set a = 'as one shot' %}",
        "{{ macro(_('Date'), 'Sign here') }}",
        "{{ _('Date') }}<b>or</b>",
    ],
)
def test_a_bare_word_is_found_wherever_it_stands(template: str) -> None:
    assert bare_words(template)


def test_the_list_for_translators_is_what_stands_in_pages_and_program() -> None:
    assert (TRANSLATIONS / "words.yaml").read_text("utf-8") == as_yaml(words_of(PAGES, PROGRAM)), (
        "python -m tools.fixed_words"
    )


@pytest.mark.parametrize(
    "folder", sorted(path for path in TRANSLATIONS.iterdir() if path.is_dir()), ids=lambda folder: folder.name
)
def test_a_language_has_every_fixed_word_and_no_other(folder: Path) -> None:
    wanted = {one["english"] for one in yaml.safe_load((TRANSLATIONS / "words.yaml").read_text())["texts"]}
    texts = {
        one["english"]: one["text"] for one in yaml.safe_load((folder / "pages.yaml").read_text())["texts"]
    }
    assert wanted - texts.keys() == set()
    assert {one.partition("|")[0] for one in texts} - wanted == set()
    for english, text in texts.items():
        assert _places(text) == _places(english), english


def _places(text: str) -> set[str]:
    return {name for _, name, _, _ in string.Formatter().parse(text) if name}


@pytest.mark.parametrize(
    ("said", "wanted"),
    [
        (ENGLISH.say("Sign here"), "Sign here"),
        (ENGLISH.say("Page {page} of {pages}", page=3, pages=12), "Page 3 of 12"),
        (ENGLISH.counted("1 page", "{count} pages", count=1), "1 page"),
        (ENGLISH.counted("1 page", "{count} pages", count=1000), "1,000 pages"),
        (ENGLISH.listed(["a", "b", "c"]), "a, b, and c"),
        (ENGLISH.listed(["a", "b"]), "a and b"),
        (ENGLISH.listed(["a", "b"], either=True), "a or b"),
        (ENGLISH.listed(["a"]), "a"),
        (ENGLISH.listed([]), ""),
        (ENGLISH.language("Spanish"), "Spanish"),
    ],
)
def test_in_english_every_word_stands_for_itself(said: str, wanted: str) -> None:
    assert said == wanted
