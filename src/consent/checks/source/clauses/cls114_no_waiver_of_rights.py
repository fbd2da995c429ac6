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

from consent.checks.source.facts.claim import Claim, claim
from consent.checks.source.facts.claims import scan
from consent.checks.source.facts.context import SourceContext
from consent.models.findings.finding import Finding, Severity

CODE = "CLS114"
TITLE = "no waiver of rights"
SEVERITY = Severity.ERROR
REFERENCE = (
    "21 CFR 50.20; 45 CFR 46.116(a)(6); Tunkl v. Regents, 60 Cal. 2d 92 (1963); Cal. Code Civ. Proc. 1295"
)
EVERY_LANGUAGE = True
NEEDS = "claims"

_OUT = "takes a legal right away"
_HINT = "leave it out of the consent"
_GIVE_UP = (
    r"(?:waiv(?:e|es|ed|ing|er)|giv(?:e|es|ing)\s+up|forfeit\w*|relinquish\w*|surrender\w*|renounc\w*|forgo\w*|"
    r"acquit\w*|excus(?:e|es|ing))"
)
_RIGHT = (
    r"(?:rights?|claims?|jury|trial|liability|negligence|damages|remed(?:y|ies)|recourse|compensation|fault|carelessness|"
    r"protections?|lawsuits?|litigation|(?:legal\s+)?action|court)"
)
_SUIT = r"(?:claims?|actions?|suits?|lawsuits?|litigation|proceedings?|cases?)"
_PATIENT = r"(?:I|you|patients?|clients?|participants?|guests?|members?|undersigned|agree[sd]?)"
_NOT = r"(?:not|never|n['’]t|cannot|no\s+longer)"
_UNHAPPY = r"(?:negative|bad|unfavou?rable|critical|harmful|disparaging)"
_SPEECH = r"(?:reviews?|feedback|ratings?|comments?|posts?|statements?)"


def _out(pattern: str, *, may_be_denied: bool = False) -> Claim:
    return claim(pattern, _OUT, _HINT, may_be_denied=may_be_denied)


