"""PAP242: everything on the page is read aloud, in order, under headings that skip no level.

Text without a tag is on the paper and not in the ear.

Bad::

    /Artifact BMC (FDA has not approved …) Tj EMC

Good::

    /P <</MCID 4>> BDC (FDA has not approved …) Tj EMC
"""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from consent.checks.paper.context import PaperContext
from consent.checks.paper.letters import field_of, named, stretches
from consent.checks.reading.sheet import Page
from consent.models.finding import Finding, Severity

CODE = "PAP242"
TITLE = "everything read aloud"
SEVERITY = Severity.ERROR
REFERENCE = "WCAG 2.1, 1.3.1 and 1.3.2; ISO 14289-1, 7.1 and 7.4.2"


def check(context: PaperContext) -> Iterator[Finding]:
    """Yield findings for an untagged file, text no tag reaches, and skipped heading levels."""
    facts = context.sheets.facts
    if not facts.tagged:
        yield context.finding(
            CODE, "the file is not tagged, so a screen reader has to guess", "print the packet again"
        )
        return
    silent = np.flatnonzero(~context.body.gathered(lambda page: _reached(page, facts.tags)).astype(bool))
    for stretch in stretches(context, context.body, silent.tolist()):
        yield context.finding(
            CODE,
            f"{named(stretch.clause)}: {stretch.what} is left out when the page is read aloud",
            "do not mark text as decoration, and add none to a finished file",
            page=stretch.page,
            field=field_of(stretch.clause),
        )
    before = 0
    for name, level in facts.headings:
        if level > before + 1:
            over = f"H{before}" if before else "the start"
            yield context.finding(
                CODE, f"a heading {name} follows {over}", "use the next level down, and skip none", field=name
            )
            break
        before = level


def _reached(page: Page, tags: frozenset[tuple[int, int]]) -> np.ndarray[tuple[int], np.dtype[np.bool_]]:
    runs = [not run.artifact and (page.number, run.mcid) in tags for run in page.runs]
    return np.array([*runs, True], dtype=bool)[page.run]
