"""SIG205: a digital signature, if there is one, is still valid and covers the whole file as it was signed.

A signature that no longer fits the bytes shows that the file was changed after signing, by whom
nobody knows.

Bad::

    a signed file in which one byte was changed afterwards

Good::

    a signed file, and after it only further signatures
"""

from __future__ import annotations

from collections.abc import Iterator

from consent.checks.paper.facts.context import PaperContext
from consent.models.findings.finding import Finding, Severity
from consent.reading.signatures import judge_signatures

CODE = "SIG205"
TITLE = "digital signatures valid"
SEVERITY = Severity.ERROR
REFERENCE = "15 USC 7001; 21 CFR 11.70; ETSI EN 319 142 (PAdES)"


def check(context: PaperContext) -> Iterator[Finding]:
    """Yield one finding for each signature that does not hold."""
    if not context.sheets.facts.signatures:
        return
    for judged in judge_signatures(context.sheets.data, context.sheets.facts.signatures):
        if judged.problem:
            yield context.finding(
                CODE,
                f"the signature in field {judged.field!r} {judged.problem}",
                judged.hint,
                field=judged.field,
            )
