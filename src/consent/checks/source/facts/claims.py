"""Finds words that must not stand in a consent, and sees when a sentence denies them instead."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import partial

from consent.checks.source.facts.claim import Claim
from consent.checks.source.facts.context import SourceContext
from consent.checks.source.facts.denial import ENGLISH, Denial
from consent.checks.source.facts.passages import Manner, Passage
from consent.models.findings.finding import Finding


@dataclass(frozen=True, slots=True)
class Found:
    """Where words stand in a text that claim something, undenied."""

    claim: Claim
    start: int
    end: int
    sentence: str
    words: str


def found_in(
    text: str,
    claims: Sequence[Claim],
    accept: Callable[[str], bool] = lambda _sentence: True,
    denial: Denial = ENGLISH,
) -> Iterator[Found]:
    """Each claim of a text; of claims that overlap the first."""
    seen: list[tuple[int, int]] = []
    for one in claims:
        for match in one.pattern.finditer(text):
            start, end = match.span()
            if any(start < other_end and other < end for other, other_end in seen):
                continue
            sentence, offset = denial.sentence_around(text, start)
            if one.may_be_denied and denial.denied(sentence, start - offset, end - offset):
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

    Args:
        context: of a translation, what its own language has for this rule is looked for in place of these.
        code: of the rule.
        claims: in English.
        accept: narrows by passage and sentence.

    """
    wording = context.wording
    denial = ENGLISH
    if wording is not None:
        claims, denial = wording.of(code, own=True), wording.denial
    for passage in context.passages:
        if passage.manner is Manner.DICTATED:
            continue
        for found in found_in(passage.text, claims, partial(accept, passage), denial):
            yield Finding(
                context.place(passage, found.start, found.end),
                code,
                f"“{found.words}” {found.claim.message}",
                found.claim.hint,
                field=passage.field,
            )
