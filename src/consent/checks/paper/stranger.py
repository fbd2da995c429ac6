"""Judge a form that somebody else made against the requirements of the named policies."""

from __future__ import annotations

from consent.checks.paper.form import FormContext, Sought
from consent.checks.paper.rules import FORM_RULES
from consent.checks.reading.sheet import Sheets
from consent.models.expectation import Evidence, Expectation, PaperReport
from consent.models.finding import Finding, Severity
from consent.models.place import Place


def judge_stranger(sheets: Sheets, expectation: Expectation) -> PaperReport:
    """Findings and evidence for a form."""
    if not expectation.policies or not expectation.procedures:
        return PaperReport((_nothing_named(sheets, expectation),), (), len(sheets.pages))
    context = FormContext(sheets, expectation)
    findings = [finding for rule in FORM_RULES for finding in rule.check(context)]
    ordered = tuple(sorted(findings, key=lambda f: (f.place, f.code, f.field, f.message)))
    return PaperReport(ordered, tuple(_evidence(context, one) for one in context.sought), len(sheets.pages))


def _nothing_named(sheets: Sheets, expectation: Expectation) -> Finding:
    missing = " and ".join(
        option
        for option, given in (("--policy", expectation.policies), ("--procedure", expectation.procedures))
        if not given
    )
    return Finding(
        place=Place(sheets.name),
        code="PAP007",
        message="nothing says what this form must contain",
        hint=f"add {missing}, for example: --policy us-fda --procedure msc-exosomes",
        severity=Severity.ERROR,
    )


def _evidence(context: FormContext, sought: Sought) -> Evidence:
    match = sought.match
    found = match is not None and sought.found
    return Evidence(
        policy=sought.wanted.policy.value.id,
        requirement=sought.wanted.requirement.id,
        clause=sought.wanted.requirement.clause or str(sought.wanted.requirement.element),
        file=context.sheets.name,
        page=context.page_of(match) if match is not None and found else 0,
        quote=context.words.quoted(match.start, match.end) if match is not None and found else "",
        confidence=match.sure if match is not None else 0.0,
    )
