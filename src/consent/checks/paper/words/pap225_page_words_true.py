"""PAP225: what the page templates say around the clauses is true, and takes none of them back.

A page template prints on every packet. A promise, a waiver or a story in it is worse than in one clause, and
"the following does not apply to you" undoes a notice that stands there word for word.

Bad::

    <p>The following is not true:</p>{{ prose(c.prose) }}

Good::

    <p>Please read this part slowly.</p>{{ prose(c.prose) }}
"""

from __future__ import annotations

import re
from collections.abc import Iterator
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
from consent.checks.source.facts.denial import ENGLISH
from consent.models.findings.finding import Finding, Severity
from consent.models.library.collection import Library
from consent.models.library.sources import PageFile

CODE = "PAP225"
TITLE = "page words true"
SEVERITY = Severity.ERROR
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
_PASSED_OVER = re.compile(
    r"\b(?:ignore|disregard|skip|pass\s+over|pay\s+no\s+attention|forget\s+about)\b", re.IGNORECASE
)
_IF = re.compile(r"\b(?:if|whether|when|unless|until)\b", re.IGNORECASE)


def check(context: PaperContext) -> Iterator[Finding]:
    """Yield one finding for each untrue wording, each that takes others back, and each inside a clause."""
    if not context.page or not context.packet.language.startswith("en"):
        return
    blocks = [said for said in own_blocks(context) if any(map(str.isalpha, said.words))]
    yield from _claims(context, blocks)
    for said in blocks:
        if taken := _taken_back(said.words):
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
    nothing = Library(context.packet.language, {}, {}, {}, {})
    page = PageFile("page", context.sheets.name, lines)
    source = SourceContext(library=nothing, as_of=context.packet.issued_on, pages=(page,))
    for rule in _RULES:
        for one in rule.check(source):
            said = blocks[max(one.place.line, 1) - 1]
            yield _finding(context, f"the page says: {one.message}", one.hint, said.page, said.words)


def _taken_back(words: str) -> str:
    """The words that take others back; empty when there are none, or only on a condition."""
    for match in (*_TAKEN_BACK.finditer(words), *_PASSED_OVER.finditer(words)):
        sentence, start = ENGLISH.sentence_around(words, match.start())
        before = sentence[: match.start() - start]
        kept = match.re is _PASSED_OVER and ENGLISH.denied(
            sentence, match.start() - start, match.end() - start
        )
        if not kept and not _IF.search(before):
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
