"""RDB102: an abbreviation is explained where it is first read, not pages later.

People read the first page, and some read no other. What "IND" means must stand there if the
word does. A warning: the words are in the packet, only late. (RDB112 finds those that are
explained nowhere.)

Bad::

    page 1: No product here has an IND.         page 4: An IND is FDA's permit to study a new drug.

Good::

    page 1: No product here has an IND (FDA permit to test a drug in people).
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from consent.checks.abbreviations import abbreviations, explains
from consent.checks.words import sentences_of
from consent.models.findings.finding import Finding, Severity
from consent.models.paper.packet import Packet

CODE = "RDB102"
TITLE = "abbreviation explained first"
SEVERITY = Severity.WARNING
REFERENCE = "Federal Plain Language Guidelines, section III: minimize abbreviations"


def check(packet: Packet) -> Iterator[Finding]:
    """Yield one finding for each abbreviation that is explained only after the part it is first used in."""
    parts = sentences_of(packet)
    titles = [line.title for line in packet.proposed]
    told_by = packet.catalogue.tongue.explained_by
    judged: set[str] = set()
    for place, part, text in parts:
        for word, _ in abbreviations(text):
            if word in judged:
                continue
            judged.add(word)
            if any(explains(title, word, told_by) for title in titles):
                continue
            explained_in = next(
                (name for _, name, other in parts if word in other and explains(other, word, told_by)), None
            )
            if explained_in is not None and _after(parts, explained_in, part):
                yield Finding(
                    place,
                    CODE,
                    f"“{word}” is first used in {part}, and explained only in {explained_in}",
                    "explain it where it is first used, or use other words there",
                    SEVERITY,
                    word,
                )


def _after(parts: Sequence[tuple[object, str, str]], one: str, other: str) -> bool:
    names = [name for _, name, _ in parts]
    return names.index(one) > names.index(other)
