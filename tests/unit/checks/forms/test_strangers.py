"""Strangers' forms: what they lack is reported, what they say is not, and unreadable pages are named."""

from __future__ import annotations

from collections import Counter
from functools import cache

import pytest

from benchmarks.strangers import Answer, answers_of, expectation_for
from consent.checks.paper.entry import check_pdf_bytes
from consent.models.findings.evidence import PaperReport
from consent.models.findings.finding import Severity
from tests.mutants.mutant import expectation_of
from tests.strangers import odd_pages
from tests.strangers.source import Form, all_forms

ENGLISH = tuple(form for form in all_forms() if form.language == "en")
CAREFUL = ("knee-exosomes", "elbow-plain", "gel-knee", "procedure-room")


def checked(pdf: bytes, *policies: str) -> PaperReport:
    """What is found in a form for exosomes."""
    expectation = expectation_of(None, *(policies or ("us-fda",)), procedures=("msc-exosomes",))
    return check_pdf_bytes(pdf, "form.pdf", expectation=expectation)


@cache
def report_of(form: Form) -> PaperReport:
    """What is found in a stranger's form."""
    return check_pdf_bytes(form.printed, f"{form.name}.pdf", expectation=expectation_for(form))


@pytest.fixture(scope="module")
def answers() -> tuple[Answer, ...]:
    """Every requirement of every form."""
    return tuple(answer for form in ENGLISH for answer in answers_of(form, report_of(form)))


SEALED = ("sealed-ten", "sealed-six", "sealed-ninth")
"""Looked at once, to learn how the rules do on forms that nobody has seen."""


def test_nearly_every_gap_is_reported(answers: tuple[Answer, ...]) -> None:
    gaps = [answer for answer in answers if not answer.told and answer.form.half not in SEALED]
    missed = [f"{a.form.name}: {a.policy}.{a.requirement}" for a in gaps if not a.reported]
    assert len(missed) <= 0.02 * len(gaps), missed


def test_hardly_anything_told_is_reported(answers: tuple[Answer, ...]) -> None:
    told = [answer for answer in answers if answer.told and answer.form.half not in SEALED]
    alarms = [f"{a.form.name}: {a.policy}.{a.requirement}" for a in told if a.reported]
    assert len(alarms) <= 0.02 * len(told), alarms


@pytest.mark.parametrize("form", ENGLISH, ids=lambda form: form.name)
def test_every_message_says_why_and_what_to_do(form: Form) -> None:
    citations = {
        f"{policy.value.id}.{requirement.id}": requirement.citation
        for policy in expectation_for(form).policies
        for requirement in policy.value.requirements
    }
    for finding in report_of(form).findings:
        assert finding.hint, finding
        if finding.code in ("PAP301", "PAP302") and "not looked for" not in finding.message:
            assert all(citations[name] in finding.message for name in finding.field.split(", "))


@pytest.mark.parametrize("name", CAREFUL)
def test_a_requirement_that_may_not_apply_is_a_warning_that_says_when(name: str) -> None:
    form = next(form for form in ENGLISH if form.name == name)
    open_questions = [f for f in report_of(form).findings if "required only if" in f.message]
    assert {finding.severity for finding in open_questions} == {Severity.WARNING}


def test_the_reverse_of_what_is_required_is_quoted_as_such() -> None:
    report = checked(odd_pages.printed("upside-down"))
    denied = {name for f in report.findings if "deny it" in f.message for name in f.field.split(", ")}
    assert {"us-fda.exosome-status", "us-fda.unknown-long-term", "us-fda.medwatch"} <= denied
    assert all(finding.place.page == 1 for finding in report.findings if "deny it" in finding.message)


def test_a_notice_of_the_state_is_no_statement_about_exosomes() -> None:
    report = checked(odd_pages.printed("quiet-gaps"), "us-ca", "us-fda")
    missing = {name for f in report.findings if f.code == "PAP301" for name in f.field.split(", ")}
    assert "us-fda.exosome-status" in missing


def test_turned_pages_read_as_well() -> None:
    upright = checked(odd_pages.printed("knee-exosomes"))
    turned = checked(odd_pages.rotated("knee-exosomes"))
    assert [f.message for f in turned.findings] == [f.message for f in upright.findings]


def test_a_page_that_is_a_picture_is_named_and_may_hold_what_is_missing() -> None:
    report = checked(odd_pages.with_picture_pages("knee-exosomes", 1))
    unread = [finding for finding in report.findings if finding.code == "PAP010"]
    assert [(finding.place.page, finding.severity) for finding in unread] == [(2, Severity.ERROR)]
    missing = [finding for finding in report.findings if finding.code == "PAP301"]
    assert missing
    assert {finding.severity for finding in missing} == {Severity.WARNING}
    assert all("page 2, which cannot be read" in finding.message for finding in missing)


def test_a_scan_with_a_text_layer_is_one_warning_not_one_for_each_requirement() -> None:
    report = checked(odd_pages.scanned("knee-exosomes"))
    assert Counter(finding.code for finding in report.findings)["PAP305"] == 1
    assert any(evidence.confidence > 0 for evidence in report.evidence)


@pytest.mark.parametrize(
    "pdf",
    [odd_pages.without_meanings("one-page"), odd_pages.shifted("knee-exosomes")],
    ids=["no table of letters", "a wrong table of letters"],
)
def test_letters_under_false_names_prove_nothing(pdf: bytes) -> None:
    report = checked(pdf)
    assert [finding.code for finding in report.findings] == ["PAP010"]
    assert "cannot be read" in report.findings[0].message


def test_letters_drawn_as_shapes_are_no_text() -> None:
    assert [finding.code for finding in checked(odd_pages.outlines()).findings] == ["PAP005"]


def test_another_language_is_named_and_not_judged() -> None:
    report = checked(odd_pages.printed("spanish"), "us-ca", "us-fda")
    assert [f.code for f in report.findings if f.severity is Severity.ERROR] == ["PAP009"]
    assert "Spanish" in next(f.message for f in report.findings if f.code == "PAP009")
    dictated = {"us-ca.stem-cell-notice", "us-ca.medical-board-notice", "us-ca.open-payments"}
    assert {finding.field for finding in report.findings if finding.code == "PAP301"} == dictated
