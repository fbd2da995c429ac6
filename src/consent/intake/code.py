"""Finding and reading the code of a page, and what it says."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
import zxingcpp
from PIL import Image, ImageFilter

from consent.intake.geometry import Points
from consent.models.paper.print_run import Copy
from consent.models.register.issue import issue_mark

_OURS = re.compile(r"([0-9A-HJKMNP-TV-Z]{5}-[0-9A-HJKMNP-TV-Z]{5})/([0-9]{2,3})([A-Za-z]?)")
_WIDE, _TALL = 0.3, 0.2
"""The part of a page's width and height in whose corners the code stands."""
_SOFT = 0.9 / 1700
"""How much to soften, in widths of the scan."""


@dataclass(frozen=True, slots=True)
class PageCode:
    """What the code of a page says, and where its corners are on the scan."""

    packet_id: str
    mark: str
    copy: Copy | None
    page: int
    corners: Points


class TwoCodesError(Exception):
    """Two page codes on one picture: two sheets, one over the other."""


def read_code(picture: Image.Image) -> PageCode | None:
    """The page code of a scan in any turn; None when there is none to be read.

    Raises:
        TwoCodesError: there are codes of two pages.
    """
    for piece, left, top, scale in _tries(picture):
        found = [
            (match, code)
            for code in zxingcpp.read_barcodes(piece, formats=_kind(), try_invert=False)
            if (match := _OURS.fullmatch(code.text))
        ]
        if len({match[0] for match, _ in found}) > 1:
            raise TwoCodesError
        if found:
            match, code = found[0]
            spot = code.position
            ring = (spot.top_left, spot.top_right, spot.bottom_right, spot.bottom_left)
            corners = np.array([[c.x / scale + left, c.y / scale + top] for c in ring], float)
            mark, copy = issue_mark(match[3])
            return PageCode(match[1], mark, copy, int(match[2]), corners)
    return None


def codes_on(picture: Image.Image) -> int:
    """How many pages' codes can be read anywhere on a scan."""
    found = zxingcpp.read_barcodes(picture, formats=_kind(), try_invert=False)
    return len({code.text for code in found if _OURS.fullmatch(code.text)})


def _kind() -> zxingcpp.BarcodeFormats:
    # One that lasted as long as the process would be told as a leak when a worker ends.
    return zxingcpp.BarcodeFormats([zxingcpp.BarcodeFormat.DataMatrix])


def quarter_turns(corners: Points) -> int:
    """How many quarter turns clockwise set upright a page whose code has these corners."""
    right, down = corners[1] - corners[0]
    angle = np.degrees(np.arctan2(down, right))
    return int(round(float(-angle) / 90) % 4)


def _tries(picture: Image.Image) -> Iterator[tuple[Image.Image, int, int, int]]:
    """Corners first, then the whole page, then softened, then twice as large."""
    width, height = picture.size
    wide, tall = int(width * _WIDE), int(height * _TALL)
    boxes = [
        (width - wide, height - tall, width, height),
        (0, 0, wide, tall),
        (0, height - tall, wide, height),
        (width - wide, 0, width, tall),
    ]
    for box in boxes:
        yield picture.crop(box), box[0], box[1], 1
    yield picture, 0, 0, 1
    for box in boxes:
        soft = picture.crop(box).filter(ImageFilter.GaussianBlur(_SOFT * width))
        yield soft, box[0], box[1], 1
    for box in boxes:
        piece = picture.crop(box)
        large = piece.resize((piece.width * 2, piece.height * 2), Image.Resampling.BICUBIC)
        yield large, box[0], box[1], 2
