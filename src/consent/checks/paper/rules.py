"""Every rule on the finished paper, in the order of the codes."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from consent.checks import paper
from consent.checks.forms import FORM_RULES
from consent.checks.paper.facts.context import PaperContext
from consent.checks.paper.facts.copies import Parted, misplaced
from consent.checks.paper.facts.faced import Faced
from consent.checks.rooms import rules_in
from consent.models.findings.finding import Finding

PACKET_RULES = rules_in(paper.__name__, paper.__path__)
"""Rules on a packet of our own."""

PAPER_RULES = (*PACKET_RULES, *FORM_RULES)
"""All of them."""

OTHER_CODES: Mapping[str, str] = {
    "PAP001": "the file is empty, or no PDF",
    "PAP002": "the file is damaged",
    "PAP003": "the file is encrypted",
    "PAP004": "the file is too large to be a packet",
    "PAP005": "there is no text in the file, only pictures: nothing can be proved",
    "PAP006": "reading the file took too much time or memory",
    "PAP007": "nothing says what the form must contain",
    "PAP008": "the packet cannot be assembled again, so there is nothing to hold it against",
    "PAP009": "a form, or a page of it, in a language that was not judged",
    "PAP011": "no requirement of the named policies applies to the named procedures, so nothing was tested",
    "PAP010": "a page of the form cannot be read, so what stands there cannot be proved",
}
"""Codes of files that cannot be read."""


def judge(context: PaperContext, parts: Parted | Faced | None = None) -> tuple[Finding, ...]:
    """Everything that is wrong with the paper, in one pass; ``parts``: of a packet with its English."""
    return tuple(sorted(_found(context, parts), key=lambda f: (f.place, f.code, f.field, f.message)))


def _found(context: PaperContext, parts: Parted | Faced | None) -> Iterator[Finding]:
    for rule in PACKET_RULES:
        yield from rule.check(parts.of(rule) if parts else context)
    if parts:
        yield from parts.beside(PACKET_RULES)
    if isinstance(parts, Parted):
        yield from misplaced(context, parts)
