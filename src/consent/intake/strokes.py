"""Dark pieces of a picture: running maxima, and what is connected."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt

Mask = npt.NDArray[np.bool_]
Array = npt.NDArray[Any]


def dilated(picture: Array, pixels: int) -> Array:
    """The largest value within so many pixels, in a square."""
    if pixels <= 0:
        return picture
    width = 2 * pixels + 1
    return _running_max(_running_max(picture, width, 0), width, 1)


def closed(picture: Array, pixels: int) -> Array:
    """What is left when dark things thinner than twice so many pixels are gone."""
    light = dilated(picture, pixels)
    # Upside down, whatever the type: bytes have no minus.
    return (
        np.invert(dilated(np.invert(light), pixels)) if light.dtype == np.uint8 else -dilated(-light, pixels)
    )


@dataclass(frozen=True, slots=True)
class Pieces:
    """The connected pieces of a mask. Lengths in pixels."""

    area: Array
    left: Array
    top: Array
    right: Array
    bottom: Array
    of_run: Array
    """For each run the piece it belongs to."""
    row: Array
    start: Array
    end: Array


def pieces(mask: Mask) -> Pieces:
    """Connected pieces, corners included, by runs and union-find."""
    height, width = mask.shape
    edged = np.zeros((height, width + 2), np.int8)
    edged[:, 1:-1] = mask
    steps = np.diff(edged, axis=1)
    row, start = np.divmod(np.flatnonzero(steps == 1), width + 1)
    end = np.flatnonzero(steps == -1) % (width + 1)
    label = _labels(height, row, start, end)
    if not len(row):
        none = np.zeros(0)
        return Pieces(none, none, none, none, none, np.zeros(0, int), row, start, end)
    names, of_run = np.unique(label, return_inverse=True)
    count = len(names)
    area, right, bottom = np.zeros(count), np.zeros(count), np.zeros(count)
    left, top = np.full(count, 1e9), np.full(count, 1e9)
    np.add.at(area, of_run, end - start)
    np.minimum.at(left, of_run, start)
    np.minimum.at(top, of_run, row)
    np.maximum.at(right, of_run, end)
    np.maximum.at(bottom, of_run, row + 1)
    return Pieces(area, left, top, right, bottom, of_run, row, start, end)


def _labels(height: int, row: Array, start: Array, end: Array) -> Array:
    parent = list(range(len(row)))

    def root(one: int) -> int:
        while parent[one] != one:
            parent[one] = parent[parent[one]]
            one = parent[one]
        return one

    first = np.searchsorted(row, np.arange(height + 1)).tolist()
    starts, ends = start.tolist(), end.tolist()
    for line in range(1, height):
        above, here, above_end, here_end = first[line - 1], first[line], first[line], first[line + 1]
        while above < above_end and here < here_end:
            if ends[above] >= starts[here] and ends[here] >= starts[above]:
                one, other = root(above), root(here)
                if one != other:
                    parent[max(one, other)] = min(one, other)
            if ends[above] < ends[here]:
                above += 1
            else:
                here += 1
    return np.array([root(one) for one in range(len(row))], int)


def _running_max(picture: Array, width: int, axis: int) -> Array:
    before, after = width // 2, width - 1 - width // 2
    first, last = np.take(picture, [0], axis), np.take(picture, [-1], axis)
    best = np.concatenate([np.repeat(first, before, axis), picture, np.repeat(last, after, axis)], axis)
    reach = 1
    while reach < width:
        # By doubling, and at last by what is missing.
        step = min(reach, width - reach)
        length = best.shape[axis] - step
        if axis == 0:
            best = np.maximum(best[:length], best[step:])
        else:
            best = np.maximum(best[:, :length], best[:, step:])
        reach += step
    return best
