"""PAP203: every other sentence of the packet is on the paper: risks, benefits, other choices, warning signs.

A table that lost a row hides a risk as surely as a sentence that was never written.

Bad::

    Infection in the joint | Can destroy the joint |

Good::

    Infection in the joint | Can destroy the joint | About 1 in 1,100
"""

from __future__ import annotations

from collections.abc import Iterator

from consent.checks.paper.facts.context import PaperContext
from consent.checks.paper.facts.letters import difference
from consent.models.findings.finding import Finding, Severity

CODE = "PAP203"
TITLE = "every sentence on paper"
SEVERITY = Severity.ERROR
REFERENCE = "AMA Code of Medical Ethics, Opinion 2.1.1; 45 CFR 46.116(b)"


def check(context: PaperContext) -> Iterator[Finding]:
    """Yield one finding for each group of words that is not there, whole."""
    for placed in context.groups:
        if placed.missing:
            gap = difference(context.body, placed.missing, placed.start)
            after = f"after “{gap.after}” " if gap.after else ""
            position = gap.position if gap.position is not None else placed.start
            yield context.finding(
                CODE,
                f"{placed.group.about}: {after}the words “{gap.missing}” are missing or changed",
                f"print the packet again with the wording of {placed.group.place.file}",
                page=context.body.page_of(position),
                field=placed.group.about,
            )
