"""Finds words that must not stand in a consent, and sees when a sentence denies them instead."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import partial

from consent.checks.source.facts.context import SourceContext
from consent.checks.source.facts.passages import Manner, Passage
from consent.models.findings.finding import Finding

_DENIAL_BEFORE = re.compile(
    r"\b(?:no|not|never|cannot|nobody|none|neither|nor|without|nothing|unable|hardly|"
    r"stop short of|hopes?(?: that| is)|aims?|wrong to|false|untrue|wary|"
    r"(?:anyone|someone|somebody) who|words? (?:such as|like)|"
    r"(?:must|has to|have to|needs? to) be|"
    r"(?:some|many|other) (?:clinics|people|sellers|websites|companies|doctors) (?:\w+ )?"
    r"(?:say|claim|tell|advertise|promise)s?)\b|n['’]t\b",
    re.IGNORECASE,
)
_OPEN_BEFORE = re.compile(r"\b(?:if|whether|unless|until|decides?)\b[^,;:]*$", re.IGNORECASE)
"""What stands in such a clause is a question or a condition."""
# These begin like a denial and assert.
_NO_DENIAL = re.compile(
    r"\b(?:no (?:doubt|question|wonder|longer)|not (?:only|just|merely|to mention)|"
    r"nothing (?:less|short)|never fails?|without (?:surgery|a doubt|question))\b",
    re.IGNORECASE,
)
_DENIAL_AFTER = re.compile(
    r"\s*(?:(?!and\b|so\b|therefore\b|which\b|but\b)\w+\s+){0,2}"
    r"(?:is|are|has|have|was|were|can|does|do)(?:\s+not?|n['’]t)\b"
    r"|,?\s+(?:no|none|neither|nothing|but\s+not)\b"
    r"|[^.]{0,40}\bthat\s+is\s+(?:false|wrong|untrue|not\s+so)\b",
    re.IGNORECASE,
)
_DENIAL_INSIDE = re.compile(
    r"\b(?:none|no|neither)\s+(?:of\s+)?(?:your|my|the|any|legal|rights?|claims?)\b", re.IGNORECASE
)
_REACH = 90
"""How many letters before a word its denial may stand."""
_SHORT = ("Dr", "Drs", "Mr", "Mrs", "Ms", "St", "Jr", "Sr", "vs", "Inc", "No", "approx", "Prof", r"\b[A-Z]")
"""Words and initials whose full stop ends no sentence."""
_NOT_SHORT = "".join(rf"(?<!\b{word})" if word.isalpha() else rf"(?<!{word})" for word in _SHORT)
_SENTENCE_END = re.compile(rf"{_NOT_SHORT}\.(?=\s|$|[”\"'’)])|[!?;](?=\s|$|[”\"'’)])|\n")
_WITHIN = "[^.]"
_SAME_SENTENCE = (
    "(?:[^.]|"
    + "|".join(rf"(?<=\b{word})\." if word.isalpha() else rf"(?<={word})\." for word in _SHORT)
    + ")"
)


@dataclass(frozen=True, slots=True)
class Claim:
    """Words that must not stand in a consent."""

    pattern: re.Pattern[str]
    message: str
    hint: str
    may_be_denied: bool = True
    """Whether a sentence that says the contrary is fine."""


def claim(pattern: str, message: str, hint: str, *, may_be_denied: bool = True) -> Claim:
    """A claim whose pattern ignores case; in it ``[^.]`` stands for any letter of the same sentence."""
    reaching = pattern.replace(_WITHIN, _SAME_SENTENCE)
    return Claim(re.compile(reaching, re.IGNORECASE), message, hint, may_be_denied)


@dataclass(frozen=True, slots=True)
class Found:
    """Where words stand in a text that claim something, undenied."""

    claim: Claim
    start: int
    end: int
    sentence: str
    words: str


def found_in(
    text: str, claims: Sequence[Claim], accept: Callable[[str], bool] = lambda _sentence: True
) -> Iterator[Found]:
    """Each claim of a text; of claims that overlap the first."""
    seen: list[tuple[int, int]] = []
    for one in claims:
        for match in one.pattern.finditer(text):
            start, end = match.span()
            if any(start < other_end and other < end for other, other_end in seen):
                continue
            sentence, offset = sentence_around(text, start)
            if one.may_be_denied and denied(sentence, start - offset, end - offset):
                continue
            if accept(sentence):
                seen.append((start, end))
                yield Found(one, start, end, sentence, " ".join(match.group().split()))


def scan(
    context: SourceContext,
    code: str,
    claims: Sequence[Claim],
    accept: Callable[[Passage, str], bool] = lambda _passage, _sentence: True,
) -> Iterator[Finding]:
    """A finding for each claim that stands in a passage and is not denied.

    ``accept`` narrows by passage and sentence.
    """
    for passage in context.passages:
        if passage.manner is Manner.DICTATED:
            continue
        for found in found_in(passage.text, claims, partial(accept, passage)):
            yield Finding(
                context.place(passage, found.start, found.end),
                code,
                f"“{found.words}” {found.claim.message}",
                found.claim.hint,
                field=passage.field,
            )


def sentence_around(text: str, position: int) -> tuple[str, int]:
    """The sentence that holds a position, and where it begins."""
    start = 0
    for end in _SENTENCE_END.finditer(text):
        if end.start() >= position:
            return text[start : end.end()], start
        start = end.end()
    return text[start:], start


def denied(sentence: str, start: int, end: int) -> bool:
    """Whether the sentence says the contrary of the words between ``start`` and ``end``, or only asks."""
    before = _NO_DENIAL.sub(" ", sentence[max(0, start - _REACH) : start])
    return bool(
        sentence.rstrip("”\"’') ").endswith("?")
        or _OPEN_BEFORE.search(before)
        or _DENIAL_BEFORE.search(before)
        or _DENIAL_INSIDE.search(sentence, start, end)
        or _DENIAL_AFTER.match(sentence, end)
    )
