"""CLS111: nothing in a consent promises that the treatment works, or that it is safe.

A patient who is promised a result has not been informed. Such words also turn a consent
into advertising, and FDA forbids them for a product under study.

Bad::

    Exosomes cure arthritis. They are safe and effective, and better than surgery.

Good::

    No exosome product has been shown, by FDA's standards, to be safe or to work.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from consent.checks.source.facts.claim import claim
from consent.checks.source.facts.claims import Found, scan
from consent.checks.source.facts.context import SourceContext
from consent.checks.source.facts.wording import Care
from consent.models.findings.finding import Finding, Severity

CODE = "CLS111"
TITLE = "no promise"
SEVERITY = Severity.ERROR
REFERENCE = "21 CFR 312.7(a); FTC Act section 5; Fla. Admin. Code 64B8-11.001"
EVERY_LANGUAGE = True
NEEDS = "claims"

_SAY = "say what is hoped for, how likely it is, and what is not known"
_IT = (
    r"(?:it|this|exosomes|(?:the|this|our|your)\s+(?:\w+\s+)?"
    r"(?:treatment|therapy|shot|injection|product|gel)s?)"
)
_SUBJECT = (
    rf"(?:{_IT}|(?:an?|one|our|single)\s+(?:\w+\s+)?(?:vials?|shots?|injections?|exosomes?)|"
    r"exosomes?|vesicles?)"
)
_MENDS = r"(?:heal|regenerate|regrow|rebuild|repair|restore|reverse|renew|cure)"
_PROVIDER = (
    r"(?:injectors?|doctors?|physicians?|surgeons?|clinics?|practices?|cent(?:er|re)s?|providers?|teams?|"
    r"specialists?|hands)"
)
_WORN = r"(?:cartilage|tendons?|ligaments?|joints?|arthritis|tissues?|damage|cushion|discs?)"
CLAIMS = (
    claim(
        rf"\b{_IT}\s+will\s+(?:work|help|fix|relieve|eliminate|stop|end|remove|take\s+away|ease|improve)\b",
        "promises a result",
        _SAY,
    ),
    claim(
        r"\byou(?:r\s+\w+)?\s+will\s+(?:feel|get|be|walk|heal|recover|become|come\s+back|return)\s+"
        r"(?:\w+ing\s+)?(?:better|well|again|stronger|healed|pain[- ]free|without\s+pain|fully)\b",
        "promises a result",
        _SAY,
    ),
    claim(
        r"\byou\s*(?:will|['’]ll)\s+(?:walk|leave|go|come)\b[^.]{0,40}\b(?:that\s+works|pain[- ]free|healed|"
        r"cured|like\s+new|without\s+pain)\b|"
        r"\bbound\s+to\s+(?:be\s+(?:harmless|safe|better|well)|help|work|heal|succeed|last|improve)\b|"
        r"\b(?:we|I)(?:\s+have|['’]ve)?\s+seen\s+it\s+work\b",
        "promises a result",
        _SAY,
    ),
    claim(
        r"\bnever\s+(?:has|have|had|was|were)\b[^.]{0,30}\bnever\s+will\b",
        "denies the risks",
        "name the risks; where a number is not known, say so",
        may_be_denied=False,
    ),
    claim(
        r"\b(?:always|100\s?%|proven\s+to)\s+(?:works?|effective|successful)\b|"
        r"\bworks\s+for\s+every(?:one|body)\b|"
        r"\bwe\s+promise\b(?!\s+(?:you\s+)?our\s+(?:\w+\s+){0,2}"
        r"(?:attention|respect|honesty|time|care|best|discretion|patience)\b)|"
        r"\b(?:is|are)\s+harmless\b|\bsuccess\s+rate\b",
        "promises a result",
        _SAY,
    ),
    claim(
        r"\bworks?\s+(?:like\s+(?:a\s+(?:charm|dream|treat|clock)|magic|clockwork|new)|wonders|"
        r"miracles|a\s+treat|"
        r"beautifully|perfectly|brilliantly|superbly|marvell?ously|without\s+fail|for\s+(?:all|anyone|"
        r"anybody)\b)|"
        r"\b(?:does|do|did)\s+(?:the\s+(?:trick|job)|wonders|magic)\b|\bnever\s+(?:lets?|disappoints?|"
        r"fails?)\b|"
        r"\bas\s+good\s+as\s+(?:new|healed|cured)\b|"
        r"\blike\s+new\b|\b(?:surefire|fool[- ]?proof|sure\s+thing)\b",
        "promises a result",
        _SAY,
    ),
    claim(
        r"\b(?:nothing|no\s+reason|little)\s+(?:at\s+all\s+)?(?:speaks?|spoke|counts?|is\s+(?:known|"
        r"to\s+be\s+said)|stands?|"
        r"can\s+be\s+said|weighs?)\s+against\b|\bno\s+(?:\w+\s+)?reasons?\s+(?:not\s+to|against)\b|"
        r"\bnothing\s+(?:to\s+(?:lose|fear|worry\s+about)|can\s+go\s+wrong|goes\s+wrong|bad\s+(?:can|"
        r"will)\s+happen)\b",
        "denies the risks",
        "name the risks; where a number is not known, say so",
        may_be_denied=False,
    ),
    claim(
        r"\b(?:cures?|cured|curing|curative)\b(?!\s+(?:with|by|under)\s+(?:\w+\s+)?(?:light|heat|lamp))",
        "promises a cure",
        _SAY,
    ),
    claim(
        rf"\b{_SUBJECT}\s+(?:\w+ly\s+|will\s+|can\s+)?{_MENDS}s?\s+(?:\w+\s+){{0,3}}{_WORN}\b|"
        rf"\b(?:shown|known|proved|able)\s+to\s+{_MENDS}\b",
        "claims an effect that is not known",
        _SAY,
    ),
    claim(
        r"\byour\s+(?:\w+\s+)?(?:pain|arthritis|symptoms?|problems?)\s+will\s+"
        r"(?:disappear|go\s+away|vanish|be\s+gone|end|stop)\b|"
        r"\b(?:expect\s+to|will)\s+be\s+(?:back\s+)?(?:on\s+the\s+(?:\w+\s+)?(?:course|court|field|"
        r"slopes)|running|"
        r"playing|dancing|hiking|golfing)\b|"
        r"\b(?:complete|total|permanent|lasting)\s+(?:pain\s+)?relief\b|\b(?:every|each)\s+time\b",
        "promises a result",
        _SAY,
    ),
    claim(
        rf"\b{_WORN}\s+will\s+(?:grow|heal|regrow|come\s+back|be\s+as)\b|\bas\s+good\s+as\s+(?:it|they|"
        rf"you)\s+(?:was|were|did)\b|"
        r"(?<!when )(?<!until )(?<!before )(?<!after )(?<!once )(?<!if )"
        rf"\b{_IT}\s+(?:(?:ends|stops|halts)(?!\s*(?:[.,;:!?]|$))"
        r"(?!\s+(?:when|after|with|at|on|in|working|helping|short|before|bleeding))|"
        r"fixes|erases|beats|defeats|banishes)\b|"
        r"\b(?:every|each)\s+(?:\w+\s+)?(?:patient|person|guest|client|athlete|knee|hip|shoulder)\s+"
        r"(?:(?:gets|feels|becomes|walks|is)\s+(?:better|well|helped|younger|stronger|relief|results|"
        r"healed|cured|pain[- ]free|again)|"
        r"improves|recovers|heals|benefits)\b|"
        r"\b(?:success|relief|recovery|healing|improvement|good\s+(?:results?|outcomes?))\s+(?:is|are)\s+"
        r"(?:assured|certain|sure|inevitable|a\s+given|yours)\b",
        "promises a result",
        _SAY,
    ),
    claim(
        r"\byou(?:['’]re|\s+are)\s+going\s+to\s+(?:love|enjoy|be\s+(?:amazed|thrilled|delighted))\b|"
        r"\byou\s*(?:will|['’]ll)\s+(?:love\s+(?:how|it|what|your|our|the\s+(?:way|results?|change))|"
        r"be\s+(?:amazed|thrilled|delighted))\b|"
        r"\b(?:first|second|third|next|last)\s+(?:one|shot|round|injection|dose|session|"
        r"treatment)\s+(?:surely\s+)?will"
        r"(?=\s*[.,;!]|\s*$)",
        "promises a result",
        _SAY,
        may_be_denied=False,
    ),
    claim(
        r"\b(?:will|do|does)\s+(?:not|never|no\s+longer)\s+need\s+(?:\w+\s+){0,3}"
        r"(?:surgery|operations?|replacements?|canes?|crutches)\b|\bno\s+longer\s+needs?\s+(?:surgery|"
        r"an\s+operation)\b",
        "promises to spare an operation",
        _SAY,
        may_be_denied=False,
    ),
    claim(
        r"\bnever\s+causes?\b|\bside\s+effects?\s+(?:do\s+not|don['’]t|never|cannot)\s+(?:occur|happen|"
        r"exist)|"
        r"\b(?:cannot|can['’]t|won['’]t|will\s+not|could\s+not)\s+(?:hurt|harm)\s+(?:you|me|anyone|"
        r"anybody)\b|"
        r"\bnothing\b[^.]{0,25}\b(?:can|could|will|would|might)\s+(?:harm|hurt)\b",
        "denies the risks",
        "name the risks; where a number is not known, say so",
        may_be_denied=False,
    ),
    claim(
        r"\b(?:safe(?:ty)?\s+(?:and|&|as\s+well\s+as)\s+(?:effective(?:ness)?|efficac\w+|proven)"
        r"|effective\s+(?:and|&)\s+(?:\w+\s+)?safe|(?:completely|totally|perfectly|entirely|"
        r"100\s?%|very|proven)\s+safe)\b",
        "claims safety and effect",
        _SAY,
    ),
    claim(
        r"\b(?:all[- ]natural|natural|from\s+nature)\b[^.]{0,30}\b(?:so|and|therefore|thus)\b[^.]{0,20}"
        r"\bsafe\b|"
        r"\bsafe\b[^.]{0,25}\bbecause\b[^.]{0,30}\bnatural\b",
        "claims safety",
        _SAY,
    ),
    claim(
        r"(?<!payment )\bguarant(?:ee[sd]?|eeing|y)\b(?!\s+of\s+(?:payment|coverage|eligibility)\b)",
        "promises a result",
        _SAY,
    ),
    claim(
        r"\b(?:(?:better|safer|more\s+effective|superior|preferable)\s+(?:than|to)\s+(?:\w+\s+){0,3}"
        r"(?:surgery|surgical|operation|joint\s+replacement|knee\s+replacement|"
        r"hip\s+replacement|cortisone|steroids?|drugs?|medicines?))",
        "claims to be better than another treatment",
        "describe each choice with its own benefit and risk",
    ),
    claim(
        r"\b(?:spares?\s+(?:you|me)\s+(?:(?:the|an?)\s+)?(?:operation|surgery|knife|replacement)|"
        r"(?:avoids?|replaces?|eliminates?|"
        r"instead\s+of)\s+(?:the\s+need\s+for\s+)?(?:surgery|an\s+operation|"
        r"joint\s+replacement))\b",
        "promises to spare an operation",
        _SAY,
    ),
    claim(
        r"\b(?:(?:no|zero|without(?:\s+any)?)\s+(?:known\s+)?(?:side\s+effects|downsides?|dangers?|"
        r"adverse\s+(?:reactions?|effects?|events?)(?!\s+to\s+(?:medic|drug|latex|an|local))|"
        r"risks?\b(?!\s+(?:is|are|can|of|that|from)))|risk[- ]free|"
        r"(?<!may become )(?<!might become )(?<!could become )(?<!even become )painless)",
        "denies the risks",
        "name the risks; where a number is not known, say so",
    ),
    claim(
        r"\b(?:miracle|breakthrough|revolutionary|cutting[- ]edge|state[- ]of[- ]the[- ]art|"
        r"world[- ]class|life[- ]changing|next[- ]generation|miraculous(?:ly)?)\b|"
        r"\bmost\s+(?:advanced|powerful|trusted|effective|successful)\b[^.]{0,30}\b(?:(?:in|on)\s+the\s+"
        r"(?:world|nation|country|state|region|planet|market)|on\s+earth|available|anywhere|"
        r"by\s+(?:physicians|doctors))\b|"
        r"\bmost\s+(?:trusted|experienced|skilled|renowned)\s+(?:injector|doctor|physician|surgeon|clinic|"
        r"practice|provider|team|specialist)s?\b",
        "is advertising",
        "leave the word out",
    ),
    claim(
        rf"\b(?:foremost|pre-?eminent|finest|unrivall?ed|unmatched|unparallell?ed|unsurpassed|premier|"
        rf"top[- ]rated|leading|"
        rf"number\s+one|#\s?1|no\.\s?1)\s+(?:\w+\s+){{0,2}}{_PROVIDER}\b|"
        rf"\bbest\s+(?:\w+\s+){{0,2}}{_PROVIDER}\b[^.]{{0,20}}\b(?:in|on|around|anywhere)\b|"
        r"\b(?:no|nobody|no\s+one|none)\b(?:\s+\w+){0,5}\s+(?:comes?\s+close|can\s+match|matches|"
        r"rivals?|"
        r"(?:gives?|offers?|has|does|gets?)\s+(?:you\s+)?(?:a\s+|it\s+)?better)\b|"
        r"\bcannot\s+be\s+(?:had|found|matched|equall?ed)\b[^.]{0,25}\b(?:any\s+other|elsewhere|"
        r"anywhere\s+else)\b",
        "is advertising",
        "leave the word out",
        may_be_denied=False,
    ),
    claim(
        r"\b(?:(?:clinically|scientifically|medically)\s+proven|proven,?\s+(?:to|safe|treatment|"
        r"therapy|results?|effective)"
        r"|(?:is|are|has\s+been|have\s+been|been)\s+proven|(?:will|always)\s+(?:regrow|"
        r"regenerate|restore|rebuild|heal|reverse|repair)s?)\b",
        "claims an effect that is not known",
        _SAY,
    ),
)


ENGLISH = Care(
    other=re.compile(
        r"\b(?:brac(?:e|es|ing)|exercis\w+|therap(?:y|ist)|physiotherap\w+|acetaminophen|tylenol|"
        r"ibuprofen|ice|heat|"
        r"splints?|steroids?|cortisone|corticosteroids?|surgery|replacements?|operation|pills|"
        r"medicines?|waiting|rest|"
        r"tablets|creams?|weight|diet|acupuncture|massage|aspirin|"
        r"new\s+(?:joint|knee|hip|shoulder)s?|transfusions?)\b",
        re.IGNORECASE,
    ),
    ours=re.compile(
        r"\b(?:exosom\w*|vesicles?|injections?|product|gel|(?:cell|exosome|biologic|"
        r"regenerative)\s+therapy)\b",
        re.IGNORECASE,
    ),
    compares=re.compile(
        r"\b(?:than|replaces?|avoids?|instead|eliminates?|need)\b",
        re.IGNORECASE,
    ),
)
_REACH = 45


def is_about_other_care(found: Found, care: Care = ENGLISH) -> bool:
    """Whether a claim is about one of the other choices: ``Exercise is proven to help``."""
    at = found.sentence.find(found.words)
    before = found.sentence[max(0, at - _REACH) : at]
    if care.compares.search(found.words) or care.ours.search(before):
        return False
    return bool(care.other.search(before) or care.other.match(found.words))


def check(context: SourceContext) -> Iterator[Finding]:
    """Yield one finding for each promise."""
    yield from scan(context, CODE, CLAIMS)
