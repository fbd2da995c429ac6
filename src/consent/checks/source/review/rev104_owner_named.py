"""REV104: a role or a person answers for every file.

When a patient, a court or a colleague asks who wrote a sentence, "to be decided" is no
answer. (That `owner:` is there at all is checked when the file is read.)

Bad::

    owner: TBD

Good::

    owner: Clinical content owner (practice medical director)
"""

from __future__ import annotations

from collections.abc import Iterator

from consent.checks.source.facts.context import SourceContext
from consent.checks.source.review.placeholder_words import is_placeholder
from consent.models.findings.finding import Finding, Severity

CODE = "REV104"
TITLE = "owner named"
SEVERITY = Severity.ERROR
REFERENCE = "CMS State Operations Manual, Appendix A, tag A-0955: hospital policy on informed consent"


def check(context: SourceContext) -> Iterator[Finding]:
    """Yield one finding for each file whose owner is still to be named."""
    for noun, file in context.reviewed():
        if is_placeholder(file.value.owner):
            yield Finding(
                file.at("owner"),
                CODE,
                f"nobody answers for {noun} {file.value.id!r}: `owner` is still to be written",
                "write the role or the person, for example `owner: Medical director`",
                SEVERITY,
                "owner",
            )
