"""Ink that is neither a letter nor a straight line: pictures, and words that were drawn as shapes."""

from __future__ import annotations

from typing import TypeAlias

import numpy as np
import numpy.typing as npt

from consent.reading.sheet import Floats

Grey: TypeAlias = npt.NDArray[np.uint8]
Whole: TypeAlias = npt.NDArray[np.int64]

_INK = 250
_STRAIGHT = 20
"""Pixels of one shade in a row or a column that make a line, or the ground of a box."""
_STEP = 2
"""Levels of grey between neighbours that are one shade, as in a gradient."""
_GROUND = 1500
"""Pixels of one shade that lie over one another in lines: from so many it is the ground of letters."""
_WIDE, _TALL = 16, 8
_STROKES, _ROWS = 3, 5
"""Strokes side by side in a window, and rows with so many, from which it looks like writing."""
_CELL, _BENT, _CHAIN = 12, 5, 5
"""A curve goes through cells of so many pixels, in each so far up and across; so many cells are one."""
_DEEP = 2
"""Pixels on all four sides of one that lies inside a large shape."""


def strays(seen: Grey, text_only: Grey, sheet: tuple[float, float]) -> Floats:
    """Where something is drawn that looks like writing or a picture: points from the lower left of the sheet.

    The rounded corner of a box, a dashed line and a tinted ground are none.
    """
    ink = (seen < _INK) & (text_only == 255)
    # Four times as quick as asking for rows and columns.
    y, x = np.divmod(np.flatnonzero(ink), ink.shape[1])
    loose = ~_straight(y, x, seen[y, x])
    lines = y[~loose], x[~loose]
    y, x = y[loose], x[loose]
    turn = np.lexsort((y, x))
    loose = np.empty(len(y), dtype=bool)
    loose[turn] = ~_straight(x[turn], y[turn], seen[y, x][turn])
    if not loose.any():
        return np.zeros((0, 2), dtype=np.float32)
    tall = seen[lines] == seen[lines[0] - 1, lines[1]]
    loose &= np.bincount(seen[lines][tall], minlength=256)[seen[y, x]] < _GROUND
    y, x = y[loose], x[loose]
    windows = [_writing(y, x, up, aside) for up in (0, _TALL // 2) for aside in (0, _WIDE // 2)]
    spots = np.concatenate([*windows, _solid(y, x, seen.shape), _curved(y, x)])
    down, across = seen.shape
    return np.asarray(
        np.stack([spots[:, 1] * sheet[0] / across, sheet[1] - spots[:, 0] * sheet[1] / down], axis=1),
        dtype=np.float32,
    )


def _straight(line: Whole, place: Whole, shade: Grey) -> npt.NDArray[np.bool_]:
    """Which pixels, sorted by line and place, belong to a long stretch of one shade."""
    if not len(line):
        return np.zeros(0, dtype=bool)
    parts = (np.diff(line) != 0) | (np.diff(place) != 1) | (np.abs(np.diff(shade.astype(np.int16))) > _STEP)
    stretch = np.concatenate([[0], np.cumsum(parts)])
    return np.asarray(np.bincount(stretch)[stretch] >= _STRAIGHT, dtype=bool)


def _writing(y: Whole, x: Whole, up: int, aside: int) -> Whole:
    """A pixel of each window with several strokes side by side, on several rows."""
    starts = np.ones(len(y), dtype=bool)
    starts[1:] = (np.diff(y) != 0) | (np.diff(x) != 1)
    y, x = y[starts], x[starts]
    columns = int(x.max(initial=0)) // _WIDE + 2
    _, first, strokes = np.unique(y * columns + (x + aside) // _WIDE, return_index=True, return_counts=True)
    y, x = y[first[strokes >= _STROKES]], x[first[strokes >= _STROKES]]
    windows = (y + up) // _TALL * columns + (x + aside) // _WIDE
    _, first, tall = np.unique(windows, return_index=True, return_counts=True)
    return np.stack([y[first[tall >= _ROWS]], x[first[tall >= _ROWS]]], axis=1)


def _solid(y: Whole, x: Whole, shape: tuple[int, ...]) -> Whole:
    """The pixels that lie deep inside a shape."""
    there = np.zeros((shape[0] + 2 * _DEEP, shape[1] + 2 * _DEEP), dtype=bool)
    there[y + _DEEP, x + _DEEP] = True
    inside = np.ones(len(y), dtype=bool)
    for step in range(2 * _DEEP + 1):
        inside &= there[y + step, x + _DEEP] & there[y + _DEEP, x + step]
    return np.stack([y[inside], x[inside]], axis=1)


def _curved(y: Whole, x: Whole) -> Whole:
    """A pixel of each cell that a curve or a slanting line goes through, on a longer way than a corner's."""
    columns = int(x.max(initial=0)) // _CELL + 2
    cell = y // _CELL * columns + x // _CELL
    turn = np.argsort(cell, kind="stable")
    cells, first, count = np.unique(cell[turn], return_index=True, return_counts=True)
    if not len(cells):
        return np.zeros((0, 2), dtype=np.int64)
    up = np.maximum.reduceat(y[turn], first) - np.minimum.reduceat(y[turn], first)
    across = np.maximum.reduceat(x[turn], first) - np.minimum.reduceat(x[turn], first)
    through = (up >= _BENT - 1) & (across >= _BENT - 1)
    bent = set(cells[through].tolist())
    long = [len(_chain(one, bent, columns)) >= _CHAIN for one in cells[through].tolist()]
    # The middle one of its pixels: the first may be the end of a line that only touches the cell.
    spots = turn[(first + count // 2)[through][np.array(long, dtype=bool)]]
    return np.stack([y[spots], x[spots]], axis=1)


def _chain(start: int, cells: set[int], columns: int) -> set[int]:
    """The cells that hang together with one, as many as are asked for."""
    found, waiting = {start}, [start]
    around = [down * columns + aside for down in (-1, 0, 1) for aside in (-1, 0, 1)]
    while waiting and len(found) < _CHAIN:
        here = waiting.pop()
        fresh = {here + step for step in around} & cells - found
        found |= fresh
        waiting += fresh
    return found
