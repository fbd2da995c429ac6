"""Sees when a sentence says the contrary of the words in it, or only asks."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

_REACH = 90
"""How many letters before a word its denial may stand."""


@dataclass(frozen=True, slots=True)
class Denial:
    """By which words one language denies, asks, and ends its sentences."""

    before: re.Pattern[str]
    after: re.Pattern[str]
    inside: re.Pattern[str] | None
    open_before: re.Pattern[str]
    """What stands in such a clause is a question or a condition."""
    no_denial: re.Pattern[str]
    """These begin like a denial and assert."""
    announces: re.Pattern[str] | None
    """Says before a colon that what follows is named, not claimed; else the colon ends what a "not" reaches.
    None: no colon ends it."""
    sentence_end: re.Pattern[str]
    same_sentence: str
    """The pattern of any letter of the same sentence."""

    def denied(self, sentence: str, start: int, end: int) -> bool:
        """Whether the sentence says the contrary of the words between ``start`` and ``end``, or only asks."""
        before = self._reaching(self.no_denial.sub(" ", sentence[max(0, start - _REACH) : start]))
        return bool(
            sentence.rstrip("”\"’') ").endswith("?")
            or self.open_before.search(before)
            or self.before.search(before)
            or (self.inside is not None and self.inside.search(sentence, start, end))
            or self.after.match(sentence, end)
        )

    def _reaching(self, before: str) -> str:
        """What stands before some words: from the last colon on, unless the words before it announce them."""
        announced, colon, rest = before.rpartition(": ")
        if not colon or self.announces is None or self.announces.search(announced):
            return before
        return rest

    def sentence_around(self, text: str, position: int) -> tuple[str, int]:
        """The sentence that holds a position, and where it begins."""
        start = 0
        for end in self.sentence_end.finditer(text):
            if end.start() >= position:
                return text[start : end.end()], start
            start = end.end()
        return text[start:], start


def ends_of(short: Iterable[str]) -> tuple[re.Pattern[str], str]:
    r"""How sentences end, and the pattern of a letter inside one.

    Args:
        short: words whose full stop ends no sentence, or a pattern of a fixed width such as ``\b[A-Z]``.

    """
    bounded = [rf"\b{word}" if word.isalpha() else word for word in short]
    not_short = "".join(f"(?<!{one})" for one in bounded)
    end = re.compile(rf"{not_short}\.(?=\s|$|[”\"'’)])|[!?;](?=\s|$|[”\"'’)])|\n")
    return end, "(?:[^.]|" + "|".join(rf"(?<={one})\." for one in bounded) + ")"


_INITIAL = r"\b[A-Z]"
_END, _SAME = ends_of(
    ("Dr", "Drs", "Mr", "Mrs", "Ms", "St", "Jr", "Sr", "vs", "Inc", "No", "approx", "Prof", _INITIAL)
)
ENGLISH = Denial(
    before=re.compile(
        r"\b(?:no|not|never|cannot|nobody|none|neither|nor|without|nothing|unable|hardly|"
        r"stop short of|hopes?(?: that| is)|aims?|wrong to|false|untrue|wary|"
        r"(?:anyone|someone|somebody) who|words? (?:such as|like)|"
        r"(?:must|has to|have to|needs? to) be|"
        r"you (?:may|might|could) (?:also |have )?(?:read|hear|heard|be told|been told)|"
        r"(?:some|many|other) (?:clinics|people|sellers|websites|companies|doctors) (?:\w+ )?"
        r"(?:say|claim|tell|advertise|promise|call|label|market)s?|"
        r"the (?:words?|terms?|phrases?|labels?))\b|n['’]t\b",
        re.IGNORECASE,
    ),
    after=re.compile(
        r"\s*(?:(?!and\b|so\b|therefore\b|which\b|but\b)\w+\s+){0,2}"
        r"(?:is|are|has|have|was|were|can|does|do)(?:\s+not?|n['’]t)\b"
        r"|,?\s+(?:no|none|neither|nothing|but\s+not)\b"
        r"|[^.]{0,25},\s+which\s+(?:does|is|do)(?:\s+not|n['’]t)\s+(?:mean|make|imply|an?\b|the\b)"
        r"|[^.]{0,40}\bthat\s+is\s+(?:false|wrong|untrue|not\s+so)\b",
        re.IGNORECASE,
    ),
    inside=re.compile(
        r"\b(?:none|no|neither)\s+(?:of\s+)?(?:your|my|the|any|legal|rights?|claims?)\b", re.IGNORECASE
    ),
    open_before=re.compile(r"\b(?:if|whether|unless|until|decides?)\b[^,;:]*$", re.IGNORECASE),
    no_denial=re.compile(
        r"^.*\bbut\s+(?!not\b|never\b|no\b)|"
        r"\b(?:no (?:doubt|question|wonder|longer)|not (?:only|just|merely|to mention)|"
        r"nothing (?:less|short)|never fails?|without (?:surgery|a doubt|question))\b",
        re.IGNORECASE,
    ),
    announces=re.compile(
        r"\b(?:say|said|claim|promise|guarantee|state|tell|told|know|knows|known|show|shown|prove|proved|mean|means|"
        r"believe|call|called|think|expect|hope|true|false|wrong|these|following|such|list|words?|this|that|approved|"
        r"if|whether)\w*\b[^:]*$|\b(?:is|are|was|were)$",
        re.IGNORECASE,
    ),
    sentence_end=_END,
    same_sentence=_SAME,
)
