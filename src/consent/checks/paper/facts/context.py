"""What a rule on the finished paper is given: the sheets, the packet they should be, where its words are."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from itertools import chain, islice

import numpy as np
import numpy.typing as npt

from consent.checks.paper.facts.aligned import Aligned, align
from consent.checks.paper.facts.expected import Group, clause_parts, clauses_in_print_order, groups
from consent.checks.paper.facts.printed import Piece, Printed, printed
from consent.models.findings.finding import Finding, Severity
from consent.models.library.sources import Words
from consent.models.paper.packet import Packet, SignatureBlock
from consent.models.paper.packet_rows import ClauseText
from consent.models.place import Place
from consent.reading.outlines import draws_bold
from consent.reading.sheet import Page, Run, Sheets, Widget
from consent.reading.signatures import before_signing
from consent.reading.text.flow import Flow, Span, flow_of, squeezed

_SLACK = 60
"""Letters of captions and list markers that may stand between two parts of a clause."""
_TRIED = 12
_ROW = 700
"""Letters within which the next words of a group begin."""
_TALLEST = 220.0
_MARGIN = 85.0
"""How far from the edge of the sheet, in points, heads and feet of pages reach."""


@dataclass(frozen=True, slots=True)
class Part:
    """One paragraph, list item or title of a clause, and where it stands on the paper."""

    text: str
    span: Span | None
    """None: not to be found, whole, in the text of the file."""


@dataclass(frozen=True, slots=True)
class PlacedClause:
    """One clause and where it stands."""

    clause: ClauseText
    parts: tuple[Part, ...]

    @property
    def spans(self) -> tuple[Span, ...]:
        """The parts that were found."""
        return tuple(part.span for part in self.parts if part.span is not None)

    @property
    def start(self) -> int | None:
        """Its first letter."""
        return min((span[0] for span in self.spans), default=None)

    @property
    def end(self) -> int | None:
        """The letter after its last."""
        return max((span[1] for span in self.spans), default=None)


@dataclass(frozen=True, slots=True)
class PlacedGroup:
    """Other words that stand together, and where."""

    group: Group
    spans: tuple[Span, ...]
    """Of the words that were found, in order."""
    missing: str
    """The first words that were not; empty when all were."""
    start: int
    """Where the group begins, or should have."""


@dataclass(frozen=True)
class PaperContext:
    """One finished PDF and the packet it should be."""

    sheets: Sheets
    packet: Packet
    conformance: bool = True
    """Whether to ask the PDF/UA and PDF/A validators too."""
    page: str = field(default="", repr=False)
    """The page templates filled in, as HTML; empty when nobody gave them."""
    words: Words = field(default_factory=Words, repr=False)
    """What is known of the packet's language."""
    is_copy: bool = False
    """Whether these are the pages of a copy, which nobody signs or fills in."""
    is_beside: bool = False
    """Whether these words stand beside those of another language, in rows and tables of both."""

    @property
    def pages(self) -> tuple[Page, ...]:
        """The sheets."""
        return self.sheets.pages

    @cached_property
    def unsigned(self) -> bytes:
        """The bytes of the file as they were before anybody signed."""
        data = self.sheets.data
        return before_signing(data) if self.sheets.facts.signatures else data

    @cached_property
    def body(self) -> Flow:
        """Everything drawn but the head and foot of the pages and the official forms bound in."""
        return flow_of(
            self.pages, lambda page, run: not self._in_margin(page, run) and not self.is_bound(run)
        )

    @cached_property
    def margins(self) -> tuple[Flow, ...]:
        """The head and foot of each page."""
        return tuple(flow_of((page,), self._in_margin) for page in self.pages)

    @cached_property
    def clauses(self) -> tuple[PlacedClause, ...]:
        """Every clause of the packet, in the order it should print."""
        found: list[PlacedClause] = []
        cursor = 0
        for clause in clauses_in_print_order(self.packet):
            placed = _placed(clause, self.body, cursor)
            found.append(placed)
            cursor = max(cursor, placed.end or 0) if (placed.start or 0) >= cursor else cursor
        return tuple(found)

    @cached_property
    def by_anchor(self) -> dict[str, PlacedClause]:
        """The placed clauses by anchor."""
        return {placed.clause.anchor: placed for placed in self.clauses}

    @cached_property
    def groups(self) -> tuple[PlacedGroup, ...]:
        """Every other sentence of the packet."""
        found: list[PlacedGroup] = []
        cursor = 0
        for group in groups(self.packet):
            placed = _placed_group(group, self.body, cursor)
            found.append(placed)
            cursor = placed.spans[-1][1] if placed.spans else cursor
        return tuple(found)

    @cached_property
    def printed(self) -> Printed:
        """The words that the page templates print."""
        return printed(self.page)

    @cached_property
    def aligned(self) -> Aligned:
        """Where those words stand."""
        return align(self.printed.body, self.body)

    @cached_property
    def known(self) -> npt.NDArray[np.bool_]:
        """Letters of the body that clauses and the packet's other sentences account for."""
        known = np.zeros(len(self.body.text) + 1, dtype=bool)
        placed = [one.spans for one in self.clauses] + [one.spans for one in self.groups]
        for first, last in chain.from_iterable(placed):
            known[first:last] = True
        known.setflags(write=False)
        return known

    @cached_property
    def own_pieces(self) -> tuple[tuple[Piece, Span], ...]:
        """The templates' own words, piece by piece, and where they stand."""
        return tuple(
            (piece, span)
            for piece, span in (self.aligned.placed if self.page else ())
            if not piece.slot and not self.known[slice(*span)].all()
        )

    @cached_property
    def widgets(self) -> Mapping[str, tuple[Widget, ...]]:
        """The fields on the paper by their own names."""
        found: dict[str, tuple[Widget, ...]] = {}
        for widget in self.sheets.facts.widgets:
            found[widget.own_name] = (*found.get(widget.own_name, ()), widget)
        return found

    @cached_property
    def _tops(self) -> dict[int, float]:
        """For each page how high the words under its head reach."""
        return {
            page.number: max((run.baseline for run in page.runs if not run.artifact), default=page.height)
            for page in self.pages
        }

    def _in_margin(self, page: Page, run: Run) -> bool:
        if not run.artifact:
            return False
        # The head is taller where names are long.
        tall = run.baseline > max(page.height - _TALLEST, self._tops[page.number])
        return tall or not _MARGIN < run.baseline < page.height - _MARGIN

    def is_bound(self, run: Run) -> bool:
        """Whether a run belongs to an official form: its words are its authority's, and PAP218 judges it."""
        return run.insert >= 0 and bool(self.packet.official_forms)

    @cached_property
    def falsely_bold(self) -> frozenset[str]:
        """Fonts that are bold only by name."""
        bold = {run.font for page in self.pages for run in page.runs if run.bold}
        fonts = (font for font in self.sheets.fonts if font.program and font.name in bold)
        return frozenset(font.name for font in fonts if not draws_bold(font))

    @property
    def signature_blocks(self) -> tuple[SignatureBlock, ...]:
        """Every place to sign, the refusal's too."""
        return (*self.packet.signatures, *self.packet.refusal_signatures)

    def finding(
        self,
        code: str,
        message: str,
        hint: str,
        *,
        page: int = 0,
        field: str = "",
        severity: Severity = Severity.ERROR,
    ) -> Finding:
        """A finding on this PDF."""
        place = Place(self.sheets.name, page=page)
        return Finding(place=place, code=code, message=message, hint=hint, severity=severity, field=field)

    def page_of(self, span: Span) -> int:
        """The page on which a span begins."""
        return self.body.page_of(span[0])


