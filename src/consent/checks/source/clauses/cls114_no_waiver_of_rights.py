"""CLS114: a consent takes no legal right away: no release, no waiver, no arbitration.

Research rules forbid such words outright, courts void them in treatment, and a person who
reads them trusts nothing else on the page. An arbitration agreement, where lawful at all,
is a separate document.

Bad::

    I release the practice from all liability and agree to binding arbitration.

Good::

    Signing does not take away any of your legal rights.
"""

from __future__ import annotations

from collections.abc import Iterator

from consent.checks.source.facts.claims import claim, scan
from consent.checks.source.facts.context import SourceContext
from consent.models.findings.finding import Finding, Severity

CODE = "CLS114"
TITLE = "no waiver of rights"
SEVERITY = Severity.ERROR
REFERENCE = (
    "21 CFR 50.20; 45 CFR 46.116(a)(6); Tunkl v. Regents, 60 Cal. 2d 92 (1963); Cal. Code Civ. Proc. 1295"
)

_OUT = "takes a legal right away"
_HINT = "leave it out of the consent"
CLAIMS = (
    claim(
        r"\barbitrat\w*",
        "does not belong in a consent",
        "make it a separate document, if the law allows it at all",
        may_be_denied=False,
    ),
    claim(
        r"\b(?:waiv(?:e|es|ed|ing|er)|giv(?:e|es|ing)\s+up|forfeit\w*|relinquish\w*|"
        r"surrender\w*)\b[^.]{0,50}\b(?:rights?|claims?|jury|trial|liability|negligence|"
        r"damages|remed(?:y|ies))\b",
        _OUT,
        _HINT,
    ),
    claim(
        r"\b(?:liability\s+waiver|waiver\s+of\s+(?:liability|rights|claims?)|"
        r"release\s+of\s+liability|general\s+release)\b",
        _OUT,
        _HINT,
    ),
    claim(
        r"\b(?:releas(?:e|es|ed|ing)|discharg(?:e|es|ing)|exonerat\w*|absolv\w*)\b"
        r"[^.]{0,70}\b(?:from|of)\b[^.]{0,40}\b(?:liabilit\w+|claims?|negligence|responsib\w+|"
        r"lawsuits?|damages)\b",
        _OUT,
        _HINT,
    ),
    claim(r"\b(?:hold|holds|held|holding)\b[^.]{0,40}\bharmless\b|\bindemnif\w*", _OUT, _HINT),
    claim(
        r"\b(?:not|never)\s+(?:be\s+)?(?:held\s+)?(?:legally\s+|financially\s+)?(?:liable|"
        r"responsible\s+for\s+(?:any|all)\s+(?:\w+\s+)?(?:injur\w*|harm|damages?|loss\w*|"
        r"complications?|outcomes?|results?))",
        _OUT,
        _HINT,
        may_be_denied=False,
    ),
    claim(
        r"\b(?:no|without|limited)\s+(?:legal\s+)?liability\b|\blimitation\s+of\s+liability\b",
        _OUT,
        _HINT,
        may_be_denied=False,
    ),
    claim(
        r"\b(?:assum(?:e|es|ing)|accept(?:s|ing)?|tak(?:e|es|ing))\s+(?:all|any|full|every|"
        r"the\s+full|complete)\b[^.]{0,30}\b(?:risks?|responsibility)\b",
        _OUT,
        _HINT,
    ),
    claim(
        r"\b(?:nobody|no\s+one|neither|none)\b[^.]{0,50}\b(?:liable|accountable|(?:held|legally)\s+responsible)\b",
        _OUT,
        _HINT,
        may_be_denied=False,
    ),
    claim(r"\b(?:at\s+(?:my|your|their)\s+own\s+risk)\b", _OUT, _HINT),
    claim(
        r"\bnot\s+(?:to\s+)?hold\b[^.]{0,40}\b(?:responsible|liable|accountable)\b|"
        r"\bliability\s+(?:is|shall\s+be|will\s+be)\s+limited\b|\bassumption\s+of\s+risk\b|\bclass\s+action",
        _OUT,
        _HINT,
        may_be_denied=False,
    ),
    claim(
        r"\b(?:cannot|can['’]t|may\s+not|will\s+not|won['’]t|never|not\s+to|agree\s+not\s+to)\s+"
        r"(?:go\s+to\s+court|take\s+[^.]{0,25}\bto\s+court|bring\s+[^.]{0,20}\b(?:claim|action|suit|case)s?|"
        r"file\s+[^.]{0,20}\b(?:claim|complaint|suit|lawsuit)s?|complain)\b",
        _OUT,
        _HINT,
        may_be_denied=False,
    ),
    claim(
        r"\b(?:cannot|can['’]t|may\s+not|will\s+not|won['’]t|must\s+not|agree\s+not\s+to|never)\s+"
        r"(?:post|publish|write|leave|share|make)\b[^.]{0,40}\b(?:reviews?|ratings?|comments?\s+online|"
        r"social\s+media|statements?\s+about\s+(?:the\s+|our\s+)?(?:clinic|practice|doctor))",
        "forbids the patient to speak",
        _HINT,
        may_be_denied=False,
    ),
    claim(
        r"\b(?:cannot|can['’]t|may\s+not|will\s+not\s+be\s+able\s+to|not\s+allowed\s+to|no\s+right\s+to)\s+"
        r"(?:withdraw|revoke|cancel\s+(?:my|your|this)\s+consent|change\s+(?:my|your)\s+mind|stop\s+the\s+treatment)\b|"
        r"\bconsent\s+(?:is|shall\s+be)\s+(?:irrevocable|final\s+and\s+binding)\b",
        "takes away the right to change one's mind",
        _HINT,
        may_be_denied=False,
    ),
    claim(
        r"\b(?:not\s+(?:to\s+)?sue|(?:cannot|can't|may\s+not|will\s+not|won't|never(?:\s+to)?)\s+sue|covenant\s+not)\b",
        _OUT,
        _HINT,
        may_be_denied=False,
    ),
)


def check(context: SourceContext) -> Iterator[Finding]:
    """Yield one finding for each wording that takes a right away."""
    yield from scan(context, CODE, CLAIMS)
