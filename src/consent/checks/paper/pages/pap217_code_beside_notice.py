"""PAP217: a notice that comes with a QR code has it on the same page, and it leads where it should.

A code on a page without its notice leads to something that nobody announced. One that leads
elsewhere sends patients to a stranger's site.

Bad::

    <div class="qr"></div>

Good::

    <div class="qr">{{ qr_code("https://www.mbc.ca.gov/…") }}</div>
"""

from __future__ import annotations

from collections.abc import Iterator

from consent.checks.paper.facts.context import PaperContext
from consent.models.findings.finding import Finding, Severity

CODE = "PAP217"
TITLE = "code beside its notice"
SEVERITY = Severity.ERROR
REFERENCE = "16 CCR 1355.4(a)"


def check(context: PaperContext) -> Iterator[Finding]:
    """Yield one finding for each notice without its code."""
    for placed in context.clauses:
        wanted = placed.clause.typography.qr
        if wanted and placed.spans:
            number = context.page_of(placed.spans[0])
            if wanted not in context.pages[number - 1].codes:
                yield context.finding(
                    CODE,
                    f"the QR code of notice {placed.clause.id!r} cannot be scanned on its page",
                    f"print the code for {wanted} beside the notice, black on white",
                    page=number,
                    field=placed.clause.id,
                )
