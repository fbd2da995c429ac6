"""PAP222: every page says which it is and how many there are, and that is true.

Somebody who holds page 7 must know whether there is a page 8. Packets fall apart at the copier.

Bad::

    Page 3 of 12            (the file has 14 pages)

Good::

    Page 3 of 14
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from consent.checks.paper.facts.context import PaperContext
from consent.models.findings.finding import Finding, Severity
from consent.models.library.catalogue import Catalogue
from consent.reading.text.flow import squeezed

CODE = "PAP222"
TITLE = "page numbers true"
SEVERITY = Severity.ERROR
REFERENCE = "21 CFR 50.27; good documentation practice: page x of y"
_SAID = "Page {page} of {pages}"


def check(context: PaperContext) -> Iterator[Finding]:
    """Yield one finding for each page whose number is missing or wrong."""
    total = len(context.pages)
    if context.sheets.facts.page_labels:
        yield context.finding(
            CODE,
            "a viewer is told to count the pages otherwise than the paper does",
            "print the packet again; add no page labels to a finished file",
            field="page labels",
        )
    number = number_in(context.packet.catalogue)
    for page, flow in zip(context.pages, context.margins, strict=True):
        said = [(int(one), int(all_)) for one, all_ in number.findall(flow.text)]
        if said != [(page.number, total)]:
            what = f"page {said[0][0]} of {said[0][1]}" if said else "nothing"
            yield context.finding(
                CODE,
                f"the sheet is page {page.number} of {total}, but says {what}",
                "print the packet again; do not take out, add or reorder sheets",
                page=page.number,
            )


def number_in(catalogue: Catalogue) -> re.Pattern[str]:
    """What the foot of a page says in the packet's language, with no spaces: ``Page3of12``."""
    before, between, after = catalogue.say(_SAID, page="{}", pages="{}").split("{}")
    return re.compile(
        rf"{re.escape(squeezed(before))}(\d+){re.escape(squeezed(between))}(\d+){re.escape(squeezed(after))}(?!\d)"
    )
