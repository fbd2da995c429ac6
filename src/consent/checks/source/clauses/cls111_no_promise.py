"""CLS111: nothing in a consent promises that the treatment works, or that it is safe.

A patient who is promised a result has not been informed. Such words also turn a consent
into advertising, and FDA forbids them for a product under study.

Bad::

    Exosomes cure arthritis. They are safe and effective, and better than surgery.

Good::

    No exosome product has been shown, by FDA's standards, to be safe or to work.
"""

from __future__ import annotations

from collections.abc import Iterator

from consent.checks.source.facts.claims import claim, scan
from consent.checks.source.facts.context import SourceContext
from consent.models.findings.finding import Finding, Severity

CODE = "CLS111"
TITLE = "no promise"
SEVERITY = Severity.ERROR
REFERENCE = "21 CFR 312.7(a); FTC Act section 5; Fla. Admin. Code 64B8-11.001"

_SAY = "say what is hoped for, how likely it is, and what is not known"
_IT = (
    r"(?:it|this|exosomes|(?:the|this|our|your)\s+(?:\w+\s+)?"
    r"(?:treatment|therapy|shot|injection|product|gel)s?)"
)
CLAIMS = (
    claim(
        rf"\b{_IT}\s+will\s+(?:work|help|fix|relieve|eliminate|stop|end|remove|take\s+away|ease|improve)\b",
        "promises a result",
        _SAY,
    ),
    claim(
        r"\byou(?:r\s+\w+)?\s+will\s+(?:feel|get|be|walk|heal|recover|become)\s+"
        r"(?:better|well|again|stronger|healed|pain[- ]free|without\s+pain|fully)\b",
        "promises a result",
        _SAY,
    ),
    claim(
        r"\b(?:always|100\s?%|proven\s+to)\s+(?:works?|effective|successful)\b|\bworks\s+for\s+every(?:one|body)\b|"
        r"\bwe\s+promise\b|\b(?:is|are)\s+harmless\b|\bsuccess\s+rate\b",
        "promises a result",
        _SAY,
    ),
    claim(r"\b(?:cures?|cured|curing|curative)\b", "promises a cure", _SAY),
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
    claim(r"\bguarant(?:ee[sd]?|eeing|y)\b", "promises a result", _SAY),
    claim(
        r"\b(?:(?:better|safer|more\s+effective|superior|preferable)\s+(?:than|to)\s+(?:\w+\s+){0,3}"
        r"(?:surgery|surgical|operation|joint\s+replacement|knee\s+replacement|"
        r"hip\s+replacement|cortisone|steroids?|drugs?|medicines?))",
        "claims to be better than another treatment",
        "describe each choice with its own benefit and risk",
    ),
    claim(
        r"\b(?:(?:avoids?|replaces?|eliminates?|"
        r"instead\s+of)\s+(?:the\s+need\s+for\s+)?(?:surgery|an\s+operation|"
        r"joint\s+replacement))\b",
        "promises to spare an operation",
        _SAY,
    ),
    claim(
        r"\b(?:(?:no|zero|without(?:\s+any)?)\s+(?:known\s+)?(?:side\s+effects|"
        r"risks?\b(?!\s+(?:is|are|can|of|that)))|risk[- ]free|painless)",
        "denies the risks",
        "name the risks; where a number is not known, say so",
    ),
    claim(
        r"\b(?:miracle|breakthrough|revolutionary|cutting[- ]edge|state[- ]of[- ]the[- ]art|"
        r"world[- ]class|life[- ]changing)\b",
        "is advertising",
        "leave the word out",
    ),
    claim(
        r"\b(?:(?:clinically|scientifically|medically)\s+proven|proven\s+(?:to|treatment|"
        r"therapy|results?|effective)"
        r"|(?:is|are|has\s+been|have\s+been|been)\s+proven|(?:will|always)\s+(?:regrow|"
        r"regenerate|restore|rebuild|heal|reverse|repair)s?)\b",
        "claims an effect that is not known",
        _SAY,
    ),
)


def check(context: SourceContext) -> Iterator[Finding]:
    """Yield one finding for each promise."""
    yield from scan(context, CODE, CLAIMS)
