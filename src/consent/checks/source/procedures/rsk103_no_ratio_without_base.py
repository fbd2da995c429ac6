"""RSK103: a ratio stands beside the counts it was made from.

"Twice as likely" may mean from 1 to 2 in a million or from 30 to 60 in 100. A reader cannot
tell, and most take it for much. With both counts in the same passage the ratio may stay; better
is to give the counts alone.

Bad::

    likelihood: About one and a half times as many as with fake shots

Good::

    what_it_means: About 25 in 1,000 people had one with fake shots, and 37 in 1,000 with the gel.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from consent.checks.source.facts.claim import Claim
from consent.checks.source.facts.claims import scan
from consent.checks.source.facts.context import SourceContext
from consent.checks.source.facts.passages import Passage
from consent.models.findings.finding import Finding, Severity

CODE = "RSK103"
TITLE = "no ratio without its base"
SEVERITY = Severity.ERROR
REFERENCE = (
    "Trevena et al., BMC Med Inform Decis Mak 2013;13 Suppl 2:S7 (IPDAS): absolute, not relative risks"
)
EVERY_LANGUAGE = True
NEEDS = "claims"

_PART = r"(?:half|third|quarter|fifth|tenth)s?"
_MANY = r"(?:\d+(?:[.,]\d+)?|one|two|three|four|five|six|seven|eight|nine|ten)"
_LIKELY = r"(?:likely|often|common|frequent|many|much|high|great|risky)"
_MORE = r"(?:more|higher|greater|less|fewer|lower|rarer)"
_RATIO = re.compile(
    rf"\b(?:twice|thrice|{_MANY}(?:\s+and\s+a\s+half)?\s+times)\s+(?:as|{_MORE}|the\s+(?:risk|chance|rate|number))\b"
    rf"|\bhalf\s+(?:as\s+{_LIKELY}\b|the\s+(?:risk|chance|rate|number)\b)"
    rf"|\b(?:(?:a|one|two|three)\s+)?{_PART}\s+{_MORE}\b"
    rf"|\b(?:rises?|rose|falls?|fell|grows?|grew|drops?|dropped|cuts?|raises?|raised|lowers?|lowered|"
    rf"increase[sd]?|reduce[sd]?)\b[^.;]{{0,40}}?\bby\s+(?:about\s+)?(?:(?:a|one|two)\s+)?(?:{_PART}|\d+\s?(?:%|percent))"
    rf"|\b\d+(?:[.,]\d+)?\s?(?:%|percent)\s+{_MORE}\b"
    r"|\b(?:doubles?|doubled|triples?|tripled|halves?|halved)\s+(?:the|your|this|that)\b"
    r"|\b(?:two|three|four|five|ten|\d+)[- ]?fold\b"
    r"|\b(?:relative\s+risk|risk\s+ratio|odds\s+ratio|hazard\s+ratio|(?-i:RR|OR|HR)\s+(?:of\s+)?\d)",
    re.IGNORECASE,
)
_COUNT = re.compile(
    r"\b(\d[\d,.]*|none|no one)\s+(?:\w+\s+){0,3}?(?:in|of|out\s+of)\s+(?:every\s+)?(\d[\d,]*)\b",
    re.IGNORECASE,
)
_BOTH = 2

_CLAIMS = (
    Claim(
        _RATIO,
        "is a ratio without its base",
        "write both counts, for example `about 25 in 1,000 without it and 37 in 1,000 with it`",
        may_be_denied=False,
    ),
)


def check(context: SourceContext) -> Iterator[Finding]:
    """Yield one finding for each ratio in a passage that does not give both of its counts."""
    counted = _COUNT if context.wording is None else context.wording.counted

    def accept(passage: Passage, _sentence: str) -> bool:
        return len(counted.findall(passage.text)) < _BOTH

    yield from scan(context, CODE, _CLAIMS, accept)
