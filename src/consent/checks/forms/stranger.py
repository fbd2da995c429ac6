"""Judge a form that somebody else made against the requirements of the named policies."""

from __future__ import annotations

from collections.abc import Iterator

from consent.checks.forms import FORM_RULES, pap307_nothing_forbidden
from consent.forms.confidence import measured
from consent.forms.form import FormContext, Sought
from consent.forms.legible import PageState, pages_in_words
from consent.forms.titles import title
from consent.models.findings.evidence import Evidence, PaperReport
from consent.models.findings.expectation import Expectation
from consent.models.findings.finding import Finding, Severity
from consent.models.place import Place
from consent.reading.sheet import Sheets


def judge_stranger(sheets: Sheets, expectation: Expectation) -> PaperReport:
    """Findings and evidence for a form."""
    context = FormContext(sheets, expectation)
    if not expectation.policies or not expectation.procedures:
        forbidden = tuple(pap307_nothing_forbidden.check(context))
        return PaperReport((_nothing_named(sheets, expectation), *forbidden), (), len(sheets.pages))
    findings = [*_unreadable(context), *_mixed(context)]
    if context.legible.nothing:
        return PaperReport(tuple(findings), (), len(sheets.pages))
    if not context.sought:
        findings.append(_nothing_applies(sheets, expectation))
    findings += [finding for rule in FORM_RULES for finding in rule.check(context)]
    ordered = tuple(sorted(findings, key=lambda f: (f.place, f.code, f.field, f.message)))
    evidence = tuple(_evidence(context, one) for one in context.sought if context.judged(one))
    return PaperReport(ordered, evidence, len(sheets.pages))


def forbidden_in_own(sheets: Sheets, expectation: Expectation) -> tuple[Finding, ...]:
    """What no consent may say, in a packet of our own: counsel may have worded a clause anew."""
    return tuple(pap307_nothing_forbidden.check(FormContext(sheets, expectation)))


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


def _nothing_applies(sheets: Sheets, expectation: Expectation) -> Finding:
    policies = ", ".join(policy.value.id for policy in expectation.policies)
    return Finding(
        place=Place(sheets.name),
        code="PAP011",
        message=f"nothing was tested: no requirement of {policies} applies to "
        f"{', '.join(expectation.procedures)}",
        hint="name a policy that says something about this procedure; see: consent list policies",
    )


def _unreadable(context: FormContext) -> Iterator[Finding]:
    sheets, legible = context.sheets, context.legible
    for state in (PageState.PICTURE, PageState.GARBLED):
        pages = [number for number, one in enumerate(legible.states, 1) if one is state]
        if pages:
            yield Finding(
                place=Place(sheets.name, page=pages[0]),
                code="PAP010",
                message=f"{pages_in_words(pages)}: the text cannot be read; it is {state.value}. "
                "What stands there cannot be proved",
                hint="give the PDF that the form was printed from, with its fonts embedded as text",
            )
    if not context.understood and not legible.nothing:
        known = " and ".join(("English", *(one.name for one in context.expectation.languages)))
        yield Finding(
            place=Place(sheets.name),
            code="PAP009",
            message=f"the form seems to be written in {legible.language}: this check knows how to recognize "
            f"requirements in {known} only, so it cannot say what the form tells. "
            "Only wording that a law dictates was looked for",
            hint="check the English form that this one was translated from, and have a qualified human "
            "translator confirm that the translation says the same",
        )


def _mixed(context: FormContext) -> Iterator[Finding]:
    """A warning for each other language that pages of the form speak."""
    others: dict[str, list[int]] = {}
    for page, language in context.mixed if context.understood else ():
        others.setdefault(language, []).append(page)
    for language, pages in others.items():
        yield Finding(
            place=Place(context.sheets.name, page=pages[0]),
            code="PAP009",
            message=f"{pages_in_words(pages)}: sentences in {language}, in a form that is written in "
            f"{context.speech.name}. Only what it says in {context.speech.name} was judged",
            hint=f"give the patient one whole form in each language; check the {language} one by itself",
            severity=Severity.WARNING,
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
        quote=context.sentence_of(match) if match is not None and found else "",
        confidence=measured(match.sure) if match is not None else 0.0,
        title=title(sought),
        section=context.section_of(match.start) if match is not None and found else "",
        box=context.place_of(match.start, match.end).box if match is not None and found else None,
    )
