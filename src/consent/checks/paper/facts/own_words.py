"""The page templates' own words: headings, heads of columns, captions, and what else no clause says."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import groupby

import numpy as np
import numpy.typing as npt

from consent.checks.paper.facts.context import PaperContext
from consent.checks.paper.facts.printed import Piece
from consent.models.findings.expectation import UNREAD
from consent.reading.text.flow import Span


@dataclass(frozen=True, slots=True)
class Said:
    """The templates' own words in one block, and the page they stand on."""

    words: str
    page: int


def own_blocks(context: PaperContext) -> Iterator[Said]:
    """The words of each block that has any, in order; then those of the head and foot."""
    if not context.page:
        return
    for _, members in groupby(own_pieces(context), key=lambda one: one[0].block):
        pieces = list(members)
        yield Said(" ".join(piece.text for piece, _ in pieces), context.page_of(pieces[0][1]))
    running = [piece for piece in context.printed.running if not piece.slot and UNREAD not in piece.text]
    for _, beside in groupby(running, key=lambda piece: piece.block):
        yield Said(" ".join(piece.text for piece in beside), 1)


def known_letters(context: PaperContext) -> npt.NDArray[np.bool_]:
    """Letters of the body that clauses and the packet's other sentences account for."""
    known = np.zeros(len(context.body.text) + 1, dtype=bool)
    spans = [span for clause in context.clauses for span in clause.spans]
    spans += [span for group in context.groups for span in group.spans]
    for first, last in spans:
        known[first:last] = True
    return known


def own_pieces(context: PaperContext) -> Iterator[tuple[Piece, Span]]:
    """The templates' own words, piece by piece, and where they stand."""
    theirs = known_letters(context)
    for piece, span in context.aligned.placed if context.page else ():
        if not piece.slot and not theirs[span[0] : span[1]].all():
            yield piece, span
