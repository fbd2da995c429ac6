"""RSK104: every count of people in a packet is out of the same number.

"1 in 80" seems more than "12 in 1,000", and is the same. Who reads numbers with one denominator
can compare them. The page writes each `chance:` so; a count in a sentence has to follow: in
1,000, or in 100 where nothing that was counted is rarer than 1 in 100 and no other choice counts in 1,000.

Bad::

    chance: {low: 0.4, high: 0.9, per: 1000}
    risk: A sore or swollen knee in about 7 in 100 people.

Good::

    risk: A sore or swollen knee in about 72 in 1,000 people.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from functools import lru_cache

from consent.checks.counts import counts_in
from consent.checks.words import sentences_of
from consent.models.findings.finding import Finding, Severity
from consent.models.paper.packet import Packet
from consent.models.place import Place

CODE = "RSK104"
TITLE = "one denominator"
SEVERITY = Severity.ERROR
NEEDS = "out_of"
REFERENCE = (
    "Trevena et al., BMC Med Inform Decis Mak 2013;13 Suppl 2:S7 (IPDAS): one denominator, no “1 in X”"
)

_TIME = r"(?:seconds?|minutes?|hours?|days?|weeks?|months?|years?|visits?|shots?|steps?|parts?)"
_WORDED = {"ten": 10, "a hundred": 100, "one hundred": 100, "a thousand": 1000, "one thousand": 1000}
_ONES = "(?:one|two|three|four|five|six|seven|eight|nine|none|ninety|eighty|seventy|sixty|fifty)"
_PEOPLE = r"(?:people|persons|patients|shots|joints|knees)"
_ROUND = rf"(?:10+|{'|'.join(_WORDED)})"
_COUNT = re.compile(
    rf"\b(?:\d[\d,]*(?:\.\d+)?|{_ONES})\s+(?:{_PEOPLE}\s+)?(?:in|out\s+of)\s+(?:every\s+)?"
    rf"(?P<of>\d[\d,]*|{'|'.join(_WORDED)})\b(?!\s+{_TIME})|"
    rf"\b(?:\d[\d,]*|{_ONES})\s+of\s+(?:every\s+)?(?P<round>{_ROUND})\s+{_PEOPLE}\b|"
    rf"\b(?P<share>\d+/10+)\b(?!/)",
    re.IGNORECASE,
)
"""``9 of 31 people`` is what a study counted, ``9 of 10 people`` is a share, ``9 of 10 points`` a score."""
_YEARS = range(1900, 2101)


@lru_cache(maxsize=4096)
def _counts(text: str, counts: re.Pattern[str] = _COUNT) -> tuple[tuple[str, int], ...]:
    """Each count of people in a text, and out of how many it is."""
    return tuple(
        (match.group(), of)
        for match in counts.finditer(text)
        if (of := _out_of(match)) > 1 and not (str(of) in match.group() and of in _YEARS)
    )


def _out_of(match: re.Match[str]) -> int:
    found = next(text for text in match.groupdict().values() if text)
    return _WORDED.get(" ".join(found.lower().split()), 0) or int(re.sub(r"\D", "", found.rpartition("/")[2]))


def check(packet: Packet) -> Iterator[Finding]:
    """Yield one finding for each count with another denominator than the packet's."""
    catalogue = packet.catalogue
    counts = _COUNT if catalogue.is_source else counts_in(catalogue)
    found = [(place, words, of) for place, text in _texts(packet) for words, of in _counts(text, counts)]
    per = _denominator(packet, [of for _, _, of in found])
    for place, words, of in found:
        if of != per:
            yield Finding(
                place,
                CODE,
                f"“{' '.join(words.split())}” stands in a packet that counts in {per:,}",
                f"write how many it is in {per:,}",
                SEVERITY,
            )


def _denominator(packet: Packet, found: list[int]) -> int:
    """That of the risks; where none was counted, the one most sentences have."""
    drawn = [risk.picture.per for risk in packet.guidance.risks if risk.picture is not None]
    return (
        next(iter(drawn), 0)
        or max(Counter(found).items(), key=lambda one: (one[1], one[0]), default=(0, 0))[0]
    )


def _texts(packet: Packet) -> Iterator[tuple[Place, str]]:
    for place, _, text in sentences_of(packet):
        yield place, text
    for row in packet.guidance.benefits:
        yield row.benefit.place, row.likelihood
    for risk in packet.guidance.risks:
        yield risk.name.place, risk.likelihood
        yield risk.name.place, risk.counted_in
