"""WVR102: a waiver covers something.

A waiver that covers nothing is a misspelt one, or one whose reason is gone. Left lying it
would one day hide a finding nobody has looked at.

Bad::

    - {code: REV103, where: cots, …}         # no such file

Good::

    - {code: REV103, where: costs, …}
"""

from __future__ import annotations

from collections.abc import Iterator

from consent.checks.exceptions.context import ExceptionContext
from consent.models.findings.finding import Finding, Severity

CODE = "WVR102"
TITLE = "waiver used"
SEVERITY = Severity.WARNING
REFERENCE = "The project's promise: an approved, dated, counted exception"


def check(context: ExceptionContext) -> Iterator[Finding]:
    """Yield one finding for each waiver in date that covered nothing."""
    for number, waiver in enumerate(context.waivers):
        known = waiver.value.code in context.codes
        in_date = waiver.value.until >= context.as_of
        if context.complete and known and in_date and number not in context.used:
            yield Finding(
                waiver.at("where"),
                CODE,
                f"the waiver of {waiver.value.code} for {waiver.value.where!r} covers nothing",
                "remove it, or correct `where`",
                SEVERITY,
                "where",
            )
