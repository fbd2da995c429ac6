"""Dark pieces of a picture: running maxima, and what is connected."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt

Mask = npt.NDArray[np.bool_]
Array = npt.NDArray[Any]
Bytes = npt.NDArray[np.uint8]


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


def darker(picture: Bytes, paper: Bytes, share: float) -> Mask:
    """Where a picture is darker than this share of the paper around."""
    # Bytes below a limit, and a limit for each shade of paper: nothing is divided, nothing becomes a float.
    limits = np.ceil(np.maximum(np.arange(256), 8) * share).clip(0, 255).astype(np.uint8)
    return np.asarray(picture < limits[paper])


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
    edged = np.zeros((height, width + 2), np.bool_)
    edged[:, 1:-1] = mask
    # Every row begins and ends without: a change to ink and the change back follow each other.
    changes = np.flatnonzero(edged[:, 1:] != edged[:, :-1])
    row, start = np.divmod(changes[::2], width + 1)
    end = changes[1::2] % (width + 1)
    if not len(row):
        none = np.zeros(0)
        return Pieces(none, none, none, none, none, np.zeros(0, int), row, start, end)
    names, of_run = np.unique(_labels(width, row, start, end), return_inverse=True)
    count = len(names)
    area = np.bincount(of_run, end - start, count)
    right, bottom = np.zeros(count), np.zeros(count)
    left, top = np.full(count, 1e9), np.full(count, 1e9)
    np.minimum.at(left, of_run, start)
    np.minimum.at(top, of_run, row)
    np.maximum.at(right, of_run, end)
    np.maximum.at(bottom, of_run, row + 1)
    return Pieces(area, left, top, right, bottom, of_run, row, start, end)


def _labels(width: int, row: Array, start: Array, end: Array) -> Array:
    """For each run the first run of its piece."""
    # Runs in the order in which they are read; those that touch one are a stretch of the row above it.
    line, above = row * (width + 2), (row - 1) * (width + 2)
    first = np.searchsorted(line + end, above + start)
    count = np.maximum(np.searchsorted(line + start, above + end, "right") - first, 0)
    one = np.repeat(np.arange(len(row)), count)
    other = np.arange(len(one)) - np.repeat(count.cumsum() - count, count) + np.repeat(first, count)
    label = np.arange(len(row))
    while True:
        here, there = label[one], label[other]
        apart = here != there
        if not apart.any():
            return label
        one, other, here, there = one[apart], other[apart], here[apart], there[apart]
        # What is called later follows what is called earlier, and then the first of those.
        np.minimum.at(label, np.maximum(here, there), np.minimum(here, there))
        while ((further := label[label]) != label).any():
            label = further


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
