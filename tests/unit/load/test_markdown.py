from __future__ import annotations

import pytest

from consent.load.library.markdown import Manner, parse_prose, parser
from consent.models.library.prose import Listing, Paragraph, Placeholder, Prose, Run
from consent.models.place import Place

START = Place("clause.md", 10, 1)


def prose(body: str, manner: Manner | None = None) -> Prose:
    blocks, findings = parse_prose(parser(), body, START, manner or Manner())
    assert findings == ()
    return blocks


def complaints(body: str, manner: Manner | None = None) -> list[tuple[str, int, int, str]]:
    _, findings = parse_prose(parser(), body, START, manner or Manner())
    return [(f.code, f.place.line, f.place.column, f.message) for f in findings]


def test_paragraphs_and_lists_become_runs_with_places() -> None:
    body = "One **two *three*** _four_.\nFive.\n\n1. a\n2. **b**\n\n- c\n"
    blocks = prose(body)
    assert blocks == (
        Paragraph(
            (
                Run("One "),
                Run("two ", strong=True),
                Run("three", strong=True, emphasis=True),
                Run(" "),
                Run("four", emphasis=True),
                Run(". Five."),
            ),
            START,
        ),
        Listing(((Run("a"),), (Run("b", strong=True),)), ordered=True, place=START),
        Listing(((Run("c"),),), ordered=False, place=START),
    )
    assert [(block.place.line, block.place.column) for block in blocks] == [(10, 1), (13, 1), (16, 1)]


def test_lines_are_joined_unless_the_clause_keeps_them() -> None:
    body = "one\n**two**\nthree"
    assert prose(body) == (Paragraph((Run("one "), Run("two", strong=True), Run(" three")), START),)
    assert prose(body, Manner(keep_lines=True)) == (
        Paragraph(
            (Run("one", line_break=True), Run("two", strong=True, line_break=True), Run("three")), START
        ),
    )


def test_a_hard_break_always_ends_the_line() -> None:
    assert prose("one\\\ntwo  \nthree") == (
        Paragraph((Run("one", line_break=True), Run("two", line_break=True), Run("three")), START),
    )


def test_placeholders_become_runs_of_their_style() -> None:
    assert prose("Ask **{{ practice.name }}** or {{practice.after_hours_phone}}!") == (
        Paragraph(
            (
                Run("Ask "),
                Run("", strong=True, placeholder=Placeholder.PRACTICE_NAME),
                Run(" or "),
                Run("", placeholder=Placeholder.AFTER_HOURS_PHONE),
                Run("!"),
            ),
            START,
        ),
    )


def test_a_line_that_ends_in_a_placeholder_keeps_its_end() -> None:
    assert prose("{{ practice.name }}\nnext", Manner(keep_lines=True)) == (
        Paragraph((Run("", placeholder=Placeholder.PRACTICE_NAME, line_break=True), Run("next")), START),
    )


def test_escapes_and_entities_are_plain_text() -> None:
    assert prose(r"1\. 2 \* 3 &lt; 7 &amp; a < b") == (Paragraph((Run("1. 2 * 3 < 7 & a < b"),), START),)


@pytest.mark.parametrize(
    ("body", "line", "column", "what"),
    [
        ("# Heading", 10, 1, "a heading"),
        ("Heading\n=======", 10, 1, "a heading"),
        ("a\n\n> b", 12, 1, "a quotation"),
        ("```\na\n```", 10, 1, "a code block"),
        ("a\n\n    b", 12, 5, "a code block"),
        ("***", 10, 1, "a ruled line"),
        ("<div>\n</div>", 10, 1, "HTML"),
        ("<!-- hidden -->", 10, 1, "HTML"),
        ("a\nb <b> c", 11, 3, "HTML"),
        ("a [b](c)", 10, 1, "a link"),
        ("a <http://b.example>", 10, 1, "a link"),
        ("![a](b)", 10, 1, "a picture"),
        ("a `b`", 10, 4, "code"),
        ("~~a~~", 10, 1, "struck-out text"),
        ("|a|b|\n|-|-|\n|c|d|", 10, 1, "a table"),
        ("- a\n  - b", 11, 3, "a list inside a list"),
        ("- a\n\n  b", 12, 3, "a second paragraph in a list item"),
        ("- # a", 10, 1, "a heading"),
        ("3. a", 10, 1, "a list that begins with 3"),
        ("-\n", 10, 1, "an empty list item"),
        ("a\n\n[ref]: http://b.example", 12, 1, "a link definition"),
    ],
)
def test_what_paper_cannot_show_is_refused(body: str, line: int, column: int, what: str) -> None:
    assert complaints(body) == [("CLS020", line, column, f"{what} cannot be printed in a clause")]


@pytest.mark.parametrize(
    ("body", "manner", "expected"),
    [
        ("a\n{{ practise.name }}", Manner(), ("CLS021", 11, 1, "unknown placeholder `practise.name`")),
        ("{{ }}", Manner(), ("CLS021", 10, 1, "unknown placeholder ``")),
        (
            "{{ practice.name|upper }}",
            Manner(),
            ("CLS021", 10, 1, "unknown placeholder `practice.name|upper`"),
        ),
        (
            "{{ product.name }}",
            Manner(),
            ("CLS022", 10, 1, "`product.name` has a meaning only for one procedure"),
        ),
        ("- {{ procedures }}", Manner(dictated=True), ("CLS022", 10, 3, "`procedures` in dictated wording")),
        ("a {{ b", Manner(), ("CLS023", 10, 3, "stray `{{`")),
        ("a }} b", Manner(), ("CLS023", 10, 3, "stray `}}`")),
        ("a\n{% if x", Manner(), ("CLS023", 11, 1, "stray `{%`")),
        ("{# x", Manner(), ("CLS023", 10, 1, "stray `{#`")),
        (r"\{\{ procedures", Manner(), ("CLS023", 10, 1, "stray `{{`")),
    ],
)
def test_braces_are_a_known_placeholder_or_refused(
    body: str, manner: Manner, expected: tuple[str, int, int, str]
) -> None:
    assert complaints(body, manner) == [expected]


def test_a_procedure_clause_may_name_its_product() -> None:
    assert prose("{{ product.name }}", Manner(for_procedure=True)) == (
        Paragraph((Run("", placeholder=Placeholder.PRODUCT_NAME),), START),
    )
