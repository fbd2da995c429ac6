"""A report on somebody else's form reads as one list of entries, the worst first, as text and as a page."""

from __future__ import annotations

import base64
import hashlib
import re
from dataclasses import replace
from datetime import date
from functools import cache
from html.parser import HTMLParser
from pathlib import Path

import pytest

from benchmarks.strangers import expectation_for, library
from consent.checks.paper.entry import check_pdf_bytes
from consent.models.findings.evidence import Evidence
from consent.models.findings.finding import Finding
from consent.models.findings.outcome import Coverage, Judged, Outcome, Standing
from consent.models.place import Place
from consent.reading.pictures import pictures_of
from consent.report.forms import Rank, entries_of, spots
from consent.report.html import html_report
from consent.report.text import text_report
from tests.strangers.source import all_forms

FIVE = ("ama-2-1-1", "tjc", "cms-a-0955", "ftc-255", "us-fda")
FORMS = {form.name: form for form in all_forms()}
NAME = "form.pdf"


@cache
def outcome(form: str) -> Outcome:
    """What is found in a form under five policies."""
    expectation = expectation_for(FORMS[form])
    expectation = replace(expectation, policies=tuple(library().policies[name] for name in FIVE))
    report = check_pdf_bytes(FORMS[form].printed, NAME, expectation=expectation)
    judged = tuple(Judged(finding, "") for finding in report.findings)
    return Outcome(judged, Coverage(pages=report.pages), report.evidence, date(2026, 1, 1), "consent 0")


@pytest.mark.parametrize("form", ["participant-release", "glow-lounge", "gel-questions", "jaw-prf"])
def test_a_form_of_one_page_under_five_policies_is_reported_in_forty_lines(form: str) -> None:
    assert len(text_report(outcome(form), {}, Path("/")).splitlines()) <= 40


def test_the_worst_comes_first_and_each_thing_once() -> None:
    entries = entries_of(outcome("participant-release"), NAME)
    ranks = [entry.rank for entry in entries]
    assert ranks == sorted(ranks)
    assert ranks.count(Rank.FORBIDDEN) == 5
    about = [entry.title for entry in entries if entry.rank is Rank.MISSING]
    assert len(about) == len(set(about))


def test_what_several_policies_ask_for_names_them_all() -> None:
    (choices,) = (e for e in entries_of(outcome("participant-release"), NAME) if e.title == "Other choices")
    assert choices.policies == ("ama-2-1-1", "tjc")
    assert choices.rank is Rank.MISSING


def test_what_is_told_is_quoted_in_a_whole_sentence_with_page_section_and_sureness() -> None:
    text = text_report(outcome("gel-questions"), {}, Path("/"))
    assert (
        "form.pdf:page 1: told: No guarantee [ftc-255], 97% sure, under “Q. Will it work”: "
        "“I won't guarantee anything”" in text
    )


def test_our_sentences_are_offered_only_to_a_form_about_the_same_thing() -> None:
    own, other = (
        text_report(outcome(form), {}, Path("/")) for form in ("gel-questions", "participant-release")
    )
    assert "add “We hope for less pain.”" in own
    assert "add it, in words about this form's own treatment" in other
    assert "words such as" not in other
    assert "/templates/" not in own + other


def test_what_counsel_waives_is_no_entry_and_is_not_told_either() -> None:
    found = outcome("gel-questions")
    waived = tuple(
        replace(one, standing=Standing.WAIVED, reason="counsel") if "benefits" in one.finding.field else one
        for one in found.judged
    )
    titles = [entry.title for entry in entries_of(replace(found, judged=waived), NAME)]
    assert "Hoped-for benefits" not in titles
    assert "(waived)" in text_report(replace(found, judged=waived), {}, Path("/"))


class Tags(HTMLParser):
    """Every tag with what it is given."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[tuple[str, dict[str, str | None]]] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.found.append((tag, dict(attrs)))


def tags(page: str) -> list[tuple[str, dict[str, str | None]]]:
    parser = Tags()
    parser.feed(page)
    return parser.found


def test_the_page_needs_no_script_and_fetches_nothing() -> None:
    page = html_report(outcome("glow-lounge"), {}, Path("/"))
    names = {tag for tag, _ in tags(page)}
    assert names.isdisjoint({"script", "link", "iframe", "object", "form"})
    assert not any(key.startswith("on") or key == "style" for _, given in tags(page) for key in given)
    style = re.search("<style>(.*?)</style>", page, re.DOTALL)
    assert style is not None
    digest = base64.b64encode(hashlib.sha256(style[1].encode()).digest()).decode()
    assert f"style-src &#x27;sha256-{digest}&#x27;" in page
    assert "default-src &#x27;none&#x27;" in page


def test_the_page_shows_a_picture_of_each_place(tmp_path: Path) -> None:
    form = tmp_path / "form.pdf"
    form.write_bytes(FORMS["jaw-prf"].printed)
    found = outcome("jaw-prf")
    at = str(form)
    evidence = tuple(replace(one, file=at) for one in found.evidence)
    judged = tuple(
        replace(one, finding=replace(one.finding, place=replace(one.finding.place, file=at)))
        for one in found.judged
    )
    here = replace(found, evidence=evidence, judged=judged)
    pictures = pictures_of(spots(here))
    assert len(pictures) == len(set(spots(here))) > 10
    assert all(png.startswith(b"\x89PNG") for png in pictures.values())
    page = html_report(replace(here, pictures=pictures), {}, tmp_path)
    shown = [given for tag, given in tags(page) if tag == "img"]
    assert len(shown) > 10
    assert all(str(given["src"]).startswith("data:image/png;base64,") and given["alt"] for given in shown)


def test_a_form_that_cannot_be_drawn_has_no_pictures(tmp_path: Path) -> None:
    broken = tmp_path / "form.pdf"
    broken.write_bytes(b"%PDF-1.7 nothing")
    assert pictures_of([(str(broken), 1, (0.0, 0.0, 10.0, 10.0))]) == {}


def test_words_from_a_form_cannot_become_part_of_the_page() -> None:
    evil = "<script>alert(1)</script>"
    told = Evidence("tjc", "risks", "risks", NAME, 1, evil, 0.95, title=evil, section=evil)
    wrong = Finding(Place(NAME, page=1), "PAP307", evil, evil)
    found = Outcome((Judged(wrong, ""),), Coverage(), (told,), date(2026, 1, 1), "consent 0")
    page = html_report(found, {}, Path("/"))
    assert "<script" not in page
    assert page.count("&lt;script&gt;") == 5
