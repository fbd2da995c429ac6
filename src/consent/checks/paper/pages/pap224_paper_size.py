"""PAP224: every sheet has the size and the upright stand that the packet was made for.

A page that is printed to fit is a page whose type has shrunk.

Bad::

    MediaBox 1224 × 1584

Good::

    MediaBox 612 × 792
"""

from __future__ import annotations

from collections.abc import Iterator

from consent.checks.paper.facts.context import PaperContext
from consent.models.findings.finding import Finding, Severity
from consent.models.people.practice import Paper

CODE = "PAP224"
TITLE = "paper size"
SEVERITY = Severity.ERROR
REFERENCE = "Cal. Bus. & Prof. Code 684(b)(2): at least 8.5 by 11 inches"
_SIZES = {Paper.LETTER: (612.0, 792.0), Paper.A4: (595.28, 841.89)}


def check(context: PaperContext) -> Iterator[Finding]:
    """Yield one finding for each sheet of another size."""
    width, height = _SIZES[context.packet.paper]
    for page in context.pages:
        if abs(page.width - width) > 1 or abs(page.height - height) > 1:
            yield context.finding(
                CODE,
                f"the sheet is {page.width:.0f} by {page.height:.0f} points, "
                f"not {context.packet.paper} ({width:.0f} by {height:.0f})",
                "print the packet again on the paper of the practice",
                page=page.number,
            )
