"""Judge one of our own packets, read back, against the packet that it should be."""

from __future__ import annotations

from collections.abc import Iterator

from consent.checks.paper.coverage import where_told
from consent.checks.paper.facts.context import PaperContext
from consent.checks.paper.facts.copies import Parted, parted
from consent.checks.paper.facts.faced import Faced, faced
from consent.checks.paper.rules import judge
from consent.models.findings.evidence import Evidence, PaperReport
from consent.models.findings.expectation import Expectation
from consent.models.paper.packet import AppliedRequirement, Packet
from consent.reading.sheet import Sheets

_QUOTED = 120
"""Letters of a form that are shown to say which one it is."""


def judge_own(sheets: Sheets, expectation: Expectation, packet: Packet) -> PaperReport:
    """Findings and evidence for a file that should be ``packet``."""
    context = PaperContext(sheets, packet, page=expectation.page, words=expectation.words)
    parts: Parted | Faced | None = None
    if packet.copy is not None:
        parts = parted(context, expectation.copy_page, expectation.copy_words)
    elif packet.facing is not None:
        parts = faced(context, packet.facing, expectation.copy_page, expectation.copy_words)
    evidence = _evidence(parts.own if parts else context)
    return PaperReport(judge(context, parts), tuple(evidence), len(sheets.pages))


def _evidence(context: PaperContext) -> list[Evidence]:
    found = []
    for applied in context.packet.requirements:
        spans, whole = where_told(context, applied.requirement)
        found.append(
            Evidence(
                policy=applied.policy,
                requirement=applied.requirement.id,
                clause=applied.requirement.clause or str(applied.requirement.element),
                file=context.sheets.name,
                page=context.page_of(spans[0]) if spans else 0,
                quote=context.body.quoted(spans[-1]) if spans else "",
                confidence=1.0 if whole else 0.0,
            )
        )
        found += _of_form(context, applied)
    return found


def _of_form(context: PaperContext, applied: AppliedRequirement) -> Iterator[Evidence]:
    """Where the official form of a requirement is shown, if it asks for one."""
    shown = [page.number for page in context.pages for _ in page.inserts]
    for form in context.packet.official_forms:
        first, shown = next(iter(shown), 0), shown[len(form.pages) :]
        if form.id != applied.requirement.form:
            continue
        yield Evidence(
            policy=applied.policy,
            requirement=applied.requirement.id,
            clause=f"form {form.id}",
            file=context.sheets.name,
            page=first,
            quote=form.pages[0].text[:_QUOTED] if first else "",
            confidence=1.0 if first else 0.0,
        )
