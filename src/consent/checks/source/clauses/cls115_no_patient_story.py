"""CLS115: a consent tells no patient's story.

A story moves more than a number and proves less. It needs a HIPAA authorization of its own,
and the FTC wants the results people can generally expect beside it.

Bad::

    Our patient Jim, 62, says: "I can climb stairs again!"

Good::

    Stories about patients (anecdotes) are not scientific proof.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from consent.checks.source.facts.claim import Claim, claim
from consent.checks.source.facts.claims import scan
from consent.checks.source.facts.context import SourceContext
from consent.models.findings.finding import Finding, Severity

CODE = "CLS115"
TITLE = "no patient story"
SEVERITY = Severity.ERROR
REFERENCE = "16 CFR 255.2; 45 CFR 164.508"
EVERY_LANGUAGE = True
NEEDS = "claims"

_WHAT = "tells a patient's story"
_HINT = "leave it out; say what studies found, and in how many people"
_OUTCOME = (
    r"(?:pain|walk\w*|feel\w*|felt|better|avoid\w*|relief|return\w*|gone|happy|love\w*|say|says|tell|"
    r"report|improv\w*|"
    r"recover\w*|run|running|sports?|golf|surgery|success\w*|cane|crutches|again|dance\w*)\b"
)
CLAIMS = (
    claim(
        r"\b(?:testimonials?|success\s+stor(?:y|ies)|patient\s+stor(?:y|ies)|"
        r"before[-\s]and[-\s]after\s+(?:photos?|pictures?))\b",
        _WHAT,
        _HINT,
    ),
    claim(
        rf"\b(?:one|two|many|most|some|several|hundreds|thousands|all)\s+of\s+(?:our|"
        rf"my)\s+(?:patients|clients|guests|members)\b(?=[^.]*\b{_OUTCOME})",
        _WHAT,
        _HINT,
    ),
    claim(
        rf"\b(?:our|my)\s+(?:(?:happy|satisfied|last|past|first|latest|"
        rf"most\s+recent)\s+(?:\w+\s+)?)?(?:patients|clients|guests|members)\s+"
        rf"(?=[^.]{{0,80}}\b{_OUTCOME})|"
        r"\b(?:patients|clients|guests|members)\s+(?:\w+ly\s+|often\s+)(?:say|tell|report|love)\b",
        _WHAT,
        _HINT,
    ),
    claim(r"\b(?:an?|one|another)\s+(?:\w+\s+){1,3}(?:we|I)\s+treated\b", _WHAT, _HINT),
    claim(
        rf"\b(?:an?|one|another)\s+(?:\w+\s+){{1,3}}(?:told|tells|wrote|writes|assured|"
        rf"assures)\s+(?:(?:to\s+)?(?:us|me)\s+)?"
        rf"(?:that\s+)?(?:he|she|they|his|her)\b(?=[^.]{{0,60}}\b{_OUTCOME})|"
        r"\b(?:seen|watch\w*|know|heard\s+of)\s+(?:\w+\s+){0,2}(?:on|from)\s+(?:television|tv|"
        r"the\s+news|screen|the\s+radio)\b|"
        r"\b(?:celebrit(?:y|ies)|professional\s+athletes?|olympi(?:c|an)\w*|movie\s+stars?|"
        r"pro\s+players?|famous\s+\w+)\b[^.]{0,40}"
        r"\b(?:come|came|trust|choose|chose|swear|use|go|get)\b",
        _WHAT,
        _HINT,
    ),
    Claim(
        re.compile(
            r"\b(?:Mr|Mrs|Ms|Miss)\.?\s+[A-Z]\w+\s+(?:came|went|could|ran|threw|danced|walk\w*|says?|"
            r"now|felt|feels|"
            r"recovered|returned|avoided|cancel\w*|no\s+longer|is\s+back)\b"
        ),
        _WHAT,
        _HINT,
    ),
    Claim(
        re.compile(
            r"\b(?!(?:January|February|March|April|May|June|July|August|September|October|November|"
            r"December)\b)"
            r"(?:[A-Z][a-z]+|[Aa]n?\s+\w+|[Oo]ne\s+\w+),\s+(?:aged?\s+)?[1-9]\d,\s+[a-z]+\s+[a-z]+"
        ),
        _WHAT,
        _HINT,
    ),
    Claim(
        re.compile(
            r"\b(?:[Oo]ur|[Mm]y|[Aa]|[Oo]ne|[Aa]nother)\s+(?:patient|"
            r"client)s?,?\s+(?:(?:named|called)\s+)?[A-Z][a-z]+"
        ),
        _WHAT,
        _HINT,
    ),
    Claim(
        re.compile(
            r"\b[A-Z][a-z]+(?:\s+[A-Z]\.?)?,\s+(?:age[d]?\s+)?[1-9]\d\b,?\s+(?:\w+\s+){0,3}(?:says?|"
            r"said|could|can|was|had|has|now|felt|went|got|walk\w*|is|came|told)\b"
        ),
        _WHAT,
        _HINT,
    ),
    Claim(
        re.compile(
            r"[\"“][^\"”]*\b(?:I|[Mm]y|I['’]m|I['’]ve)\b[^\"”]*\b(?:pain|walk\w*|feel\w*|felt|"
            r"life|back|better|again|knees?|shoulder|run|play\w*|sleep\w*|recommend\w*)\b"
            r"[^\"”]*[\"”]"
        ),
        _WHAT,
        _HINT,
    ),
    claim(
        r"\b(?:a|one|another)\s+(?:patient|man|woman|person|client)\s+(?:of\s+ours\s+)?"
        r"(?:told|said|says|wrote|shared|tells)\b",
        _WHAT,
        _HINT,
    ),
    claim(
        r"\b(?:a|one|another|this)\s+(?:\d+[- ]year[- ]old|man|woman|athlete|runner|"
        r"grandmother|grandfather|veteran)\b[^.]{0,80}\b(?:pain|walk\w*|better|again|"
        r"recover\w*|return\w*|improv\w*|surgery)\b",
        _WHAT,
        _HINT,
    ),
)

_NAMED = claim(r"\b(?:Mr|Mrs|Ms)\.?\s+[A-Z]\w*", _WHAT, _HINT)
"""In a clause nobody is called by name; a stranger's form may greet its patient so."""


def check(context: SourceContext) -> Iterator[Finding]:
    """Yield one finding for each story."""
    yield from scan(context, CODE, (*CLAIMS, _NAMED))
