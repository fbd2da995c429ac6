"""CLS113: nothing says that the treatment is legal in this state.

A state law may allow a treatment and change nothing about FDA's requirements. A patient who
reads "legal in this state" takes it for approval.

Bad::

    Exosome therapy is legal in this state.

Good::

    A state law may allow a treatment. That does not mean FDA has approved the product.
"""

from __future__ import annotations

from collections.abc import Iterator

from consent.checks.source.facts.claim import claim
from consent.checks.source.facts.claims import scan
from consent.checks.source.facts.context import SourceContext
from consent.models.findings.finding import Finding, Severity

CODE = "CLS113"
TITLE = "no blessing by a state"
SEVERITY = Severity.ERROR
REFERENCE = (
    "United States v. California Stem Cell Treatment Center (9th Cir. Sep 27, 2024); Fla. Stat. 458.3245(2)"
)
EVERY_LANGUAGE = True
NEEDS = "claims"

_STATES = (
    "this state|our state|your state|the state|California|Florida|Utah|Texas|Nevada|Georgia|Tennessee|"
    "Montana|Wyoming|Washington|Nebraska|Vermont|Arizona|Pennsylvania"
)
_HINT = "leave it out; the clause `registration-not-approval` says what is true"
CLAIMS = (
    claim(
        rf"\b(?:legal|lawful|legali[sz]ed|permitted|allowed)\b[^.]{{0,30}}\b(?:in|under|"
        rf"by)\s+(?:the\s+laws?\s+of\s+)?(?:{_STATES})\b",
        "reads as an approval",
        _HINT,
    ),
    claim(
        rf"\b(?:authori[sz]ed|approved|permitted|allowed|protected)\s+(?:by|"
        rf"under)\s+(?:{_STATES})(?:['’]s)?\s+(?:law|statute|act)\b",
        "reads as an approval",
        _HINT,
    ),
    claim(
        r"\b(?:authori[sz]ed|permitted)\s+(?:by|under)\s+(?:SB|HB|section|§|Fla\.|Florida Statutes)\s*\d",
        "reads as an approval",
        _HINT,
    ),
    claim(
        r"\bfully\s+(?:legal|compliant|lawful)\b|\b(?:legal|lawful|approved|authori[sz]ed)\s+here\b",
        "reads as an approval",
        _HINT,
    ),
)


def check(context: SourceContext) -> Iterator[Finding]:
    """Yield one finding for each claim that a state allows it."""
    yield from scan(context, CODE, CLAIMS)
