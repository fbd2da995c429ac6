"""Which pages may be typeset part by part, and what is said of those that may not."""

from __future__ import annotations

import pytest

from consent.typeset.parts.divide import Divided, NotInPartsError, divide
from consent.typeset.parts.fitness import check_fitness

HEAD = (
    '<!doctype html><html lang="en"><head><title>T &amp; U</title>'
    '<meta name="author" content="A"></head><body class="b"><div id="top">Top</div>'
)
ONE = '<section data-part="one" class="first" id="a"><section>x</section><p>1</p></section>'
TWO = '<div data-part="two" class="second"><p class="n">2</p></div>'


def page(main: str = f"\n{ONE}\n<!-- <section> -->\n{TWO}\n") -> str:
    return f"{HEAD}<main>{main}</main></body></html>"


def test_a_page_is_cut_at_its_parts() -> None:
    cut = divide(page())
    assert [source.name for source in cut.sources] == ["one", "two"]
    assert [source.html for source in cut.sources] == [ONE, TWO]
    assert cut.running == '<div id="top">Top</div>'
    assert "Top" not in cut.alone(cut.sources[0])
    assert "Top" in cut.frame("")


def test_what_is_said_of_one_packet_decides_no_part() -> None:
    cut = divide(page())
    assert sorted(words for _, words in cut.about) == ["A", "T & U"]
    other = divide(page().replace("T &amp; U", "Another").replace('content="A"', 'content="B"'))
    assert [cut.alone(one) for one in cut.sources] == [other.alone(one) for one in other.sources]
    assert cut.frame("notice") == other.frame("notice")


@pytest.mark.parametrize(
    ("main", "said"),
    [
        (ONE + "<p>between</p>" + TWO, "no data-part"),
        (ONE + "words" + TWO, "text in <main>"),
        ("", "empty"),
        ('<section data-part="Not A Name">1</section>', "not a name"),
        ('<section data-part="one"><section>1</section>', "not closed"),
    ],
)
def test_a_page_without_the_marks_is_one_part(main: str, said: str) -> None:
    with pytest.raises(NotInPartsError, match=said):
        divide(page(main))


def fit(css: str) -> Divided:
    cut = divide(page())
    check_fitness(cut, [css])
    return cut


@pytest.mark.parametrize(
    "css",
    [
        "@page { margin: 2cm; @top-left { content: element(top) } } @page notice { margin: 1cm }",
        "th:nth-child(2) { width: 40% } .n + .n { margin: 0 } td ~ td { border: 0 }",
        "[data-part] > :first-child { margin-top: 0 } [data-part] p:first-child { margin: 0 }",
        ".page-number::after { content: counter(page) }",
        "/* @page :first */ .x { content: 'footnote' }".replace("footnote", "foot"),
        ".third:first-child { margin: 0 }",
    ],
)
def test_what_stays_inside_a_part_is_fit(css: str) -> None:
    assert fit(css).sources


@pytest.mark.parametrize(
    ("css", "said"),
    [
        ("@page :first { margin-top: 6cm }", "@page"),
        ("@page notice:left { margin: 0 }", "@page"),
        ("@page :nth(2n) { margin: 0 }", "@page"),
        ("@page { @bottom-right { content: counter(page) } }", "@page"),
        (".n { break-before: right }", "left and right"),
        (".n::before { content: target-counter(attr(href), page) }", "target-counter"),
        ("h1 { string-set: title content() }", "string-set"),
        ("small { float: footnote }", "footnotes"),
        (".n { counter-increment: c }", "counts"),
        ("p::before { content: counter(c) }", "counts"),
        ("main > section:first-child { margin: 0 }", "place of part 'one'"),
        ("section + div { margin: 0 }", "place of part"),
        (".first ~ .second { margin: 0 }", "place of part"),
        ("@media print { div:last-child { margin: 0 } }", "place of part 'two'"),
        ("* + * { margin: 0 }", "place of part"),
    ],
)
def test_what_looks_beyond_a_part_makes_the_page_one(css: str, said: str) -> None:
    with pytest.raises(NotInPartsError, match=said):
        fit(css)
