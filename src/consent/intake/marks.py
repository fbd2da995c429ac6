"""Landmarks of an issued page: patches that a scan is laid by, and what they look like."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from typing import Any

import numpy as np
import numpy.typing as npt

from consent.intake.geometry import INCH, Grey, Points

COARSE, FINE = 75, 150
"""Dots per inch of the two rounds in which they are looked for."""
_PATCH = (12.0, 7.0)
_SMALL_PATCH = (9.0, 6.0)
_CELL = 30.0
_STEP = 4
_EDGES = 900
"""How much edge in both directions a landmark has at least."""
Box = tuple[float, float, float, float]
"""Left, top, width, height in millimetres."""
Pixels = npt.NDArray[np.uint8]


@dataclass(frozen=True, slots=True)
class Patches:
    """What the landmarks of a page look like at one resolution; all of one size."""

    dpi: int
    corners: npt.NDArray[np.int_]
    """Of each the left and the top, in pixels."""
    pictures: Pixels = field(repr=False)

    @property
    def size(self) -> tuple[int, int]:
        """Width and height in pixels."""
        _, tall, wide = self.pictures.shape
        return wide, tall


def landmarks_of(picture: Pixels, varying: Sequence[Box]) -> Points:
    """Middles of the patches richest in edges, one in each cell of 30 mm, none where something varies.

    ``picture``: the page at ``COARSE`` dots per inch.
    """
    scale = COARSE / INCH
    grey = picture.astype(np.float32)
    across, down = np.abs(np.diff(grey, axis=1))[:-1], np.abs(np.diff(grey, axis=0))[:, :-1]
    wide, tall = int(_PATCH[0] * scale), int(_PATCH[1] * scale)
    edges = np.minimum(_sums(across, tall, wide), _sums(down, tall, wide))[:-2:_STEP, :-2:_STEP]
    xs = (np.arange(edges.shape[1]) * _STEP + wide / 2) / scale
    ys = (np.arange(edges.shape[0]) * _STEP + tall / 2) / scale
    for left, top, width, height in varying:
        there = np.ix_((ys > top) & (ys < top + height), (xs > left) & (xs < left + width))
        edges[there] = 0
    found = []
    for rows in _cells(ys):
        for columns in _cells(xs):
            cell = edges[rows, columns]
            row, column = divmod(int(cell.argmax()), cell.shape[1])
            if cell[row, column] > _EDGES:
                found.append((xs[columns][column], ys[rows][row]))
    return np.array(found, float).reshape(-1, 2)


def coarse_patches(picture: Pixels, marks: Points) -> Patches:
    """For the first round, from the page at ``COARSE`` dots per inch."""
    return _cut(picture, marks, COARSE, _PATCH)


def fine_patches(picture: Pixels, marks: Points) -> Patches:
    """For the second round, from the page at ``FINE`` dots per inch."""
    return _cut(picture, marks, FINE, _SMALL_PATCH)


def _cut(picture: Pixels, marks: Points, dpi: int, size: tuple[float, float]) -> Patches:
    scale = dpi / INCH
    wide, tall = (round(side * scale) for side in size)
    most = np.array([picture.shape[1] - wide, picture.shape[0] - tall])
    corners = np.clip(np.rint((marks - np.array(size) / 2) * scale), 0, most).astype(int)
    pictures = np.empty((len(marks), tall, wide), np.uint8)
    for index, (x, y) in enumerate(corners.tolist()):
        pictures[index] = picture[y : y + tall, x : x + wide]
    return Patches(dpi, corners, pictures)


def _cells(spots: npt.NDArray[Any]) -> list[slice]:
    cell = (spots // _CELL).astype(int)
    starts = [0, *(np.flatnonzero(np.diff(cell)) + 1).tolist(), len(cell)]
    return [slice(one, other) for one, other in pairwise(starts)]


def _sums(values: Grey, tall: int, wide: int) -> Grey:
    """Of each box of this size, by where its top left corner is."""
    sums = np.pad(values.cumsum(0).cumsum(1), ((1, 0), (1, 0)))
    return np.asarray(sums[tall:, wide:] - sums[:-tall, wide:] - sums[tall:, :-wide] + sums[:-tall, :-wide])
