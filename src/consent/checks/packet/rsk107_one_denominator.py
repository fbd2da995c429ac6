"""RSK107: all chances of a packet are told of the same number of people.

"1 in 50" sounds like more than "15 in 1,000" to most readers. Numbers can be weighed against one
another only where all of them are so many in 100, or all so many in 1,000.

Bad::

    Fainting: About 2 in 100.  Infection: Fewer than 1 in 1,000

Good::

    Fainting: About 20 in 1,000.  Infection: Fewer than 1 in 1,000
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from consent.models.finding import Finding, Severity
from consent.models.packet import Packet
from consent.models.place import Place

CODE = "RSK107"
TITLE = "one denominator"
SEVERITY = Severity.ERROR
REFERENCE = "IPDAS, Trevena et al., BMC Med Inform Decis Mak 2013;13(S2):S7: one denominator"
_OF = re.compile(r"\bin (1\d{0,2}(?:,?\d{3})*)\b(?!\s*(?:trial|stud|of\b))")


def check(packet: Packet) -> Iterator[Finding]:
    """Yield one finding for each chance that is told of another number than the first."""
    text = packet.guidance
    told = [(row.name.place, row.likelihood, f"risk {row.id!r}") for row in text.risks]
    told += [(row.benefit.place, row.likelihood, f"benefit {row.benefit.text!r}") for row in text.benefits]
    first = ""
    for place, words, what in told:
        for match in _OF.finditer(words):
            first = first or match[1]
            if match[1] != first:
                yield _finding(place, what, match[1], first)


def _finding(place: Place, what: str, found: str, first: str) -> Finding:
    return Finding(
        place,
        CODE,
        f"{what} is told in {found}, others in {first}",
        "write `chance:` for risks, and the same denominator for benefits",
        SEVERITY,
    )
