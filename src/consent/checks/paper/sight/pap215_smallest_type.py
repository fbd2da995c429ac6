"""PAP215: nothing is printed smaller than the edition's smallest type: 10 points, or 18 in large print.

Small print tires the eye and is skipped, most of all by those who need glasses.

Bad::

    .caption { font-size: 6pt }

Good::

    .caption { font-size: 10pt }
"""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from consent.checks.paper.facts.context import PaperContext
from consent.checks.paper.facts.sizes import CAPITALS, LEAST_CAPITAL
from consent.models.findings.finding import Finding, Severity
from consent.models.paper.packet import Edition
from consent.reading.sheet import Floats, Page

CODE = "PAP215"
TITLE = "smallest type"
SEVERITY = Severity.ERROR
REFERENCE = "APH and ACB large print guidelines; 45 CFR 92.202"
LEAST = {Edition.STANDARD: 10.0, Edition.LARGE_PRINT: 18.0}
"""Points of the smallest type in each edition."""


def check(context: PaperContext) -> Iterator[Finding]:
    """Yield one finding for each page with type that is too small."""
    least = LEAST[context.packet.edition]
    by_page: dict[int, float] = {}
    for flow in (context.body, *context.margins):
        tall = flow.gathered(lambda page: page.box[:, 3] - page.box[:, 1])
        declared = flow.gathered(_sizes)
        capital = np.array([letter in CAPITALS for letter in flow.text], dtype=bool)
        drawn = np.where(capital, np.minimum(tall / LEAST_CAPITAL, declared), declared)
        small = np.flatnonzero((declared < least - 0.05) | (drawn < least * 0.85))
        for number in np.unique(flow.page[small]).tolist():
            size = float(drawn[small][flow.page[small] == number].min())
            by_page[flow.pages[number].number] = min(by_page.get(flow.pages[number].number, least), size)
    for number, size in sorted(by_page.items()):
        yield context.finding(
            CODE,
            f"type of {size:.1f} points; the {context.packet.edition} edition prints nothing below {least:g}",
            "raise the size in the style sheet",
            page=number,
        )


def _sizes(page: Page) -> Floats:
    return np.array([run.size for run in page.runs] or [0.0], dtype=np.float32)[page.run]
