"""RSK102: a percentage stands beside a natural frequency.

Many readers cannot tell 0.1% from 1%. "1 in 100 people" they can picture. The percentage may
stay, if the count stands in the same passage.

Bad::

    likelihood: 2% of shots

Good::

    likelihood: About 2 in 100 shots (2%)
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from consent.checks.source.facts.claim import Claim
from consent.checks.source.facts.claims import scan
from consent.checks.source.facts.context import SourceContext
from consent.checks.source.facts.passages import Passage
from consent.models.findings.finding import Finding, Severity

CODE = "RSK102"
TITLE = "percentage with frequency"
SEVERITY = Severity.ERROR
REFERENCE = "AHRQ, Making Informed Consent an Informed Choice (2017): absolute risks in natural frequencies"
EVERY_LANGUAGE = True
NEEDS = "claims"

_PERCENTAGE = re.compile(
    r"(?<![\w.,])(?:\d+(?:[.,]\d+)?)(?:\s*(?:to|[-–])\s*\d+(?:[.,]\d+)?)?\s?(?:%|percent\b|"
    r"per\s?cent\b|pct\b)",
    re.IGNORECASE,
)
_IN_WORDS = re.compile(
    r"\b(?:one|two|three|four|five|six|seven|eight|nine|ten|fifteen|twenty|thirty|forty|fifty|sixty|seventy|"
    r"eighty|ninety)(?:[- ]\w+)?\s+per\s?cent\b",
    re.IGNORECASE,
)
_FREQUENCY = re.compile(
    r"\b(?:\d[\d,.]*|one|two|three|four|five|six|seven|eight|nine|ten|none|no one|"
    r"fewer than \w+|about half)\s+"
    r"(?:\w+\s+){0,3}?(?:in|of|out\s+of|for|per)\s+(?:every\s+|the\s+)?(?:\d[\d,.]*|ten|"
    r"a hundred|a thousand|hundred)\b",
    re.IGNORECASE,
)

_WHAT, _HINT = (
    "stands without a natural frequency",
    "write how many of how many, for example `about 2 in 100`",
)
_CLAIMS = (
    Claim(_PERCENTAGE, _WHAT, _HINT, may_be_denied=False),
    Claim(_IN_WORDS, _WHAT, _HINT, may_be_denied=False),
)


def check(context: SourceContext) -> Iterator[Finding]:
    """Yield one finding for each percentage without a count in the same passage."""
    counted = _FREQUENCY if context.wording is None else context.wording.counted

    def accept(passage: Passage, _sentence: str) -> bool:
        return counted.search(passage.text) is None

    yield from scan(context, CODE, _CLAIMS, accept)
