"""REV102: a review that falls due within 60 days is announced.

A review takes weeks: the evidence is read again, counsel is asked. Who hears of it on the
day it is overdue prints old wording, or none.

Bad::

    review_by: 2026-12-24        # in a month, and nobody has begun

Good::

    review_by: 2027-11-23
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

from consent.checks.source.facts.context import SourceContext
from consent.models.findings.finding import Finding, Severity

CODE = "REV102"
TITLE = "review date near"
SEVERITY = Severity.WARNING
REFERENCE = "45 CFR 46.116(a)(4): the information a reasonable person would want, as known today"
NOTICE = timedelta(days=60)


def check(context: SourceContext) -> Iterator[Finding]:
    """Yield one finding for each file whose review falls due soon."""
    for noun, file in context.reviewed():
        if context.as_of <= file.value.review_by <= context.as_of + NOTICE:
            yield Finding(
                file.at("review_by"),
                CODE,
                f"the review of {noun} {file.value.id!r} falls due on {file.value.review_by}",
                "begin the review now; then set `reviewed_on` and `review_by`",
                SEVERITY,
                "review_by",
            )
