"""What a pen needs: room, a line or a box that can be seen, and a word that says what it is for."""

from __future__ import annotations

from typing import TypeAlias

import numpy as np
import numpy.typing as npt

from consent.reading.blanks import blank
from consent.reading.sheet import Page, Sight

Box: TypeAlias = tuple[float, float, float, float]

_DARK = 160
_MOST_EMPTY = 0.01
_LINE = 0.75
_FINE = 0.22
_REACH = 3


def pixels(page: Page, box: Box, grow: float = 0.0) -> npt.NDArray[np.uint8]:
    """The sheet as it is inside a box."""
    down, across = page.ink.shape
    turned = (page.width > page.height) != (across > down) and page.width != page.height
    width, height = (page.height, page.width) if turned else (page.width, page.height)
    x, y = across / width, down / height
    left, right = max(int((box[0] - grow) * x), 0), max(int(np.ceil((box[2] + grow) * x)), 0)
    top, bottom = max(int(down - (box[3] + grow) * y), 0), max(int(np.ceil(down - (box[1] - grow) * y)), 0)
    return page.ink[top:bottom, left:right]


def ruled(page: Page, box: Box) -> bool:
    """Whether a line to write on runs along the foot of the box, or all around it."""
    lines = strokes(pixels(page, (box[0], box[1] - _REACH, box[2], box[1] + _REACH)))
    return bool(lines.size) and float(lines.mean(axis=1).max()) >= _LINE


def strokes(part: npt.NDArray[np.uint8]) -> npt.NDArray[np.bool_]:
    """Where two rows of pixels together hold the ink of a fine line, which may fall between them."""
    dark = 1 - part.astype(np.float32) / 255
    return np.asarray(dark[:-1] + dark[1:] >= _FINE, dtype=bool)


def empty(page: Page, box: Box) -> bool:
    """Whether nothing is printed inside the box."""
    inside = pixels(page, box, grow=-2.5)
    return not inside.size or float((inside < _DARK).mean()) <= _MOST_EMPTY


def letters_in(page: Page, box: Box) -> int:
    """How many letters stand in the box."""
    middle_x = (page.box[:, 0] + page.box[:, 2]) / 2
    middle_y = (page.box[:, 1] + page.box[:, 3]) / 2
    inside = (middle_x > box[0]) & (middle_x < box[2]) & (middle_y > box[1]) & (middle_y < box[3])
    drawn = (page.run >= 0) & (page.box[:, 2] > page.box[:, 0])
    return int((inside & drawn & ~blank(page.text)).sum())


def labelled(page: Page, box: Box, reach: float) -> bool:
    """Whether visible words stand directly under the box, above it or to its left."""
    x0, y0, x1, y1 = box
    around = ((x0 - 1, y0 - reach, x1 + 1, y0), (x0 - 1, y1, x1 + 1, y1 + reach), (x0 - 150, y0, x0, y1))
    seen = page.sight == Sight.SEEN
    middle_x, middle_y = (page.box[:, 0] + page.box[:, 2]) / 2, (page.box[:, 1] + page.box[:, 3]) / 2
    for left, bottom, right, top in around:
        near = (middle_x > left) & (middle_x < right) & (middle_y > bottom) & (middle_y < top)
        if int((near & seen & (page.run >= 0)).sum()) >= 3:
            return True
    return False
