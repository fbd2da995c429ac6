"""The words of the page templates, one after the other, held against the letters of the sheets."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from consent.checks.paper.facts.printed import Piece
from consent.reading.blanks import among
from consent.reading.text.flow import Flow, Span, squeezed

_NEAR = 60
"""Letters that may come between two short pieces of words."""
_FAR = 3000
_LONG = 8
"""Letters from which a piece is found again wherever it went."""
_AHEAD = 6
"""Pieces that are looked for before one is taken to have moved."""
_MARKERS = "•"
_LONGEST_VALUE = 90


@dataclass(frozen=True, slots=True)
class Gap:
    """Where the sheets and the templates part."""

    missing: tuple[Piece, ...]
    added: Span
    """Letters of the flow that no words account for."""
    after: str
    """The words before."""


@dataclass(frozen=True, slots=True)
class Aligned:
    """Where each piece of words stands, and where the sheets say something else."""

    placed: tuple[tuple[Piece, Span], ...]
    gaps: tuple[Gap, ...]


def align(pieces: Sequence[Piece], flow: Flow) -> Aligned:
    """Find the pieces in the flow, in order. Bullets are passed over."""
    kept = np.flatnonzero(~among(flow.text, _MARKERS))
    text = flow.text.translate(dict.fromkeys(map(ord, _MARKERS)))
    edges = np.append(kept, len(flow.text))
    walk = _Walk(tuple(p for p in pieces if p.letters.strip(_MARKERS)), text, flow, edges)
    return walk.walked()


@dataclass(slots=True)
class _Walk:
    pieces: tuple[Piece, ...]
    text: str
    flow: Flow
    edges: np.ndarray[tuple[int], np.dtype[np.int64]]

    def walked(self) -> Aligned:
        placed: list[tuple[Piece, Span]] = []
        gaps: list[Gap] = []
        waiting: list[Piece] = []
        at = 0
        for index, piece in enumerate(self.pieces):
            span = self._value(piece, at) if piece.slot else self._words(index, at)
            if span is None:
                waiting.append(piece)
                continue
            if waiting or span[0] > at:
                gaps.append(self._gap(waiting, (at, span[0]), placed))
                waiting = []
            placed.append((piece, self._span(span)))
            at = span[1]
        if waiting or at < len(self.text):
            gaps.append(self._gap(waiting, (at, len(self.text)), placed))
        return Aligned(tuple(placed), tuple(gaps))

    def _words(self, index: int, at: int) -> Span | None:
        letters = self.pieces[index].letters
        if self.text.startswith(letters, at):
            return at, at + len(letters)
        reach = _FAR if len(letters) >= _LONG else _NEAR
        found = self.text.find(letters, at, at + reach + len(letters))
        if found < 0 or self._sooner(index, at, found):
            return None
        return found, found + len(letters)

    def _sooner(self, index: int, at: int, found: int) -> bool:
        """Whether words that come later stand before the place where these were found."""
        later = [p.letters for p in self.pieces[index + 1 : index + 1 + _AHEAD] if len(p.letters) >= _LONG]
        return any(self.text.find(letters, at, found) >= 0 for letters in later)

    def _value(self, piece: Piece, at: int) -> Span | None:
        """An identity value: as written, as drawn from the right, or as a program is told to read it."""
        end = at
        said = ""
        while end < min(len(self.text), at + _LONGEST_VALUE):
            position = int(self.edges[end])
            page = self.flow.pages[self.flow.page[position]]
            here = page.runs[page.run[self.flow.glyph[position]]].said
            if not here or (said and here != said):
                break
            said, end = here, end + 1
        if said and squeezed(said) == piece.letters:
            return at, end
        for letters in (piece.letters, piece.letters[::-1]):
            if self.text.startswith(letters, at):
                return at, at + len(letters)
        return None

    def _gap(self, missing: Sequence[Piece], span: Span, placed: Sequence[tuple[Piece, Span]]) -> Gap:
        before = next((piece.text for piece, _ in reversed(placed) if not piece.slot), "")
        return Gap(tuple(missing), self._span(span), before)

    def _span(self, span: Span) -> Span:
        first, last = span
        return int(self.edges[first]), int(self.edges[last - 1]) + 1 if last > first else int(
            self.edges[first]
        )
