"""Pages are parsed by patterns that are made once, to the same tree."""

from __future__ import annotations

import re
from xml.etree import ElementTree

import pytest
from weasyprint import tinyhtml5

from consent.typeset.kept import patterns as kept

PAGE = (
    "<!doctype html><html lang='en'><title>t &amp; u</title><p CLASS=a data-x=\"]^-\\\" hidden>some &lt;"
    " <b>word</b><!-- a - b --><br/><svg viewBox='0 0 1 1'><path d='M0 0'/></svg><textarea>\n\x00x</textarea>"
    "<script>a<b</script>ł"
)


def test_this_parser_is_the_one_whose_patterns_are_kept() -> None:
    assert kept.KEPT
    assert isinstance(tinyhtml5.inputstream.characters_until_regex, kept.Patterns)


def test_a_page_has_the_same_tree(monkeypatch: pytest.MonkeyPatch) -> None:
    ours = ElementTree.tostring(tinyhtml5.parse(PAGE * 3))
    monkeypatch.setattr(tinyhtml5.inputstream, "characters_until_regex", {})
    assert ElementTree.tostring(tinyhtml5.parse(PAGE * 3)) == ours


@pytest.mark.parametrize("opposite", [False, True])
def test_a_pattern_is_made_once_as_the_parser_makes_it(
    monkeypatch: pytest.MonkeyPatch, *, opposite: bool
) -> None:
    letters = frozenset("]^-\\a\x00")
    theirs: dict[object, re.Pattern[str]] = {}
    monkeypatch.setattr(tinyhtml5.inputstream, "characters_until_regex", theirs)
    tinyhtml5.inputstream.HTMLUnicodeInputStream("text").chars_until(letters, opposite)
    (made,) = theirs.values()
    patterns = kept.Patterns()
    assert patterns[letters, opposite].pattern == made.pattern
    assert patterns[letters, opposite] is patterns[letters, opposite]
