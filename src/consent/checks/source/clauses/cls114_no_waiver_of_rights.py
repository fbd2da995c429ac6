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
    r"(?:waiv(?:e|es|ed|ing|er)|giv(?:e|es|ing)\s+up|forfeit\w*|relinquish\w*|surrender\w*|renounc\w*|"
    r"forgo\w*|"
    r"acquit\w*|excus(?:e|es|ing))"
)
_RIGHT = (
    r"(?:rights?|claims?|jury|trial|liability|negligence|damages|remed(?:y|ies)|recourse|compensation|"
    r"fault|carelessness|"
    r"protections?|lawsuits?|litigation|(?:legal\s+)?action|court)"
)
_SUIT = r"(?:claims?|actions?|suits?|lawsuits?|litigation|proceedings?|cases?)"
_PATIENT = r"(?:I|you|patients?|clients?|participants?|guests?|members?|undersigned|agree[sd]?)"
_DISPUTES = (
    r"(?:disputes?|grievances?|disagreements?|claims?|controvers\w+|quarrels?|conflicts?|differences|"
    r"complaints?)"
)
_US = (
    r"(?:we|us|practice|clinic|cent(?:er|re)|hospital|doctors?|dr|physicians?|providers?|staff|company|maker)"
)
_NOT = r"(?:not|never|n['’]t|cannot|no\s+longer)"
_UNHAPPY = r"(?:negative|bad|unfavou?rable|critical|harmful|disparaging)"
_SPEECH = r"(?:reviews?|feedback|ratings?|comments?|posts?|statements?)"


def _out(pattern: str, *, may_be_denied: bool = False) -> Claim:
    return claim(pattern, _OUT, _HINT, may_be_denied=may_be_denied)