def _placed(clause: ClauseText, flow: Flow, cursor: int) -> PlacedClause:
    texts = clause_parts(clause)
    words = [squeezed(text) for text in texts]
    spans: list[Span | None] = [None] * len(words)
    longest = max(range(len(words)), key=lambda i: len(words[i]))
    at = flow.find(words[longest], cursor) or flow.find(words[longest])
    spans[longest] = at
    end = at[1] if at else cursor
    for index in range(longest + 1, len(words)):
        span = flow.find(words[index], end, end + len(words[index]) + _SLACK if at else None)
        spans[index], end = span, span[1] if span else end
    start = at[0] if at else len(flow.text)
    for index in reversed(range(longest)):
        span = flow.last(words[index], start - len(words[index]) - _SLACK if at else cursor, start)
        spans[index], start = span, span[0] if span else start
    return PlacedClause(clause, tuple(Part(text, span) for text, span in zip(texts, spans, strict=True)))


def _placed_group(group: Group, flow: Flow, cursor: int) -> PlacedGroup:
    words = [(text, squeezed(text)) for text in group.words if text]
    best = PlacedGroup(group, (), words[0][0], cursor)
    # A title may be named elsewhere too: the place where the rest follows is the right one.
    ahead = islice(flow.all(words[0][1], cursor), _TRIED)
    for first in chain(ahead, islice(flow.all(words[0][1]), _TRIED)):
        found = _following(group, flow, first, words[1:])
        if not found.missing:
            return found
        best = best if best.spans else found
    return best


def _following(group: Group, flow: Flow, first: Span, rest: Sequence[tuple[str, str]]) -> PlacedGroup:
    spans = [first]
    for text, words in rest:
        span = flow.find(words, spans[-1][1], spans[-1][1] + len(words) + _ROW)
        if span is None:
            return PlacedGroup(group, tuple(spans), text, first[0])
        spans.append(span)
    return PlacedGroup(group, tuple(spans), "", first[0])
