"""PAP203: every other sentence of the packet stands on the paper: risks, benefits, other choices, warning signs.

A table that lost a row hides a risk as surely as a sentence that was never written.

Bad::

    Infection in the joint | Can destroy the joint |

Good::

    Infection in the joint | Can destroy the joint | About 1 in 1,100
"""

from __future__ import annotations

from collections.abc import Iterator

from consent.checks.paper.context import PaperContext
from consent.checks.paper.expected import Group, groups
from consent.checks.paper.letters import difference
from consent.checks.reading.flow import squeezed
from consent.models.finding import Finding, Severity

CODE = "PAP203"
TITLE = "every sentence on paper"
SEVERITY = Severity.ERROR
REFERENCE = "AMA Code of Medical Ethics, Opinion 2.1.1; 45 CFR 46.116(b)"
_ROW = 700
"""Letters within which the words of one row stand."""


def check(context: PaperContext) -> Iterator[Finding]:
    """Yield one finding for each group of words that is not there, whole."""
    cursor = 0
    for group in groups(context.packet):
        lost, start, cursor = _seek(context, group, cursor)
        if lost:
            gap = difference(context.body, lost, start)
            after = f"after “{gap.after}” " if gap.after else ""
            position = gap.position if gap.position is not None else start
            yield context.finding(
                CODE,
                f"{group.about}: {after}the words “{gap.missing}” are missing or changed",
                f"print the packet again with the wording of {group.place.file}",
                page=context.body.page_of(position),
                field=group.about,
            )


def _seek(context: PaperContext, group: Group, cursor: int) -> tuple[str, int, int]:
    """The first words that are missing, if any; where the group starts; where to look for the next one."""
    head, *rest = [(text, squeezed(text)) for text in group.words if text]
    place = context.body.find(head[1], cursor) or context.body.find(head[1])
    if place is None:
        return head[0], cursor, cursor
    start, end = place
    for text, words in rest:
        span = context.body.find(words, end, end + len(words) + _ROW)
        if span is None:
            return text, start, end
        end = span[1]
    return "", start, end
