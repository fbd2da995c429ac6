"""PAP243: the file is valid PDF/UA-1, the standard for PDFs that everybody can read.

A patient who listens to the packet must hear the same things in the same order as one who reads it.

Bad::

    a form field without a tag

Good::

    a form field in a Form element, with a tooltip
"""

from __future__ import annotations

from collections.abc import Iterator

from consent.checks.paper.facts.context import PaperContext
from consent.models.findings.finding import Finding, Severity
from consent.reading.conformance import UA, broken_rules

CODE = "PAP243"
TITLE = "valid PDF/UA-1"
SEVERITY = Severity.ERROR
REFERENCE = "ISO 14289-1; 45 CFR 84.84 and 92.204"


def check(context: PaperContext) -> Iterator[Finding]:
    """Yield one finding for each rule of the standard that is broken."""
    forms = bool(context.packet.official_forms)
    for rule in broken_rules(context.unsigned, UA, with_forms=forms) if context.conformance else ():
        yield context.finding(
            CODE,
            f"PDF/UA-1 {rule.id}: {rule.message}",
            "print the packet again; do not change a finished file with other software",
            field=rule.id,
        )
