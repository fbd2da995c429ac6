"""REV103: somebody has approved the wording.

A consent is a clinical and a legal text. Until a clinician or a lawyer has put a name to
it, it is a draft. A warning, since a draft may be printed to be looked at.

Bad::

    approved_by: null

Good::

    approved_by: J. Rivera, MD, medical director
"""

from __future__ import annotations

from collections.abc import Iterator

from consent.checks.source.facts.context import SourceContext
from consent.checks.source.review.placeholder_words import is_placeholder
from consent.models.findings.finding import Finding, Severity

CODE = "REV103"
TITLE = "approver named"
SEVERITY = Severity.WARNING
REFERENCE = "CMS State Operations Manual, Appendix A, tag A-0955: hospital policy on informed consent"


def check(context: SourceContext) -> Iterator[Finding]:
    """Yield one finding for each file nobody has approved."""
    for noun, file in context.reviewed():
        if file.value.approved_by is None or is_placeholder(file.value.approved_by):
            yield Finding(
                file.at("approved_by"),
                CODE,
                f"nobody has approved {noun} {file.value.id!r}",
                "let a clinician or a lawyer read it, then note it: `consent approve ID --by NAME`",
                SEVERITY,
                "approved_by",
            )
