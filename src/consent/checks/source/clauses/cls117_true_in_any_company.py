"""CLS117: what is said of a product's approval is kept to where it is given by itself.

FDA approves a product as labelled: by itself. Mixed with another product, or put into the
same joint at the same visit, it is neither on-label nor off-label. A sentence that says so
without regard to what else is given becomes untrue the day it is mixed. So such words
stand only in clauses whose ``applies_when`` keeps them to a status that a product has alone,
and never in a procedure's own text.

Bad::

    applies_when:
      - {fact: family, includes: hyaluronic-acid}
    ---
    FDA has approved this gel for the use planned for you.

Good::

    applies_when:
      - {fact: status, includes: on-label}
    ---
    FDA has approved this gel, by itself, for the use planned for you.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from consent.checks.source.facts.claim import Claim
from consent.checks.source.facts.claims import scan
from consent.checks.source.facts.context import SourceContext
from consent.checks.source.facts.passages import Passage
from consent.models.findings.finding import Finding, Severity
from consent.models.library.clause import Clause
from consent.models.library.condition import Fact
from consent.models.library.procedure import GIVEN_WITH_OTHERS
from consent.models.people.use import Use

CODE = "CLS117"
TITLE = "true in any company"
SEVERITY = Severity.ERROR
REFERENCE = "21 CFR 1271.10(a)(3); 21 CFR 814.80 (a device is used as its approval says); 83 FR 64844"
EVERY_LANGUAGE = True
NEEDS = "claims"

_HINT = (
    "add `{fact: status, includes: on-label}` (or off-label, label-use-unknown) to `applies_when:`,"
    " or say it of the product by itself"
)
_CLAIMS = (
    Claim(
        re.compile(r"\b(?:on|off)[-\s–‑]label\b", re.IGNORECASE),
        "is untrue as soon as the product is given with another",
        _HINT,
        may_be_denied=False,
    ),
    Claim(
        re.compile(
            r"\b(?:fits?|within|covered\s+by|part\s+of|under)\s+(?:that|this|the|its|FDA['’]s)\s+"
            r"(?:FDA\s+)?(?:approval|label|approved\s+use)\b"
            r"|\bapproved\b[^.;]{0,40}\b(?:for|in)\s+(?:the\s+(?:use|treatment|body\s+part)\s+(?:you|"
            r"planned)|your\b|this\s+"
            r"(?:use|treatment|problem)\b)",
            re.IGNORECASE,
        ),
        "is untrue as soon as the product is given with another",
        _HINT,
    ),
)
_BY_ITSELF = re.compile(r"\b(?:by\s+itself|on\s+its\s+own|alone)\b", re.IGNORECASE)


def check(context: SourceContext) -> Iterator[Finding]:
    """Yield one finding for each word of approval that would print beside another product too."""
    kept = {
        id_
        for id_, loaded in context.library.clauses.items()
        if _only_by_itself(loaded.clause.value) or _of_a_machine(loaded.clause.value)
    }

    by_itself = _BY_ITSELF if context.wording is None else context.wording.by_itself

    def accept(passage: Passage, sentence: str) -> bool:
        return passage.owner not in kept and not by_itself.search(sentence)

    yield from scan(context, CODE, _CLAIMS, accept)


def _only_by_itself(clause: Clause) -> bool:
    """Whether its condition holds for no product that is given with another."""
    for test in clause.applies_when:
        words = (test.includes,) if isinstance(test.includes, str) else test.includes
        if test.fact is Fact.USE and set(words) == {Use.ALONE.value}:
            return True
        if test.fact in (Fact.STATUS, Fact.PRODUCT_STATUS) and words:
            together = {status.value for status in GIVEN_WITH_OTHERS}
            return not any(word.split()[-1] in together for word in words)
    return False


def _of_a_machine(clause: Clause) -> bool:
    words = [test.includes for test in clause.applies_when if test.fact is Fact.REGULATION]
    return words == ["cleared-device"]
