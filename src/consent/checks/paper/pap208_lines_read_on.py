"""PAP208: words stand as they are to be read: one after the other, upright, from the top down, with spaces.

A search does not care where on the sheet the next word is. The eye does.

Bad::

    .notice { flex-direction: row-reverse }

Good::

    .notice { display: block }
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from consent.checks.paper.context import PaperContext
from consent.checks.paper.own_words import own_pieces
from consent.checks.reading.flow import Flow, Span, squeezed
from consent.checks.reading.sheet import Floats, Run
from consent.models.finding import Finding, Severity

CODE = "PAP208"
TITLE = "lines read on"
SEVERITY = Severity.ERROR
REFERENCE = "CMS Appendix A, A-0955: the form is legible"
_SLANT = 2.0
_SAME_LINE = 0.4
_NEXT_LINE = (0.7, 3.2)
_FEWEST = 3
"""Letters that make a word; fewer are the number of a source."""
_LEAST = -0.15
"""How far a letter may reach under the one before, in type sizes."""
_HYPHEN = frozenset("\x02\ufffe\u00ad-\u2010")
_GAP = (0.08, 1.2)
"""Least space between words and most between the letters of one, in type sizes."""


@dataclass(frozen=True, slots=True)
class _Lines:
    """Where each letter of the body stands."""

    box: Floats
    line: Floats
    size: Floats
    mirrored: npt.NDArray[np.bool_]
    turned: npt.NDArray[np.bool_] | None
    """Letters that are mirrored or aslant; None when all stand as they should."""
    spaces: npt.NDArray[np.int32]
    """How many spaces come before it on its page."""


def check(context: PaperContext) -> Iterator[Finding]:
    """Yield at most one finding for each clause, and each other sentence, whose lines do not read on."""
    lines = _lines(context.body)
    for placed in context.clauses:
        texts = [(part.text, part.span) for part in placed.parts if part.span is not None]
        clause = placed.clause
        yield from _judge(context, lines, texts, f"clause {clause.id!r}", clause.id, clause.dictated)
    for group in context.groups:
        pairs = list(zip((text for text in group.group.words if text), group.spans, strict=False))
        yield from _judge(context, lines, pairs, group.group.about, group.group.about)
    for piece, span in own_pieces(context):
        if sum(map(str.isalpha, piece.text)) < _FEWEST:
            continue
        yield from _judge(context, lines, [(piece.text, span)], f"“{piece.text[:60]}”", piece.text[:60])


def _judge(
    context: PaperContext,
    lines: _Lines,
    texts: Sequence[tuple[str, Span]],
    about: str,
    field: str,
    dictated: bool = False,
) -> Iterator[Finding]:
    for text, span in texts:
        spaces = _spaces(text, span[1] - span[0])
        fault = _fault(context.body, lines, span, spaces) or (
            _broken(context.body, span, text, spaces, dictated)
        )
        if fault:
            position, what = fault
            around = max(position - 12, span[0]), min(position + 13, span[1])
            yield context.finding(
                CODE,
                f"{about}: {what}, near “{context.body.quoted(around, 60)}”",
                "let the words flow; do not place, turn or space them by hand",
                page=context.body.page_of(position),
                field=field,
            )
            return


def _lines(flow: Flow) -> _Lines:
    def of_run(value: Callable[[Run], float]) -> Floats:
        return flow.gathered(
            lambda page: np.array([value(run) for run in page.runs] or [0.0], dtype=np.float32)[page.run]
        )

    slope, mirrored = of_run(lambda run: run.slope), of_run(lambda run: float(run.mirrored)) > 0
    turned = mirrored | (np.abs(slope) > _SLANT)
    return _Lines(
        box=flow.gathered(lambda page: page.box),
        line=of_run(lambda run: run.baseline),
        size=np.maximum(of_run(lambda run: run.size), 1.0),
        mirrored=mirrored,
        turned=turned if turned.any() else None,
        spaces=flow.gathered(lambda page: np.cumsum([c.isspace() for c in page.text], dtype=np.int32)),
    )


def _fault(flow: Flow, lines: _Lines, span: Span, spaces: npt.NDArray[np.bool_]) -> tuple[int, str] | None:
    part = slice(*span)
    box, line, size, page = lines.box[part], lines.line[part], lines.size[part], flow.page[part]
    if lines.turned is not None and lines.turned[part].any():
        first = span[0] + int(np.argmax(lines.turned[part]))
        return first, "the letters are mirrored" if lines.mirrored[
            first
        ] else "the line does not stand upright"
    if len(box) < 2:
        return None
    same = (np.diff(page) == 0) & (np.abs(np.diff(line)) < _SAME_LINE * size[1:])
    fused = np.diff(flow.glyph[part]) == 0
    gap, typed = box[1:, 0] - box[:-1, 2], np.diff(lines.spaces[part]) > 0
    for faults, what in (
        (same & ~fused & (box[1:, 0] < box[:-1, 0] - 0.3 * size[1:]), "the words run backwards"),
        (same & spaces & (gap < _GAP[0] * size[1:]), "there is no space between two words"),
        (same & ~spaces & (gap > _GAP[1] * size[1:]), "a word is torn apart"),
        # The letters of a ligature share its box.
        (
            same & (box[1:] != box[:-1]).any(axis=1) & (gap < _LEAST * size[1:]),
            "two letters lie on each other",
        ),
        (same & ~spaces & typed, "a word has a space in it"),
        (same & spaces & ~typed, "there is no space between two words"),
        (_jumps(box, line, size, page, same), "the next words do not stand on the next line"),
    ):
        if faults.any():
            return span[0] + int(np.argmax(faults)) + 1, what
    return None


def _broken(
    flow: Flow, span: Span, text: str, spaces: npt.NDArray[np.bool_], dictated: bool
) -> tuple[int, str] | None:
    """A word that is broken at the end of a line: with no hyphen, or where the wording is dictated."""
    glyph, page = flow.glyph[slice(*span)], flow.page[slice(*span)]
    inside = ~spaces & (np.diff(glyph) > 1) & (np.diff(page) == 0)
    for index in np.flatnonzero(inside).tolist():
        here = flow.pages[page[index]].text
        between = here[glyph[index] + 1 : glyph[index + 1]]
        ends = here[glyph[index]].isalpha() and here[glyph[index + 1]].isalpha()
        if ends and "\n" in between and not between.strip():
            return span[0] + index, "a word is broken at the end of a line without a hyphen"
        if ends and dictated and _HYPHEN & set(between) and not _hyphenated(text, index):
            return span[0] + index, "a word of dictated wording is broken at the end of a line"
    return None


def _hyphenated(text: str, index: int) -> bool:
    """Whether the wording itself has a hyphen after a letter."""
    return any(
        len(squeezed(text[: match.start()])) == index + 1 for match in re.finditer("[-\u2010-\u2015]", text)
    )


def _jumps(
    box: Floats, line: Floats, size: Floats, page: npt.NDArray[np.int32], same: npt.NDArray[np.bool_]
) -> npt.NDArray[np.bool_]:
    turned = np.diff(page)
    down = (line[:-1] - line[1:]) / size[1:]
    below = (down >= _NEXT_LINE[0]) & (down <= _NEXT_LINE[1])
    column = (down < 0) & (box[1:, 0] > box[:-1, 2])
    return np.asarray(~same & ~((turned == 1) | ((turned == 0) & (below | column))), dtype=bool)


def _spaces(text: str, count: int) -> npt.NDArray[np.bool_]:
    """For each letter but the first: whether a space comes before it."""
    found = np.zeros(count, dtype=bool)
    position = 0
    for word in text.split():
        if 0 < position < count:
            found[position] = True
        position += len(squeezed(word))
    return found[1:]
