"""PAP245: every font that draws text is in the file.

A viewer that lacks the font takes another one, with other letters in other places.

Bad::

    /BaseFont /Helvetica

Good::

    /FontDescriptor << /FontFile2 … >>
"""

from __future__ import annotations

from collections.abc import Iterator

from consent.checks.paper.facts.context import PaperContext
from consent.models.findings.finding import Finding, Severity

CODE = "PAP245"
TITLE = "fonts embedded"
SEVERITY = Severity.ERROR
REFERENCE = "ISO 14289-1, 7.21.4.1; ISO 19005-3, 6.2.11.4.1"


def check(context: PaperContext) -> Iterator[Finding]:
    """Yield one finding for each font that is not in the file."""
    lacking: dict[str, int] = {}
    for page in context.pages:
        for run in page.runs:
            if not run.embedded:
                lacking.setdefault(run.font, page.number)
    for name, number in sorted(lacking.items()):
        yield context.finding(
            CODE,
            f"the font {name or 'without a name'} is not in the file",
            "print the packet again; do not add text to a finished file",
            page=number,
            field=name,
        )
