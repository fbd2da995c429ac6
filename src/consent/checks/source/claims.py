"""Finds words that must not stand in a consent, and sees when a sentence denies them instead."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from consent.checks.source.context import SourceContext
from consent.checks.source.passages import Manner, Passage
from consent.models.finding import Finding

_DENIAL_BEFORE = re.compile(
    r"\b(?:no|not|never|cannot|nobody|none|neither|nor|without|nothing|unable|hardly|"
    r"stop short of)\b|n['’]t\b",
    re.IGNORECASE,
)
# These begin like a denial and assert.
_NO_DENIAL = re.compile(
    r"\b(?:no (?:doubt|question|wonder|longer)|not (?:only|just|merely|to mention)|"
    r"nothing (?:less|short)|never fails?|without (?:surgery|a doubt|question))\b",
    re.IGNORECASE,
)
_DENIAL_AFTER = re.compile(
    r"\s*(?:\w+\s+){0,2}(?:is|are|has|have|was|were|can|does|do)(?:\s+not|n['’]t)\b", re.IGNORECASE
)
_REACH = 90
"""How many letters before a word its denial may stand."""
_SENTENCE_END = re.compile(r"[.!?;](?=\s|$|[”\"'’)])|\n")


@dataclass(frozen=True, slots=True)
class Claim:
    """Words that must not stand in a consent."""

    pattern: re.Pattern[str]
    message: str
    hint: str
    may_be_denied: bool = True
    """Whether a sentence that says the contrary is fine."""


def claim(pattern: str, message: str, hint: str, *, may_be_denied: bool = True) -> Claim:
    """A claim whose pattern ignores case."""
    return Claim(re.compile(pattern, re.IGNORECASE), message, hint, may_be_denied)


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
        seen: list[tuple[int, int]] = []
        for one in claims:
            for match in one.pattern.finditer(passage.text):
                start, end = match.span()
                if any(start < other_end and other < end for other, other_end in seen):
                    continue
                sentence, offset = sentence_around(passage.text, start)
                if one.may_be_denied and denied(sentence, start - offset, end - offset):
                    continue
                if accept(passage, sentence):
                    seen.append((start, end))
                    shown = " ".join(match.group().split())
                    yield Finding(
                        context.place(passage, start, end),
                        code,
                        f"“{shown}” {one.message}",
                        one.hint,
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
    """Whether the sentence says the contrary of the words between ``start`` and ``end``."""
    before = _NO_DENIAL.sub(" ", sentence[max(0, start - _REACH) : start])
    return bool(_DENIAL_BEFORE.search(before) or _DENIAL_AFTER.match(sentence, end))
