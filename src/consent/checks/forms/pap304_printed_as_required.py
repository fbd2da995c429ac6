"""PAP304: what a law wants in large type, or alone on a page, is printed so.

Where a law says how large or how bold a notice is, the look is as much a part of it as the words.

Bad::

    the notice of section 684 in 12-point type among other text

Good::

    the notice of section 684 in 40-point type on a page of its own
"""

from __future__ import annotations

from collections.abc import Iterator

from consent.forms.form import FormContext, Sought
from consent.forms.recognise import Match
from consent.models.findings.finding import Finding, Severity
from consent.models.library.clause import Typography
from consent.models.library.policy import Placement

CODE = "PAP304"
TITLE = "printed as required"
SEVERITY = Severity.ERROR
REFERENCE = "Cal. Bus. & Prof. Code 684(b)(2); Utah Code 58-1-512; 16 CCR 1355.4"
_SURE = 0.5
_MOST_OTHERS = 40
"""Words of a head, a foot and a page number."""


def check(context: FormContext) -> Iterator[Finding]:
    """Yield one finding for each required text in type too small, or in company."""
    for sought in context.sought:
        if sought.match is None or sought.match.sure < _SURE:
            continue
        message = _wrong(context, sought, sought.match)
        if message:
            yield context.finding(
                CODE,
                f"{sought.wanted.name} {message} ({sought.wanted.requirement.citation})",
                "print it as the law says",
                sought=sought,
                words=(sought.match.start, sought.match.end),
                severity=Severity.ERROR if sought.wanted.sure else Severity.WARNING,
            )


def _wrong(context: FormContext, sought: Sought, match: Match) -> str:
    if sought.wanted.requirement.placement is Placement.FIRST_PAGE and context.page_of(match) > 1:
        return f"stands on page {context.page_of(match)}; it must be on the first page"
    typography = _asked(sought)
    least = typography.min_size_pt
    size = context.words.size(match.start, match.end)
    if least is not None and size < least - 0.05:
        return f"is printed at {size:g} points; at least {least:g} are required"
    pages = set(context.words.page[match.start : match.end])
    if typography.own_page:
        others = sum(page in pages for page in context.words.page) - (match.end - match.start)
        if others > _MOST_OTHERS or len(pages) > 1:
            return "must stand alone on a page"
    if typography.qr and not any(typography.qr in context.sheets.pages[page].codes for page in pages):
        return "must have its QR code on the same page"
    return ""


def _asked(sought: Sought) -> Typography:
    own = sought.wanted.requirement.typography
    clause = sought.clause.clause.value.typography if sought.clause else Typography()
    sizes = [s for s in (own.min_size_pt, clause.min_size_pt) if s is not None]
    return Typography(
        min_size_pt=max(sizes, default=None), own_page=own.own_page or clause.own_page, qr=own.qr or clause.qr
    )
