"""PAP244: the file is valid PDF/A-3a, so that it reads the same in twenty years.

Consents are kept for decades, and the programs that show them change. A file of this kind brings
all it needs with it.

Bad::

    a font that is not in the file

Good::

    every font, colour profile and attachment inside, and described
"""

from __future__ import annotations

from collections.abc import Iterator

from consent.checks.paper.facts.context import PaperContext
from consent.models.findings.finding import Finding, Severity
from consent.reading.conformance import ARCHIVE, broken_rules

CODE = "PAP244"
TITLE = "valid PDF/A-3a"
SEVERITY = Severity.ERROR
REFERENCE = "ISO 19005-3; 45 CFR 164.530(j): keep for six years"


def check(context: PaperContext) -> Iterator[Finding]:
    """Yield one finding for each rule of the standard that is broken."""
    forms = bool(context.packet.official_forms)
    for rule in broken_rules(context.unsigned, ARCHIVE, with_forms=forms) if context.conformance else ():
        yield context.finding(
            CODE,
            f"PDF/A-3a {rule.id}: {rule.message}",
            "print the packet again; do not change a finished file with other software",
            field=rule.id,
        )
