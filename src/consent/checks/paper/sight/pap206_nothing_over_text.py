"""PAP206: nothing is printed over the text: no stamp, no rule through it, no other text.

A patient who cannot read a line was not told it, and a struck-out line says the opposite. Programs
still find the words below, so only a look at where things stand can tell.

Bad::

    <div style="position: absolute">VOID</div>

Good::

    text with clear paper around it
"""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from consent.checks.paper.facts.context import PaperContext
from consent.checks.paper.facts.letters import field_of, named, stretches, unseen
from consent.models.findings.finding import Finding, Severity
from consent.reading.sheet import Floats, Sight
from consent.reading.text.flow import Flow

CODE = "PAP206"
TITLE = "nothing printed over text"
SEVERITY = Severity.ERROR
REFERENCE = "CMS Appendix A, A-0955: the form is legible"
_SHARED = 0.3
"""How much of a letter another one may cover."""


def check(context: PaperContext) -> Iterator[Finding]:
    """Yield one finding for each stretch with something on top of it."""
    for _, stretch in unseen(context, frozenset({Sight.OVERPRINTED})):
        yield context.finding(
            CODE,
            f"{named(stretch.clause)}: something is printed over {stretch.what}",
            "move what lies on it",
            page=stretch.page,
            field=field_of(stretch.clause),
        )
    for number, kind in context.sheets.facts.notes:
        yield context.finding(
            CODE,
            f"a note of the kind {kind!r} is stuck on the page",
            "print the packet again; stick nothing on a finished file",
            page=number,
            field=kind,
        )
    for flow in (context.body, *context.margins):
        for stretch in stretches(context, flow, _crowded(flow)):
            yield context.finding(
                CODE,
                f"{named(stretch.clause)}: other text is printed over {stretch.what}",
                "give the lines room in the style sheet",
                page=stretch.page,
                field=field_of(stretch.clause),
            )


def _crowded(flow: Flow) -> list[int]:
    """Letters that another letter, drawn elsewhere in the text, lies on."""
    found: list[int] = []
    for number in np.unique(flow.page).tolist():
        positions = np.flatnonzero(flow.page == number)
        page = flow.pages[number]
        glyphs = flow.glyph[positions]
        lines = _lines(page.box[glyphs], page.run[glyphs])
        for one, other in _meeting(lines):
            found += positions[_covered(page.box[glyphs], lines[one], lines[other])].tolist()
    return sorted(set(found))


def _lines(box: Floats, run: Floats) -> list[tuple[int, int, Floats]]:
    """First and last index of each run, and the box around it."""
    edges = np.concatenate([[0], np.flatnonzero(np.diff(run)) + 1, [len(run)]])
    low = np.minimum.reduceat(box[:, :2], edges[:-1], axis=0)
    high = np.maximum.reduceat(box[:, 2:], edges[:-1], axis=0)
    around = np.concatenate([low, high], axis=1)
    return list(zip(edges[:-1].tolist(), edges[1:].tolist(), around, strict=True))


def _meeting(lines: list[tuple[int, int, Floats]]) -> Iterator[tuple[int, int]]:
    boxes = np.array([line[2] for line in lines]).reshape(-1, 4)
    across = np.minimum(boxes[:, None, 2], boxes[None, :, 2]) - np.maximum(
        boxes[:, None, 0], boxes[None, :, 0]
    )
    up = np.minimum(boxes[:, None, 3], boxes[None, :, 3]) - np.maximum(boxes[:, None, 1], boxes[None, :, 1])
    for one, other in zip(*np.nonzero((across > 1.5) & (up > 1.5)), strict=True):
        if one < other:
            yield int(one), int(other)


def _covered(box: Floats, one: tuple[int, int, Floats], other: tuple[int, int, Floats]) -> list[int]:
    """Letters of the first line that letters of the second lie on."""
    mine, theirs = box[one[0] : one[1]], box[other[0] : other[1]]
    across = np.minimum(mine[:, None, 2], theirs[None, :, 2]) - np.maximum(
        mine[:, None, 0], theirs[None, :, 0]
    )
    up = np.minimum(mine[:, None, 3], theirs[None, :, 3]) - np.maximum(mine[:, None, 1], theirs[None, :, 1])
    shared = (np.clip(across, 0, None) * np.clip(up, 0, None)).max(axis=1)
    area = np.maximum((mine[:, 2] - mine[:, 0]) * (mine[:, 3] - mine[:, 1]), 0.1)
    return [one[0] + index for index in np.flatnonzero(shared / area > _SHARED).tolist()]
