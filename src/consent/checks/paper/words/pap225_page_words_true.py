"""PAP225: what the page templates say around the clauses is true, and takes none of them back.

A page template prints on every packet. A promise, a waiver or a story in it is worse than in one clause, and
"the following does not apply to you" undoes a notice that stands there word for word. On a page in another
language, English words that no catalogue translated are named too.

Bad::

    <p>The following is not true:</p>{{ prose(c.prose) }}

Good::

    <p>Please read this part slowly.</p>{{ prose(c.prose) }}
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise

from consent.checks.paper.facts.context import PaperContext, PlacedClause
from consent.checks.paper.facts.own_words import Said, own_blocks
from consent.checks.source.clauses import (
    cls111_no_promise,
    cls112_true_fda_status,
    cls113_no_blessing_by_a_state,
    cls114_no_waiver_of_rights,
    cls115_no_patient_story,
)
from consent.checks.source.facts.context import SourceContext
from consent.checks.source.facts.denial import ENGLISH, Denial
from consent.checks.source.facts.foreign import other_language
from consent.checks.source.facts.wording import wording_of
from consent.models.findings.finding import Finding, Severity
from consent.models.library.claim_words import with_parts
from consent.models.library.collection import Library
from consent.models.library.sources import PageFile, Words

CODE = "PAP225"
TITLE = "page words true"
SEVERITY = Severity.ERROR
NEEDS = "page_words"
REFERENCE = "21 CFR 50.20; 45 CFR 46.116(a)(6); 16 CFR 255.2; AMA Code, Opinion 2.1.1"
_RULES = (
    cls111_no_promise,
    cls112_true_fda_status,
    cls113_no_blessing_by_a_state,
    cls114_no_waiver_of_rights,
    cls115_no_patient_story,
)
_MARKUP = re.compile(r"[<>{}#%]")
_MARKERS = re.compile(r"[\d.)•]+")
_PART = (
    r"(?:follow\w*|above|below|here|this|these|those|it|that|sections?|parts?|pages?|notices?|statements?|"
    r"warnings?|paragraphs?|forms?|clauses?|sentences?|risks?|facts?|words?|numbers?)"
)
_NOT = r"(?:not|never|n['’]t|no\s+longer|hardly)\s+(?:\w+\s+){0,2}"
_TAKEN_BACK = re.compile(
    rf"\b{_PART}\b[^.!?]{{0,60}}\b{_NOT}(?:true|correct|accurate|binding|valid|important|meant|real)\b"
    rf"|\b{_PART}\b[^.!?]{{0,60}}\b{_NOT}(?:apply|concern|matter|happen)\w*\s*"
    r"(?:(?:to\s+)?you\b|here\b|in\s+your\b|[.!?]|$)"
    rf"|\b(?:untrue|incorrect|inaccurate|void|invalid|outdated)\b[^.!?]{{0,30}}\b{_PART}\b"
    rf"|\b{_PART}\s+(?:\w+\s+)?(?:is|are)\s+(?:\w+\s+)?"
    r"(?:untrue|false|incorrect|inaccurate|void|invalid|wrong)\b"
    r"|\b(?:only|just|merely|mere)\s+a?\s*(?:formalit\w+|boilerplate|legal\s+(?:text|words))\b"
    r"|\b(?:not|n['’]t)\s+(?:need|have)\s+to\s+(?:\w+\s+)?(?:read|understand|worry|know)\b"
    r"|\bneed\s+not\s+(?:read|worry|know)\b|\bwithout\s+reading\b|\bno\s+need\s+to\s+(?:read|worry|ask)\b",
    re.IGNORECASE,
)
_NUMBERED = re.compile(r"\S*\d\S*")
_PASSED_OVER = re.compile(
    r"\b(?:ignore|disregard|skip|pass\s+over|pay\s+no\s+attention|forget\s+about)\b", re.IGNORECASE
)
_IF = re.compile(r"\b(?:if|whether|when|unless|until)\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class TakesBack:
    """By which words a page takes back what stands around them, in one language."""

    phrases: re.Pattern[str]
    passed_over: re.Pattern[str]
    condition: re.Pattern[str]
    denial: Denial


_IN_ENGLISH = TakesBack(_TAKEN_BACK, _PASSED_OVER, _IF, ENGLISH)


def check(context: PaperContext) -> Iterator[Finding]:
    """Yield one finding for each untrue wording, each that takes others back, and each inside a clause."""
    if not context.page:
        return
    blocks = [said for said in own_blocks(context) if any(map(str.isalpha, said.words))]
    yield from _claims(context, blocks)
    yield from _foreign(context, blocks)
    by = _takes_back(context)
    for said in blocks:
        if by is not None and (taken := taken_back(said.words, by)):
            message = f"the page says “{taken[:80]}”, which takes back what is printed around it"
            yield _finding(context, message, "take it out of the page template", said.page, said.words)
    for placed in context.clauses:
        if (where := _parted(context, placed)) is not None:
            yield _finding(
                context,
                f"other words stand inside clause {placed.clause.id!r}",
                "print a clause's title and paragraphs one after the other, with nothing between them",
                where,
                placed.clause.id,
            )


def _claims(context: PaperContext, blocks: list[Said]) -> Iterator[Finding]:
    """What the rules on the wording of clauses say of these words: one line of a file is one block."""
    lines = "\n".join(f"<p>{_MARKUP.sub(' ', said.words)}</p>" for said in blocks)
    packet = context.packet
    nothing = Library(packet.language, {}, {}, {}, {}, tongue=packet.catalogue.tongue)
    page = PageFile("page", context.sheets.name, lines)
    source = SourceContext(library=nothing, as_of=packet.issued_on, pages=(page,), words=context.words)
    for rule in _RULES:
        for one in rule.check(source):
            said = blocks[max(one.place.line, 1) - 1]
            yield _finding(context, f"the page says: {one.message}", one.hint, said.page, said.words)


def _foreign(context: PaperContext, blocks: list[Said]) -> Iterator[Finding]:
    """Words of the page in another language than the packet's: they bypass the catalogue."""
    tongue = context.packet.catalogue.tongue
    for said in blocks if not context.packet.catalogue.is_source else ():
        # A version or an id may hold the letters of a word.
        if other := other_language(_NUMBERED.sub(" ", said.words), tongue.english_name):
            message = f"the page is in {tongue.english_name}, and says in {other}: “{said.words[:80]}”"
            hint = f"translate it in translations/{tongue.id}/pages.yaml, and print it through the catalogue"
            yield _finding(context, message, hint, said.page, said.words)


