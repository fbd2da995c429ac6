"""WVR103: a waiver names a rule that exists.

A waiver of a misspelt code does nothing, and reads as if it did.

Bad::

    - {code: REV999, where: costs, …}

Good::

    - {code: REV103, where: costs, …}
"""

from __future__ import annotations

from collections.abc import Iterator

from consent.checks.exceptions.context import ExceptionContext
from consent.models.findings.finding import Finding, Severity
from consent.suggest import did_you_mean

CODE = "WVR103"
TITLE = "waiver names a rule"
SEVERITY = Severity.ERROR
REFERENCE = "The project's promise: an approved, dated, counted exception"


def check(context: ExceptionContext) -> Iterator[Finding]:
    """Yield one finding for each waiver of a rule that does not exist."""
    for waiver in context.waivers:
        if waiver.value.code not in context.codes:
            yield Finding(
                waiver.at("code"),
                CODE,
                f"there is no rule {waiver.value.code}",
                did_you_mean(waiver.value.code, context.codes),
                SEVERITY,
                "code",
            )