_SUING = (
    claim(
        r"\barbitrat\w*(?![^.]*\b(?:voluntary|optional|separate|not\s+(?:required|part)))",
        "does not belong in a consent",
        "make it a separate document, if the law allows it at all",
        may_be_denied=False,
    ),
    _out(
        rf"\b(?:cannot|can['’]t|may\s+not|will\s+not|won['’]t|shall\s+not|never|not\s+to|agree\s+not\s+to)\s+"
        rf"(?:go\s+to\s+court|take\s+[^.]{{0,25}}\bto\s+court|complain|"
        rf"(?:bring|file|commence|institute|initiate|pursue|seek|start|join|take\s+part\s+in|participate\s+in)\s+"
        rf"[^.]{{0,25}}\b(?:{_SUIT}|complaint)\b(?!\s+(?:with|to)\s+(?:your|my|the)\s+insur))"
    ),
    _out(
        r"\b(?:not\s+(?:to\s+)?sue|(?:cannot|can't|may\s+not|will\s+not|won't|never(?:\s+to)?)\s+sue|covenant\s+not)\b"
    ),
    _out(
        rf"\bno\s+(?:\w+\s+)?{_SUIT}\s+(?:may|shall|will|can)\s+be\b|\bno\s+(?:legal\s+)?recourse\b|"
        r"\b(?:class|collective|group)\s+(?:action|lawsuit|suit|proceeding|claim)s?\b|"
        rf"\b{_SUIT}\b[^.]{{0,60}}\bindividually\b"
    ),
    _out(
        r"\b(?:disputes?|grievances?|disagreements?|claims?|controvers\w+)\b[^.]{0,160}"
        r"\b(?:mediat\w+|private\s+(?:judge|neutral|referee|umpire|panel)|tribunal|"
        r"(?:instead\s+of|in\s+place\s+of|rather\s+than)\s+(?:by\s+)?(?:(?:a|any|the)\s+)?(?:judge|court|jury))\b|"
        r"\blook\s+(?:only|solely)\s+to\b"
    ),
    _out(
        r"\b(?:disputes?|grievances?|disagreements?|claims?|controvers\w+)\b[^.]{0,60}\b(?:out\s+of|outside)\s+"
        r"(?:(?:a|any|the)\s+)?courts?\b|"
        r"\bnot\s+(?:to\s+)?(?:bring|take|lay|put)\b[^.]{0,25}\b(?:before|to|into)\s+(?:(?:a|any|the)\s+)?"
        r"(?:courts?|judges?|jury)\b"
    ),
    _out(
        r"\b(?:cover|pay|reimburse|owe|bear)s?\b[^.]{0,40}\b(?:attorney\W*s?\W*\s+fees?|legal\s+(?:costs|fees))\b"
    ),
)
_LIABILITY = (
    _out(rf"\b{_GIVE_UP}\b[^.]{{0,70}}\b{_RIGHT}\b", may_be_denied=True),
    _out(
        r"\b(?:liability\s+waiver|waiver\s+of\s+(?:liability|rights|claims?)|"
        r"release\s+of\s+liability|general\s+release)\b",
        may_be_denied=True,
    ),
    _out(
        r"\b(?:releas(?:e|es|ed|ing)|discharg(?:e|es|ing)|exonerat\w*|absolv\w*|acquit\w*|free)\b[^.]{0,70}\b"
        r"(?:(?:from|of)\b[^.]{0,40}\b(?:liabilit\w+|claims?|negligence|responsib\w+|lawsuits?|damages|blame)"
        r"|from\s+(?:anything|everything|whatever)\b)",
        may_be_denied=True,
    ),
    _out(r"\b(?:hold|holds|held|holding)\b[^.]{0,40}\bharmless\b|\bindemnif\w*", may_be_denied=True),
    _out(
        r"\b(?:not|never|cannot)\s+(?:be\s+)?(?:held\s+)?(?:legally\s+|financially\s+)?(?:liable|accountable|answerable|"
        r"responsible\s+for\s+(?:any|all|how|what)\b|at\s+fault)"
    ),
    _out(
        r"\b(?:no|without|limited)\s+(?:legal\s+)?liability\b|\blimitation\s+of\s+liability\b|"
        r"\bliability\b[^.]{0,40}\b(?:capped|limited\s+to|(?:shall|will)\s+be\s+limited|not\s+exceed)\b"
    ),
    _out(
        r"\b(?:bears?|has|have|accepts?|assumes?|takes?)\s+no\s+(?:legal\s+)?"
        r"(?:responsibility|duty\s+to\s+(?:me|you|the\s+patient))\b(?!\s+to\s+pay)"
    ),
    _out(
        r"\b(?:assum(?:e|es|ing)|accept(?:s|ing)?|tak(?:e|es|ing)|bear(?:s|ing)?)\s+(?:all|any|full|every|sole|"
        r"the\s+full|complete)\b[^.]{0,30}\b(?:risks?|responsibility|consequences?)\b|"
        r"\bassum(?:e|es|ing)\s+(?:the\s+)?(?:risk|responsibility)\s+(?:for|of)\s+(?:all|any|every)\b",
        may_be_denied=True,
    ),
    _out(
        r"\b(?:nobody|no\s+one|neither|none)\b[^.]{0,50}\b(?:liable|accountable|(?:held|legally)\s+responsible)\b"
    ),
    _out(
        r"\b(?:practice|clinic|center|hospital|doctors?|dr|staff|insurers?|we|company)\b[^.]{0,40}\bowes?\s+"
        r"(?:(?:me|you|the\s+patient)\s+)?nothing\b|"
        r"\baccept(?:s|ing)?\s+(?:all|everything|whatever|anything)\s+(?:that\s+)?"
        r"(?:may|might|could|will|comes?|happens?|results?)\b|"
        r"\b(?:nobody|no\s+one)(?:\s+else)?['’]s?\s+(?:else['’]s\s+)?(?:fault|doing)\b"
    ),
    _out(r"\b(?:at\s+(?:my|your|their)\s+own\s+risk)\b", may_be_denied=True),
    _out(
        r"\bnot\s+(?:to\s+)?hold\b[^.]{0,40}\b(?:responsible|liable|accountable)\b|\bassumption\s+of\s+risk\b"
    ),
)
_SILENCED = "forbids the patient to speak"
_SPEAKING = (
    claim(
        rf"\b{_PATIENT}\b[^.]{{0,40}}\b{_NOT}\s+(?:to\s+)?(?:post|publish|write|leave|share|make)\b[^.]{{0,40}}"
        rf"\b(?:{_SPEECH}|social\s+media)\b",
        _SILENCED,
        _HINT,
        may_be_denied=False,
    ),
    claim(
        r"\b(?:refrain|abstain)\s+from\s+(?:\w+\s+){0,2}(?:post|publish|writ|review|describ|comment|shar|speak)\w*|"
        r"\bonly\s+(?:positive|favou?rable|five[- ]star)\b|\bcomplain\w*\s+publicly\b|"
        rf"\brights?\s+to\s+(?:your|my|any|all)\s+reviews?\b|"
        rf"\b{_UNHAPPY}\s+{_SPEECH}\b(?=[^.]*\b(?:discharged|dismissed|owe|fine|penalt\w+|removed|barred|shall|must)\b)",
        _SILENCED,
        _HINT,
        may_be_denied=False,
    ),
    claim(
        rf"\b{_PATIENT}\s+(?:\w+\s+){{0,3}}keep\b[^.]{{0,60}}\b(?:confidential|secret)\b", _SILENCED, _HINT
    ),
)
_BOUND = (
    claim(
        r"\b(?:cannot|can['’]t|may\s+not|will\s+not\s+be\s+able\s+to|not\s+allowed\s+to|no\s+right\s+to|"
        r"(?:can|may)\s+no\s+longer|no\s+longer\s+(?:can|may|able\s+to))\s+"
        r"(?:withdraw|revoke|rescind|refuse|back\s+out|cancel\s+(?:my|your|this)\s+consent|change\s+(?:my|your)\s+mind|"
        r"stop\s+the\s+treatment)\b|"
        r"\bconsent\s+(?:is|shall\s+be)\s+(?:irrevocable|final\s+and\s+binding)\b|"
        r"\bdecision\s+(?:cannot|can\s+not|may\s+not)\s+be\s+(?:reversed|undone|changed|withdrawn|revoked)\b|"
        r"\bwithdraw\w*\b[^.]{0,50}\b(?:is|are)\s+not\s+(?:permitted|allowed|possible)\b|"
        r"\b(?:say\s+no|stop|withdraw|refuse|change\s+(?:my|your)\s+mind)\s+(?:only\s+)?(?:(?:before|until)\s+"
        r"(?:you|I)\s+(?:have\s+)?pa(?:y|id)|up\s+to\s+(?:the\s+day|\w+\s+(?:hours?|days?|weeks?))\s+before)\b",
        "takes away the right to change one's mind",
        _HINT,
        may_be_denied=False,
    ),
)
CLAIMS = (*_SUING, *_LIABILITY, *_SPEAKING, *_BOUND)


def check(context: SourceContext) -> Iterator[Finding]:
    """Yield one finding for each wording that takes a right away."""
    yield from scan(context, CODE, CLAIMS)
