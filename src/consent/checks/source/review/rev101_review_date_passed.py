"""REV101: no file is used after the day its review was due.

Evidence and law change. A wording nobody has looked at since its review fell due may tell
patients something that is no longer so, and nobody would know.

Bad::

    reviewed_on: 2024-05-01
    review_by: 2025-05-01        # long ago

Good::

    reviewed_on: 2026-05-01
    review_by: 2027-05-01
"""

from __future__ import annotations

from collections.abc import Iterator

from consent.checks.source.facts.context import SourceContext
from consent.models.findings.finding import Finding, Severity

CODE = "REV101"
TITLE = "review date passed"
SEVERITY = Severity.ERROR
REFERENCE = "45 CFR 46.116(a)(4): the information a reasonable person would want, as known today"


def check(context: SourceContext) -> Iterator[Finding]:
    """Yield one finding for each file whose review is overdue."""
    for noun, file in context.reviewed():
        if file.value.review_by < context.as_of:
            yield Finding(
                file.at("review_by"),
                CODE,
                f"the review of {noun} {file.value.id!r} was due on {file.value.review_by}",
                "review the wording and its sources, then set `reviewed_on` and `review_by`",
                SEVERITY,
                "review_by",
            )
