"""The page templates' own words: headings, heads of columns, captions, and what else no clause says."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import groupby

from consent.checks.paper.facts.context import PaperContext
from consent.models.findings.expectation import UNREAD


@dataclass(frozen=True, slots=True)
class Said:
    """The templates' own words in one block, and the page they stand on."""

    words: str
    page: int


def own_blocks(context: PaperContext) -> Iterator[Said]:
    """The words of each block that has any, in order; then those of the head and foot."""
    if not context.page:
        return
    for _, members in groupby(context.own_pieces, key=lambda one: one[0].block):
        pieces = list(members)
        yield Said(" ".join(piece.text for piece, _ in pieces), context.page_of(pieces[0][1]))
    running = [piece for piece in context.printed.running if not piece.slot and UNREAD not in piece.text]
    for _, beside in groupby(running, key=lambda piece: piece.block):
        yield Said(" ".join(piece.text for piece in beside), 1)
