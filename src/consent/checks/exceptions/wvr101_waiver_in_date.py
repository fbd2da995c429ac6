"""WVR101: a waiver is used no longer than it was approved for.

Whoever approved an exception until March did not approve it in April. After its last day a
waiver covers nothing, and the finding behind it counts again.

Bad::

    until: 2025-03-31        # long ago

Good::

    until: 2027-03-31
"""

from __future__ import annotations

from collections.abc import Iterator

from consent.checks.exceptions.context import ExceptionContext
from consent.models.findings.finding import Finding, Severity

CODE = "WVR101"
TITLE = "waiver in date"
SEVERITY = Severity.ERROR
REFERENCE = "The project's promise: an approved, dated, counted exception"


def check(context: ExceptionContext) -> Iterator[Finding]:
    """Yield one finding for each waiver that has run out."""
    for waiver in context.waivers:
        if waiver.value.until < context.as_of:
            yield Finding(
                waiver.at("until"),
                CODE,
                f"the waiver of {waiver.value.code} for {waiver.value.where!r} ended on {waiver.value.until}",
                "mend what it covers, or have it approved again with a new `until`",
                SEVERITY,
                "until",
            )
