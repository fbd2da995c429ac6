"""Check one finished PDF: one of our packets, or anyone's form."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from functools import partial
from pathlib import Path

from consent.checks.forms.stranger import forbidden_in_own, judge_stranger
from consent.checks.paper.coverage import where_told
from consent.checks.paper.facts.claims import Claims, claims_of
from consent.checks.paper.facts.context import PaperContext
from consent.checks.paper.facts.copies import Parted, parted
from consent.checks.paper.facts.equivalent import Assemble, equivalent_packet
from consent.checks.paper.facts.faced import Faced, faced
from consent.checks.paper.rules import OTHER_CODES, PAPER_RULES, judge
from consent.models.findings.evidence import Evidence, PaperReport
from consent.models.findings.expectation import Expectation
from consent.models.findings.finding import Finding
from consent.models.paper.packet import AppliedRequirement
from consent.models.place import Place
from consent.reading.read import read_sheets
from consent.reading.safe.guard import StoppedError, guarded
from consent.reading.safe.regular import bytes_of
from consent.reading.sheet import Sheets
from consent.reading.unreadable import UnreadableError, too_costly

_SECONDS_FOR_CLAIMS = 10.0
_QUOTED = 120
"""Letters of a form that are shown to say which one it is."""

__all__ = [
    "OTHER_CODES",
    "PAPER_RULES",
    "Assemble",
    "Claims",
    "check_pdf",
    "check_pdf_bytes",
    "equivalent_packet",
    "read_claims",
]


def check_pdf(path: Path, *, expectation: Expectation) -> PaperReport:
    """Check a file from anywhere. Whatever is wrong with the PDF is a finding, never an exception."""
    try:
        data = bytes_of(path)
    except UnreadableError as error:
        return _unreadable(str(path), error)
    return _guarded(data, str(path), expectation)


def check_pdf_bytes(
    data: bytes, name: str, *, expectation: Expectation, from_anywhere: bool = False
) -> PaperReport:
    """Check a file that was just made; in place, without a guard.

    Args:
        data: the file.
        name: what it is called in findings.
        expectation: what must stand in it.
        from_anywhere: it was found, not made here. A packet of ours is then also searched for what no consent
            may say; the library that a packet is made from has been.

    """
    try:
        sheets = read_sheets(data, name, with_fonts=expectation.packet is not None)
    except UnreadableError as error:
        return _unreadable(name, error)
    if not any(page.runs for page in sheets.pages):
        return _unreadable(name, _NO_TEXT, pages=len(sheets.pages))
    if expectation.packet is not None:
        report = _ours(sheets, expectation)
        forbidden = forbidden_in_own(sheets, expectation) if from_anywhere else ()
        return replace(report, findings=(*report.findings, *forbidden))
    if sheets.twin is not None and not expectation.policies:
        return _unreadable(name, _UNKNOWN, pages=len(sheets.pages))
    return judge_stranger(sheets, expectation)


def read_claims(source: Path | bytes) -> Claims | None:
    """What a PDF says it is; None when it is not one of ours, or cannot be read."""
    try:
        data = source if isinstance(source, bytes) else bytes_of(source)
        return guarded(partial(claims_of, data), seconds=_SECONDS_FOR_CLAIMS)
    except Exception:  # noqa: BLE001 - whatever it is, the check itself will say it
        return None


def _guarded(data: bytes, name: str, expectation: Expectation) -> PaperReport:
    try:
        work = partial(check_pdf_bytes, data, name, expectation=expectation, from_anywhere=True)
        return guarded(work)
    except StoppedError as error:
        return _unreadable(name, too_costly(f"reading the file {error}, and was stopped"))
    except Exception as error:  # noqa: BLE001 - a stranger's file may stop its own check, not that of the others
        return _unreadable(name, _confusing(error))


def _confusing(error: Exception) -> UnreadableError:
    what = f"the file confuses its reader ({type(error).__name__})"
    return UnreadableError(
        "PAP002", what, "make or download the PDF again; if it opens elsewhere, report this"
    )


def _ours(sheets: Sheets, expectation: Expectation) -> PaperReport:
    assert expectation.packet is not None  # noqa: S101 - asked by the only caller
    context = PaperContext(sheets, expectation.packet, page=expectation.page, words=expectation.words)
    parts: Parted | Faced | None = None
    if expectation.packet.copy is not None:
        parts = parted(context, expectation.copy_page, expectation.copy_words)
    elif expectation.packet.facing is not None:
        parts = faced(context, expectation.packet.facing, expectation.copy_page, expectation.copy_words)
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


_NO_TEXT = UnreadableError(
    "PAP005",
    "there is no text in the file, only pictures: nothing can be proved",
    "give the PDF that the form was printed from; a scan says nothing that a program can check",
)


_UNKNOWN = UnreadableError(
    "PAP008",
    "this packet cannot be assembled again: its procedures are not in this library, or no practice is given",
    "check it where practice.yaml and the templates are that it was printed from, or give --practice",
)


def _unreadable(name: str, error: UnreadableError, *, pages: int = 0) -> PaperReport:
    finding = Finding(place=Place(name), code=error.code, message=error.message, hint=error.hint)
    return PaperReport((finding,), (), pages)
