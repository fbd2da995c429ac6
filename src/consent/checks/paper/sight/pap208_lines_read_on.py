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
from functools import lru_cache
from typing import TypeAlias

import numpy as np
import numpy.typing as npt

from consent.checks.paper.facts.context import PaperContext
from consent.models.findings.finding import Finding, Severity
from consent.reading.blanks import blank
from consent.reading.sheet import Floats, Run
from consent.reading.text.flow import Flow, Span, squeezed

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


Flags: TypeAlias = npt.NDArray[np.bool_]


@dataclass(frozen=True, slots=True)
class _Lines:
    """How the letters of the body stand, and each but the first one after the letter before it."""

    mirrored: Flags
    turned: Flags | None
    """Letters that are mirrored or aslant; None when all stand as they should."""
    backwards: Flags
    near: Flags
    """On the line of the letter before it, with no room for a space between them."""
    far: Flags
    """On the line of the letter before it, with more than a space between them."""
    jumps: Flags
    """Neither on the line of the letter before it, nor on the next one."""
    heaped: Flags
    """On the line of the letter before it, and partly on that letter."""
    typed: Flags
    """On the line of the letter before it, with a space written between them."""
    untyped: Flags
    """On the line of the letter before it, with none."""
    leaps: Flags
    """On the page of the letter before it, with characters between them that are not read."""
    wrong: Flags
    """Something of this, wherever spaces are to be."""
    wrong_in_word: Flags
    """Something of this, if no space is to be before it."""
    wrong_after_space: Flags
    """Something of this, if a space is to be before it."""


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
    for piece, span in context.own_pieces:
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
        fault = _fault(lines, span, spaces) or _broken(context.body, lines, span, text, spaces, dictated)
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
    box, line, page = flow.gathered(lambda page: page.box), of_run(lambda run: run.baseline), flow.page
    size = np.maximum(of_run(lambda run: run.size), 1.0)
    same = (np.diff(page) == 0) & (np.abs(np.diff(line)) < _SAME_LINE * size[1:])
    fused = np.diff(flow.glyph) == 0
    gap = box[1:, 0] - box[:-1, 2]
    spaces = flow.gathered(lambda page: np.cumsum(blank(page.text), dtype=np.int32))
    spaced = np.diff(spaces) > 0
    backwards = same & ~fused & (box[1:, 0] < box[:-1, 0] - 0.3 * size[1:])
    near, far = same & (gap < _GAP[0] * size[1:]), same & (gap > _GAP[1] * size[1:])
    # The letters of a ligature share its box.
    heaped = same & (box[1:] != box[:-1]).any(axis=1) & (gap < _LEAST * size[1:])
    typed, untyped = same & spaced, same & ~spaced
    jumps = _jumps(box, line, size, page, same)
    return _Lines(
        mirrored=mirrored,
        turned=turned if turned.any() else None,
        backwards=backwards,
        near=near,
        far=far,
        heaped=heaped,
        typed=typed,
        untyped=untyped,
        jumps=jumps,
        leaps=(np.diff(flow.glyph) > 1) & (np.diff(page) == 0),
        wrong=backwards | heaped | jumps,
        wrong_in_word=far | typed,
        wrong_after_space=near | untyped,
    )


def _fault(lines: _Lines, span: Span, spaces: Flags) -> tuple[int, str] | None:
    part = slice(*span)
    if lines.turned is not None and lines.turned[part].any():
        first = span[0] + int(np.argmax(lines.turned[part]))
        return first, "the letters are mirrored" if lines.mirrored[
            first
        ] else "the line does not stand upright"
    if span[1] - span[0] < 2:
        return None
    after = slice(span[0], span[1] - 1)
    wrong = lines.wrong[after] | np.where(spaces, lines.wrong_after_space[after], lines.wrong_in_word[after])
    if not wrong.any():
        return None
    for faults, what in (
        (lines.backwards[after], "the words run backwards"),
        (lines.near[after] & spaces, "there is no space between two words"),
        (lines.far[after] & ~spaces, "a word is torn apart"),
        (lines.heaped[after], "two letters lie on each other"),
        (lines.typed[after] & ~spaces, "a word has a space in it"),
        (lines.untyped[after] & spaces, "there is no space between two words"),
        (lines.jumps[after], "the next words do not stand on the next line"),
    ):
        if faults.any():
            return span[0] + int(np.argmax(faults)) + 1, what
    return None


def _broken(
    flow: Flow, lines: _Lines, span: Span, text: str, spaces: Flags, dictated: bool
) -> tuple[int, str] | None:
    """A word that is broken at the end of a line: with no hyphen, or where the wording is dictated."""
    leaps = lines.leaps[span[0] : max(span[1] - 1, span[0])]
    inside = np.flatnonzero(leaps & ~spaces).tolist()
    glyph, page = flow.glyph[slice(*span)], flow.page[slice(*span)]
    for index in inside:
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


def _jumps(box: Floats, line: Floats, size: Floats, page: npt.NDArray[np.int32], same: Flags) -> Flags:
    turned = np.diff(page)
    down = (line[:-1] - line[1:]) / size[1:]
    below = (down >= _NEXT_LINE[0]) & (down <= _NEXT_LINE[1])
    column = (down < 0) & (box[1:, 0] > box[:-1, 2])
    return np.asarray(~same & ~((turned == 1) | ((turned == 0) & (below | column))), dtype=bool)


@lru_cache(maxsize=4096)
def _spaces(text: str, count: int) -> Flags:
    """For each letter but the first: whether a space comes before it. Kept, and not to be written to."""
    found = np.zeros(count, dtype=bool)
    position = 0
    for word in text.split():
        if 0 < position < count:
            found[position] = True
        position += len(squeezed(word))
    found.setflags(write=False)
    return found[1:]
