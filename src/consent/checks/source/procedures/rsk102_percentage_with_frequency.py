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

from consent.checks.source.facts.context import SourceContext
from consent.checks.source.facts.passages import Manner
from consent.models.findings.finding import Finding, Severity

CODE = "RSK102"
TITLE = "percentage with frequency"
SEVERITY = Severity.ERROR
REFERENCE = "AHRQ, Making Informed Consent an Informed Choice (2017): absolute risks in natural frequencies"

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


def check(context: SourceContext) -> Iterator[Finding]:
    """Yield one finding for each percentage without a count in the same passage."""
    for passage in context.passages:
        if passage.manner is Manner.DICTATED or _FREQUENCY.search(passage.text):
            continue
        for match in (*_PERCENTAGE.finditer(passage.text), *_IN_WORDS.finditer(passage.text)):
            yield Finding(
                context.place(passage, *match.span()),
                CODE,
                f"“{match.group()}” stands without a natural frequency",
                "write how many of how many, for example `about 2 in 100`",
                SEVERITY,
                passage.field,
            )
