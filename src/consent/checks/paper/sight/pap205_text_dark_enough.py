"""PAP205: text has a contrast of at least 4.5 to 1; 3 to 1 from 18 points, or 14 points bold.

Small grey print is where unpleasant facts are put. On a photocopy it is gone.

Bad::

    color: #aaa

Good::

    color: #000
"""

from __future__ import annotations

from collections.abc import Iterator

from consent.checks.paper.facts.context import PaperContext
from consent.checks.paper.facts.letters import field_of, named, unseen
from consent.models.findings.finding import Finding, Severity
from consent.reading.sheet import Sight

CODE = "PAP205"
TITLE = "text dark enough"
SEVERITY = Severity.ERROR
REFERENCE = "WCAG 2.1, 1.4.3 Contrast (Minimum)"


def check(context: PaperContext) -> Iterator[Finding]:
    """Yield one finding for each stretch of pale text."""
    for _, stretch in unseen(context, frozenset({Sight.PALE})):
        yield context.finding(
            CODE,
            f"{named(stretch.clause)}: {stretch.what} is too pale to read",
            "print it in black; at least #767676 on white",
            page=stretch.page,
            field=field_of(stretch.clause),
        )
