"""PAP202: the clauses stand in the order of the packet.

What the patient must know comes before the place where the patient signs.

Bad::

    page 3: "I agree to…"; page 4: what could go wrong

Good::

    page 3: what could go wrong; page 4: "I agree to…"
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator

from consent.checks.paper.facts.context import PaperContext, PlacedClause
from consent.models.findings.finding import Finding, Severity

CODE = "PAP202"
TITLE = "clauses in order"
SEVERITY = Severity.ERROR
REFERENCE = "45 CFR 46.116(a)(5)(i): key information first; Wash. RCW 18.130.420(3): disclosed before signing"


def check(context: PaperContext) -> Iterator[Finding]:
    """Yield one finding for each clause that stands elsewhere than in its turn."""
    found = [placed for placed in context.clauses if placed.start is not None]
    kept = _longest_in_order([placed.start or 0 for placed in found])
    for index, placed in enumerate(found):
        if index not in kept:
            yield context.finding(
                CODE,
                f"clause {placed.clause.id!r} stands {_where(index, found, kept)}",
                "put it back in its place in the page templates",
                page=context.page_of(placed.spans[0]),
                field=placed.clause.id,
            )


def _where(index: int, found: list[PlacedClause], kept: set[int]) -> str:
    earlier = [i for i in kept if i < index and (found[i].start or 0) > (found[index].start or 0)]
    if earlier:
        return f"before clause {found[min(earlier)].clause.id!r}, which it should follow"
    later = [i for i in kept if i > index and (found[i].start or 0) < (found[index].start or 0)]
    return (
        f"after clause {found[max(later)].clause.id!r}, which should follow it" if later else "out of order"
    )


def _longest_in_order(starts: list[int]) -> set[int]:
    """Indexes of the longest rising sequence: what stands in order, however the rest was moved."""
    tails: list[int] = []
    members: list[int] = []
    before: list[int] = []
    for index, start in enumerate(starts):
        place = bisect_left(tails, start)
        before.append(members[place - 1] if place else -1)
        tails[place : place + 1] = [start]
        members[place : place + 1] = [index]
    kept: set[int] = set()
    last = members[-1] if members else -1
    while last >= 0:
        kept.add(last)
        last = before[last]
    return kept
