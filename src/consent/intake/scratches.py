"""The scanner's own marks, taken away where they are straight: scratches of a feeder, lines of a fax."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

Pixels = npt.NDArray[np.uint8]
_BESIDE = 5
_LINE = 8.0
"""Millimetres a line of a fax is long at least."""


def without_scratches(pixels: Pixels, dpi: float, *, black_and_white: bool) -> Pixels:
    """The picture without them. Our own rules, on a page fed sideways, are shorter than a scratch."""
    cleaned = _without_columns(pixels)
    return _without_rows(cleaned, dpi) if black_and_white else cleaned


def _without_columns(pixels: Pixels) -> Pixels:
    height, width = pixels.shape
    rows = pixels[height // 40 : height - height // 40 : 7].astype(np.int16)
    beside = np.minimum(np.roll(rows, _BESIDE, 1), np.roll(rows, -_BESIDE, 1)) - rows
    bad = np.flatnonzero((beside > 5).mean(0) > 0.88)
    bad = bad[np.median(beside[:, bad], 0) > 8] if len(bad) else bad
    bad = bad[(bad > _BESIDE) & (bad < width - _BESIDE - 1)]
    if not 0 < len(bad) < 0.02 * width:
        return pixels
    scratched = np.zeros(width, bool)
    for column in bad:
        scratched[column - 1 : column + 2] = True
    good, gaps = np.flatnonzero(~scratched), np.flatnonzero(scratched)
    after = np.searchsorted(good, gaps)
    left, right = good[after - 1], good[np.minimum(after, len(good) - 1)]
    cleaned = np.array(pixels)
    cleaned[:, scratched] = (pixels[:, left].astype(np.uint16) + pixels[:, right]) // 2
    return cleaned


def _without_rows(pixels: Pixels, dpi: float) -> Pixels:
    dark = pixels < 128
    alone = dark.copy()
    alone[1:] &= ~dark[:-1]
    alone[:-1] &= ~dark[1:]
    least = int(dpi / 25.4 * _LINE)
    lines = np.flatnonzero(alone.sum(1) > least)
    if not len(lines):
        return pixels
    cleaned = np.array(pixels)
    for row in lines:
        # A fax line may be broken by one pixel where it crosses our printing.
        whole = alone[row] | (dark[row] & np.r_[False, alone[row][:-1]] & np.r_[alone[row][1:], False])
        steps = np.flatnonzero(np.diff(np.r_[0, whole.view(np.int8), 0]))
        for begin, end in zip(steps[::2], steps[1::2], strict=True):
            if end - begin >= least:
                cleaned[row, begin:end] = 255
    return cleaned
