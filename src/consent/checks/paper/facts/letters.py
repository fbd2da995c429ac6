"""Stretches of letters that share a fault, told in words that quote no patient."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass

import numpy as np

from consent.checks.paper.facts.context import PaperContext, PlacedClause
from consent.reading.sheet import Page, Sight
from consent.reading.text.flow import Flow, Span, squeezed

_DASH = re.compile("[-‐‑‒–—]")
_BRIDGE = 6
"""Sound letters between two faulty ones that do not end a stretch."""


@dataclass(frozen=True, slots=True)
class Stretch:
    """Letters with one fault, on one page, of one clause or of none."""

    page: int
    clause: PlacedClause | None
    span: Span
    count: int
    what: str
    """The words if they are the library's; else only how many letters."""


def unseen(context: PaperContext, wanted: frozenset[Sight]) -> Iterator[tuple[Sight, Stretch]]:
    """Letters of body, head and foot whose sight is one of these."""
    for flow in (context.body, *context.margins):
        sights = flow.gathered(lambda page: page.sight)
        dashes = _dashes(flow, wanted)
        for sight in sorted(wanted):
            faulty = set(np.flatnonzero(sights == sight).tolist())
            faulty |= {
                position for position, index, number in dashes if flow.pages[number].sight[index] == sight
            }
            for stretch in stretches(context, flow, sorted(faulty)):
                yield sight, stretch


def _dashes(flow: Flow, wanted: frozenset[Sight]) -> list[tuple[int, int, int]]:
    """Faulty dashes, which a flow passes over: the letter before, the character and its page."""
    found = []
    for number, page in enumerate(flow.pages):
        faulty = [m for m in _DASH.finditer(page.text) if page.sight[m.start()] in wanted]
        positions = np.flatnonzero(flow.page == number) if faulty else ()
        for match in faulty if len(positions) else ():
            nearest = int(np.searchsorted(flow.glyph[positions], match.start())) - 1
            if nearest >= 0 and flow.glyph[positions[nearest]] == match.start() - 1:
                found.append((int(positions[nearest]), match.start(), number))
    return found


def stretches(context: PaperContext, flow: Flow, faulty: list[int]) -> Iterator[Stretch]:
    """Faulty letters, joined where they belong together."""
    groups: list[list[int]] = []
    for position in faulty:
        if (
            groups
            and position - groups[-1][-1] <= _BRIDGE
            and flow.page[position] == flow.page[groups[-1][-1]]
        ):
            groups[-1].append(position)
        else:
            groups.append([position])
    merged: dict[tuple[int, str], list[list[int]]] = {}
    for group in groups:
        owner = _owner(context, flow, group[0])
        merged.setdefault((flow.page_of(group[0]), owner.clause.anchor if owner else ""), []).append(group)
    for (page, anchor), members in merged.items():
        count = sum(map(len, members))
        span = members[0][0], members[0][-1] + 1
        clause = context.by_anchor.get(anchor)
        quoted = f"“{flow.quoted(span, 60)}”" if clause else f"{count} letter{'s' if count > 1 else ''}"
        yield Stretch(page, clause, span, count, quoted)


def _owner(context: PaperContext, flow: Flow, position: int) -> PlacedClause | None:
    if flow is not context.body:
        return None
    for placed in context.clauses:
        if any(first <= position < last for first, last in placed.spans):
            return placed
    return None


def named(placed: PlacedClause | None) -> str:
    """The clause for a message."""
    return f"clause {placed.clause.id!r}" if placed else "this page"


def field_of(placed: PlacedClause | None) -> str:
    """The clause for the field of a finding."""
    return placed.clause.id if placed else ""


@dataclass(frozen=True, slots=True)
class Difference:
    """Where wording on paper parts from the wording it should be."""

    position: int | None
    """The last letter that agrees."""
    after: str
    missing: str


def difference(flow: Flow, text: str, start: int = 0) -> Difference:
    """How far the words of ``text`` can be found, and what is missing then."""
    words = text.split()
    low, high, at = 0, len(words), None
    while low < high:
        middle = (low + high + 1) // 2
        head = squeezed(" ".join(words[:middle]))
        span = flow.find(head, start) or flow.find(head)
        low, high, at = (middle, high, span) if span else (low, middle - 1, at)
    if low and len(squeezed(" ".join(words[:low]))) < _SHORTEST and len(words) > low + 1:
        low, at = 0, None
    tail = len(words)
    while tail > low and flow.find(squeezed(" ".join(words[tail - 1 :])), at[1] if at else start):
        tail -= 1
        if tail <= len(words) - _LONGEST_TAIL:
            break
    after = " ".join(words[max(low - 4, 0) : low])
    gone = words[low:tail] or words[low : low + 1] or words[-1:]
    shown = " ".join(gone) if len(gone) <= 12 else " ".join([*gone[:6], "…", *gone[-4:]])
    return Difference(at[1] - 1 if at else None, after, shown)


_SHORTEST = 12
_LONGEST_TAIL = 40


def page_with(context: PaperContext, test: Callable[[Page], bool]) -> int:
    """The first page that passes a test, or 0."""
    return next((page.number for page in context.pages if test(page)), 0)
