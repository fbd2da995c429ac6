"""Where lines of a page begin something new: a sentence after no full stop, or a part with a heading."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import pairwise

import numpy as np
import numpy.typing as npt

from consent.reading.sheet import Page

_LINE = re.compile(r"[^\r\n]+")
_LARGER = 1.12
"""Type so much larger than the body is a heading."""
_MOST = 0.5
_LONGEST_BOLD = 70
"""Letters of a bold beginning; more is a sentence that is stressed."""
_COLUMN = 40.0
"""Points by which the left ends of lines of one column may differ."""
_SAME_LINE = 0.5
_CELLS = 1.8
"""Room between two words, in parts of the type size, that only a table leaves."""
_CAPITALS = re.compile(
    r"(?:\(?[0-9IVX]{1,4}[.)]\s*|[A-Z][.)]\s+)?[A-Z][A-Z’'&/,()\-–— ]{3,58}[A-Z)](?:\s*[.:?–—]|\s*$|\s+_)"
)
_NUMBERED = re.compile(r"(?:\(?\d{1,2}[.)]|[A-Z][.)])\s+[A-Z][^.:?]{2,90}[.:?](?:\s+\S|$)")
_RUNS_ON = re.compile(r"\b[A-Z]{2,},?$")
_NEW = re.compile(r"[A-Z0-9(“\"☐□•▪*\[_–—-]")


@dataclass(frozen=True, slots=True)
class Breaks:
    """Characters of a page, in order, at which something new begins."""

    sentences: npt.NDArray[np.int64]
    parts: npt.NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class _Line:
    start: int
    text: str
    left: float
    right: float
    first_word: float
    """How wide the first word is."""
    baseline: float
    size: float
    bold: int
    """How many letters from the first on are bold."""
    ends_bold: bool
    cells: bool
    """Whether it is the row of a table: words stand far apart."""


def breaks_of(page: Page, skip: Callable[[int], bool]) -> Breaks:
    """Where sentences and parts begin that no full stop announces; ``skip``: lines that do not count."""
    # As a list: numpy takes longer to be asked for one letter than to give them all.
    owners: list[int] = page.run.tolist()
    lines = [
        line
        for match in _LINE.finditer(page.text)
        if not skip(match.start()) and (line := _line(page, owners, match)) is not None
    ]
    if not lines:
        return Breaks(np.zeros(0, dtype=np.int64), np.zeros(0, dtype=np.int64))
    body = _body_size(lines)
    letters = sum(len(line.text) for line in lines)
    bold = sum(line.bold for line in lines) > _MOST * letters
    capitals = sum(map(str.isupper, page.text)) > _MOST * sum(map(str.isalpha, page.text))
    parts = [
        line.start
        for number, line in enumerate(lines)
        if _is_part(lines, number, body, bold_tells=not bold, capitals_tell=not capitals)
    ]
    sentences = [
        after.start
        for number, (line, after) in enumerate(pairwise(lines))
        if _is_new(lines, number, line, after)
    ]
    return Breaks(np.array(sorted({*sentences, *parts}), dtype=np.int64), np.array(parts, dtype=np.int64))


def _line(page: Page, owners: Sequence[int], match: re.Match[str]) -> _Line | None:
    drawn = [i for i in range(*match.span()) if owners[i] >= 0 and not page.text[i].isspace()]
    if not drawn:
        return None
    first = page.runs[owners[drawn[0]]]
    bold = next((n for n, i in enumerate(drawn) if not page.runs[owners[i]].bold), len(drawn))
    space = next((i for i in range(drawn[0], match.end()) if page.text[i].isspace()), match.end())
    word = [i for i in drawn if i < space]
    left, right = page.box[drawn, 0], page.box[drawn, 2]
    return _Line(
        drawn[0],
        page.text[drawn[0] : match.end()].rstrip(),
        float(left.min()),
        float(right.max()),
        float(right[: len(word)].max() - left[: len(word)].min()),
        first.baseline,
        first.size,
        bold,
        page.runs[owners[drawn[-1]]].bold,
        bool((left[1:] - right[:-1] > _CELLS * first.size).any()),
    )


def _body_size(lines: Sequence[_Line]) -> float:
    sizes: Counter[float] = Counter()
    for line in lines:
        sizes[round(line.size, 1)] += len(line.text)
    return sizes.most_common(1)[0][0]


def _is_part(
    lines: Sequence[_Line], number: int, body: float, *, bold_tells: bool, capitals_tell: bool
) -> bool:
    line, before = lines[number], lines[number - 1] if number else None
    if line.size > _LARGER * body:
        return before is None or before.size <= _LARGER * body
    if bold_tells and 0 < line.bold <= _LONGEST_BOLD and any(map(str.isalpha, line.text[: line.bold])):
        return before is None or not before.ends_bold
    if capitals_tell and _CAPITALS.match(line.text):
        return before is None or not _RUNS_ON.search(before.text)
    return bool(_NUMBERED.match(line.text))


def _is_new(lines: Sequence[_Line], number: int, line: _Line, after: _Line) -> bool:
    """Whether the next line goes on with another sentence: it begins so, and would have had room above."""
    if abs(line.baseline - after.baseline) < _SAME_LINE * line.size:
        return False
    if line.cells and after.cells:
        return True
    if not _NEW.match(after.text):
        return False
    if line.cells or abs(line.left - after.left) > _COLUMN:
        return True
    near = lines[max(number - 12, 0) : number + 12]
    margin = max(one.right for one in near if abs(one.left - line.left) < _COLUMN)
    return line.right + after.first_word + 0.5 * line.size < margin
