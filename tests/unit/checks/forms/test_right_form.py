"""A form is about the procedure it is checked for, it asks for consent, and something was tested."""

from __future__ import annotations

from dataclasses import replace

import pytest

from benchmarks.strangers import expectation_for, library
from consent.checks.forms.stranger import judge_stranger
from consent.checks.paper.entry import check_pdf_bytes
from consent.models.findings.expectation import Expectation
from consent.models.findings.finding import Finding, Severity
from consent.reading.read import read_sheets
from tests.mutants import form_mutants
from tests.mutants.mutant import expectation_of
from tests.strangers.source import all_forms

FORMS = {form.name: form for form in all_forms()}
VITAMINS = """<h1>Consent for Vitamin C infusion</h1><p>I agree to have a vitamin infusion. Risks are pain,
bleeding, infection and allergy. Other choices are fruit, tablets, and no treatment. A vitamin infusion
takes an hour.</p>
<p>Patient's signature ____________ Date ______ Time ______</p>"""


def found(pdf: bytes, expectation: Expectation, code: str) -> list[Finding]:
    report = check_pdf_bytes(pdf, "form.pdf", expectation=expectation)
    return [finding for finding in report.findings if finding.code == code]


def test_a_form_about_vitamins_does_not_pass_for_a_gel() -> None:
    pdf = form_mutants.printed(VITAMINS)
    (finding,) = found(pdf, expectation_of(None, "us-fda", procedures=("ha-medium",)), "PAP308")
    assert finding.severity is Severity.ERROR
    assert "it speaks of “vitamin infusion”" in finding.message
    assert "also_called" in finding.hint


@pytest.mark.parametrize("name", ["hospital-general", "procedure-room"])
def test_a_form_in_which_the_procedure_is_written_by_hand_is_a_warning(name: str) -> None:
    form = FORMS[name]
    (finding,) = found(form.printed, expectation_for(form), "PAP308")
    assert finding.severity is Severity.WARNING


@pytest.mark.parametrize("name", ["gel-shot-easy", "elbow-plain", "combined-shoulder", "concierge-contract"])
def test_a_form_is_known_by_any_name_of_its_procedure(name: str) -> None:
    form = FORMS[name]
    assert found(form.printed, expectation_for(form), "PAP308") == []


def test_where_no_requirement_applies_it_is_an_error_and_not_silence() -> None:
    policy = library().policies["us-fda"]
    empty = replace(policy, value=policy.value.model_copy(update={"requirements": ()}))
    sheets = read_sheets(form_mutants.good_form(), "form.pdf")
    expectation = replace(expectation_of(None, "us-fda", procedures=("msc-exosomes",)), policies=(empty,))
    (finding,) = judge_stranger(sheets, expectation).findings
    assert (finding.code, finding.severity) == ("PAP011", Severity.ERROR)
    assert "nothing was tested" in finding.message


def test_what_is_forbidden_is_told_even_when_nothing_says_what_the_form_must_contain() -> None:
    pdf = form_mutants.printed("<p>I agree not to sue Dr. Ruiz. Patient's signature ______</p>")
    report = check_pdf_bytes(pdf, "form.pdf", expectation=expectation_of(None))
    assert [finding.code for finding in report.findings] == ["PAP007", "PAP307"]
    assert "I agree not to sue Dr. Ruiz" in report.findings[1].message