def _takes_back(context: PaperContext) -> TakesBack | None:
    return _IN_ENGLISH if context.packet.catalogue.is_source else takes_back_in(context.words)


def takes_back_in(words: Words) -> TakesBack | None:
    """What is known of that in another language than English; None where nobody wrote it down."""
    typed = words.page_words
    if typed is None:
        return None
    phrases = re.compile(with_parts(typed.phrases, typed.parts), re.IGNORECASE)
    passed, condition = (re.compile(one, re.IGNORECASE) for one in (typed.passed_over, typed.condition))
    return TakesBack(phrases, passed, condition, wording_of(words.claims).denial)


def taken_back(words: str, by: TakesBack) -> str:
    """The words that take others back; empty when there are none, or only on a condition."""
    for match in (*by.phrases.finditer(words), *by.passed_over.finditer(words)):
        sentence, start = by.denial.sentence_around(words, match.start())
        before = sentence[: match.start() - start]
        kept = match.re is by.passed_over and by.denial.denied(
            sentence, match.start() - start, match.end() - start
        )
        if not kept and not by.condition.search(before):
            return match[0]
    return ""


def _parted(context: PaperContext, placed: PlacedClause) -> int | None:
    """The page on which words that are not the clause's stand between two of its parts."""
    spans = sorted(placed.spans)
    for (_, end), (start, _) in pairwise(spans):
        if end < start and _MARKERS.sub("", context.body.text[end:start]):
            return context.body.page_of(end)
    return None


def _finding(context: PaperContext, message: str, hint: str, page: int, field: str) -> Finding:
    return context.finding(CODE, message, hint, page=page, field=field[:60])