_SUING = (
    claim(
        r"(?<!not use )(?<!not require )(?<!not ask for )\barbitrat\w*"
        r"(?![^.]*\b(?:voluntary|optional|separate|declined|not\s+(?:required|part)))",
        "does not belong in a consent",
        "make it a separate document, if the law allows it at all",
        may_be_denied=False,
    ),
    _out(
        rf"\b(?:cannot|can['’]t|may\s+not|will\s+not|won['’]t|shall\s+not|never|not\s+to|agree\s+not\s+to)\s+"
        rf"(?:go\s+to\s+court|take\s+[^.]{{0,25}}\bto\s+court|complain|"
        rf"(?:bring|file|commence|institute|initiate|pursue|seek|start|join|take\s+part\s+in|"
        rf"participate\s+in)\s+"
        rf"[^.]{{0,25}}\b(?:{_SUIT}|complaint)\b(?!\s+(?:with|to)\s+(?:your|my|the)\s+insur))"
    ),
    _out(
        r"\b(?:not\s+(?:to\s+)?sue|(?:cannot|can't|may\s+not|will\s+not|won't|never(?:\s+to)?)\s+sue|"
        r"covenant\s+not)\b"
    ),
    _out(
        rf"\bno\s+(?:\w+\s+)?{_SUIT}\s+(?:may|shall|will|can)\s+be\b|\bno\s+(?:legal\s+)?recourse\b|"
        r"\b(?:class|collective|group)(?:,?\s+(?:or|and|collective|group|representative|mass)){0,4}\s+"
        r"(?:action|lawsuit|suit|proceeding|claim)s?\b|"
        rf"\b{_SUIT}\b[^.]{{0,60}}\bindividually\b"
    ),
    _out(
        rf"\b{_DISPUTES}\b[^.]{{0,160}}"
        r"\b(?:mediat\w+|private\s+(?:judge|neutral|referee|umpire|panel)|tribunal|"
        r"(?:instead\s+of|in\s+place\s+of|rather\s+than)\s+(?:by\s+)?(?:(?:a|any|the)\s+)?(?:judge|"
        r"court|jury|lawsuit|suit|trial))\b|"
        r"\blook\s+(?:only|solely)\s+to\b"
    ),
    _out(
        rf"\b{_DISPUTES}\b[^.]{{0,60}}\b(?:out\s+of|outside)\s+"
        r"(?:(?:a|any|the)\s+)?courts?\b|"
        r"\bnot\s+(?:to\s+)?(?:bring|take|lay|put)\b[^.]{0,25}\b(?:before|to|into)\s+(?:(?:a|any|the)\s+)?"
        r"(?:courts?|judges?|jury)\b"
    ),
    _out(
        r"\b(?:cover|pay|reimburse|owe|bear)s?\b[^.]{0,40}\b(?:attorney\W*s?\W*\s+fees?|"
        r"legal\s+(?:costs|fees))\b|"
        rf"\b{_PATIENT}\b[^.]{{0,15}}\b(?:pay|reimburse|cover|repay)\b[^.]{{0,30}}\b(?:what|whatever|"
        rf"everything|anything|all)\b"
        rf"[^.]{{0,25}}\b(?:{_US}|it|they)\b[^.]{{0,20}}\b(?:pay|owe|lose|spend)s?\b",
        may_be_denied=True,
    ),
    _out(
        r"\b(?:cannot|can['’]t|may\s+not|will\s+not|won['’]t|shall\s+not|never)\s+be\s+(?:sued|"
        r"taken\s+to\s+court)\b"
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
        r"\b(?:not|never|cannot)\s+(?:be\s+)?(?:held\s+)?(?:legally\s+|financially\s+)?(?:liable|"
        r"accountable|answerable|"
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
        r"\b(?:assum(?:e|es|ing)|accept(?:s|ing)?|tak(?:e|es|ing)|bear(?:s|ing)?)\s+(?:all|any|full|"
        r"every|sole|"
        r"the\s+full|complete)\b[^.]{0,30}\b(?:risks?|responsibility|consequences?)\b|"
        r"\bassum(?:e|es|ing)\s+(?:the\s+)?(?:risk|responsibility)\s+(?:for|of)\s+(?:all|any|every)\b",
        may_be_denied=True,
    ),
    _out(
        r"\b(?:assum(?:e|es|ing)|tak(?:e|es|ing)|accept(?:s|ing)?|shoulder(?:s|ing)?|bear(?:s|ing)?)\s+"
        r"(?:(?:up)?on\s+(?:myself|yourself|me)\s+)?(?:each|every|all|any)(?:\s+(?:and|of|every|the|"
        r"these|those|such)){0,3}\s+"
        r"(?:\w+\s+)?(?:risks?|dangers?|hazards?|perils?)\b|\bassum(?:e|es|ing)\s+(?:them|these|those)\b",
        may_be_denied=True,
    ),
    _out(
        r"\b(?:whatever|anything|everything)\s+(?:that\s+)?(?:happens|results|follows|goes\s+wrong|"
        r"comes)\b[^.]{0,30}"
        r"\b(?:on\s+(?:me|you)|(?:my|your)\s+(?:own\s+)?(?:fault|risk|problem|burden|responsibility|"
        r"account)\b)\b"
    ),
    _out(
        r"\b(?:most|maximum|largest\s+\w+|highest\s+\w+)\b[^.]{0,40}\b(?:recover|claim|collect|"
        r"be\s+(?:paid|awarded))\b[^.]{0,50}\b(?:is|shall\s+be|will\s+be)\b"
        rf"|\b(?:recover|claim)\s+(?:from\s+{_US}\s+)?no\s+more\s+than\b"
    ),
    _out(
        r"\b(?:nobody|no\s+one|neither|none)\b[^.]{0,50}\b(?:liable|accountable|(?:held|"
        r"legally)\s+responsible|"
        r"owes?\s+(?:me|you|the\s+patient)|be\s+sued)\b"
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
        rf"\b{_PATIENT}\b[^.]{{0,40}}\b{_NOT}\s+(?:to\s+)?(?:post|publish|write|leave|share|"
        rf"make)\b[^.]{{0,40}}"
        rf"\b(?:{_SPEECH}|social\s+media)\b",
        _SILENCED,
        _HINT,
        may_be_denied=False,
    ),
    claim(
        r"\b(?:refrain|abstain)\s+from\s+(?:\w+\s+){0,2}(?:post|publish|writ|review|describ|comment|"
        r"shar|speak)\w*|"
        r"\bonly\s+(?:positive|favou?rable|five[- ]star)\b|\bcomplain\w*\s+publicly\b|"
        rf"\brights?\s+to\s+(?:your|my|any|all)\s+reviews?\b|"
        rf"\b{_UNHAPPY}\s+{_SPEECH}\b(?=[^.]*\b(?:discharged|dismissed|owe|fine|penalt\w+|removed|"
        rf"barred|shall|must)\b)",
        _SILENCED,
        _HINT,
        may_be_denied=False,
    ),
    claim(
        rf"\b{_PATIENT}\b[^.]{{0,30}}\b(?:post|publish|write|say|share)\s+nothing\b|"
        r"\b(?:before|prior\s+to)\s+\w+ing\s+(?:an?|any|the)\s+(?:\w+\s+)?(?:reviews?|posts?|comments?|"
        r"ratings?)\b[^.]{0,60}"
        r"\b(?:send|show|submit|approv\w*|permission|clear|ask)\b|"
        r"\b(?:stars?|ratings?|reviews?)\b[^.]{0,40}\b(?:owes?|fees?|fine[ds]?|penalt\w+|"
        r"costs?\s+(?:me|you|the\s+(?:patient|client|guest)))\b|"
        r"\bcopyright\b[^.]{0,60}\b(?:writ\w+|post\w*|review\w*|publish\w*|say)\b|"
        rf"\b{_PATIENT}\b[^.]{{0,20}}\b{_NOT}\s+(?:to\s+)?report\b[^.]{{0,60}}\b(?:agency|agencies|FDA|"
        rf"board|anyone|authorit\w+|"
        r"government|before|until|without)\b",
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
        r"(?:withdraw|revoke|rescind|refuse|back\s+out|cancel\s+(?:my|your|this)\s+consent|"
        r"change\s+(?:my|your)\s+mind|"
        r"stop\s+the\s+treatment)\b|"
        r"\bconsent\s+(?:is|shall\s+be)\s+(?:irrevocable|final\s+and\s+binding)\b|"
        r"\b(?:consent|agreement|signature|decision)\b[^.]{0,60}\b(?:cannot|can\s+not|can['’]t|"
        r"may\s+not|never)\s+be\s+"
        r"(?:taken\s+back|withdrawn|revoked|unsaid)\b(?!\s+out)|"
        r"\b(?:lose|loses|forfeit|forfeits|give\s+up|gives\s+up|without)\s+(?:the|my|your|their|any)\s+"
        r"(?:option|right|chance|ability|freedom)\s+to\s+(?:withdraw|stop|refuse|change|say\s+no|"
        r"back\s+out)\b|"
        r"\bdecision\s+(?:cannot|can\s+not|may\s+not)\s+be\s+(?:reversed|undone|changed|withdrawn|revoked)\b|"
        r"\bwithdraw\w*\b[^.]{0,50}\b(?:is|are)\s+not\s+(?:permitted|allowed|possible)\b|"
        r"\b(?:say\s+no|stop|withdraw|refuse|change\s+(?:my|your)\s+mind)\s+(?:only\s+)?(?:(?:before|"
        r"until)\s+"
        r"(?:you|I)\s+(?:have\s+)?pa(?:y|id)|up\s+to\s+(?:the\s+day|\w+\s+(?:hours?|days?|"
        r"weeks?))\s+before)\b",
        "takes away the right to change one's mind",
        _HINT,
        may_be_denied=False,
    ),
)
_PUNISHED = (
    _out(
        r"\b(?:records?|charts?|files?|notes)\b[^.]{0,40}\b(?:not|never)\s+be\s+(?:released|given|"
        r"shown|sent|disclosed|handed)\s+to\s+"
        r"(?:me|you|my\s+lawyer|your\s+lawyer|the\s+patient)\b"
    ),
    _out(
        r"\b(?:declin\w+|refus\w+|say(?:ing)?\s+no|withdraw\w*)\b[^.]{0,50}\b(?:no\s+longer|not|never|"
        r"stop)\s+"
        r"(?:(?:see|seeing|treat|treating|care\s+for|accept)\s+(?:you|me)\b|be\s+(?:seen|treated|"
        r"our\s+patient))"
    ),
)
CLAIMS = (*_SUING, *_LIABILITY, *_SPEAKING, *_BOUND, *_PUNISHED)


def check(context: SourceContext) -> Iterator[Finding]:
    """Yield one finding for each wording that takes a right away."""
    yield from scan(context, CODE, CLAIMS)
