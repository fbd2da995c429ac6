"""Whether a person who holds the sheet can see each character, and if not, why."""

from __future__ import annotations

from functools import lru_cache

import numpy as np
import numpy.typing as npt

from consent.reading.blanks import SPACES, among
from consent.reading.page.glyphs import Characters
from consent.reading.page.measure import LEAST_INK, Flags, Grey, Measured, measure
from consent.reading.sheet import Drawing, Floats, Run, Sight

_FAINT = 0.08
"""A share of ink nobody notices."""
_LOST = 0.12
"""How much of a glyph's ink may be missing."""
_UNEVEN = 0.02
"""Ink less even than this is partly hidden, not paler."""
_FOREIGN, _SPOILED = 0.12, 0.08
"""How much other ink may stand around a glyph, and on it."""
_PLAIN, _LARGE = 4.5, 3.0
"""WCAG 2.1, 1.4.3."""
_LARGE_SIZE, _LARGE_BOLD = 17.9, 13.9
_OFF = 0.25
_INVISIBLE_MODES = (3, 7)
_SILENT = "\u00ad\u200b\u200c\u200d\u2060\ufeff\u00a0\u2002\u2003\u2009\u202f\u200e\u200f\ufffe\x02"


def look(
    characters: Characters,
    seen: Grey,
    text_only: Grey,
    sheet: tuple[float, float],
    drawings: tuple[Drawing, ...],
) -> npt.NDArray[np.uint8]:
    """A :class:`Sight` for each character. Boxes are in points from the lower left of the sheet."""
    sight = np.zeros(len(characters.text), dtype=np.uint8)
    drawn = (characters.run >= 0) & ~among(characters.text, SPACES + _SILENT)
    if not drawn.any():
        return sight
    off = drawn & _off_sheet(characters.box, sheet)
    measured = measure(characters, drawn, seen, text_only, sheet)
    plain = np.array([_plain(run) for run in characters.runs], dtype=bool)
    strange = (measured.own < LEAST_INK) | (measured.lost > _LOST) | measured.struck | (measured.ground < 1)
    strange |= (measured.foreign > _FOREIGN) | ~plain[np.maximum(characters.run, 0)]
    for index in np.flatnonzero(strange & drawn & ~off).tolist():
        sight[index] = _cause(index, characters, measured)
    sight[off] = Sight.OFF_SHEET
    _scanned(characters, sight, drawings)
    return sight


def _off_sheet(box: Floats, sheet: tuple[float, float]) -> Flags:
    width, height = np.maximum(box[:, 2] - box[:, 0], 1e-3), np.maximum(box[:, 3] - box[:, 1], 1e-3)
    across = np.clip(np.minimum(box[:, 2], sheet[0]) - np.maximum(box[:, 0], 0), 0, None)
    up = np.clip(np.minimum(box[:, 3], sheet[1]) - np.maximum(box[:, 1], 0), 0, None)
    return np.asarray((across * up) / (width * height) < 1 - _OFF, dtype=bool)


def _plain(run: Run) -> bool:
    """Black enough on white, and nothing that asks for a closer look."""
    solid = run.mode in (0, 2) and run.colour[3] == 255 and run.clip is None
    return solid and _contrast(1.0, _luminance(run.colour[:3])) >= _PLAIN


def _cause(index: int, characters: Characters, measured: Measured) -> Sight:
    run = characters.runs[characters.run[index]]
    share, expected = float(measured.share[index]), float(measured.expected[index])
    if _clipped(characters.box[index], run):
        return Sight.CLIPPED
    if measured.own[index] < LEAST_INK:
        return Sight.NO_GLYPH
    if run.mode in _INVISIBLE_MODES or run.colour[3] == 0:
        return Sight.UNPAINTED
    if measured.struck[index] or (measured.foreign[index] > _FOREIGN and measured.spoiled[index] > _SPOILED):
        return Sight.OVERPRINTED
    if abs(expected) < _FAINT and abs(share) < _FAINT:
        return Sight.SAME_COLOUR
    if measured.lost[index] > _LOST and (
        run.layer or abs(share) < _FAINT or measured.uneven[index] > _UNEVEN
    ):
        if run.layer:
            return Sight.LAYER
        return Sight.UNPAINTED if run.faded and measured.uneven[index] < _UNEVEN else Sight.COVERED
    large = run.size >= _LARGE_SIZE or (run.bold and run.size >= _LARGE_BOLD)
    enough = (_LARGE if large else _PLAIN) - 0.02
    return Sight.SEEN if _contrast_of(index, run, measured) >= enough else Sight.PALE


def _contrast_of(index: int, run: Run, measured: Measured) -> float:
    share, ground = float(measured.share[index]), float(measured.ground[index])
    as_declared = abs(share - float(measured.expected[index])) < 0.1 and run.colour[3] == 255
    if as_declared and ground > 0.98:
        return _contrast(1.0, _luminance(run.colour[:3]))
    return _contrast(_linear(ground), _linear(ground - share))


def _clipped(box: Floats, run: Run) -> bool:
    if run.clip is None:
        return False
    left, bottom, right, top = run.clip
    across = min(box[2], right) - max(box[0], left)
    up = min(box[3], top) - max(box[1], bottom)
    whole = max(float((box[2] - box[0]) * (box[3] - box[1])), 1e-3)
    return float(max(across, 0) * max(up, 0)) / whole < 1 - _LOST


def _scanned(characters: Characters, sight: npt.NDArray[np.uint8], drawings: tuple[Drawing, ...]) -> None:
    pictures = [drawing.box for drawing in drawings if drawing.kind == "image"]
    for index in np.flatnonzero(sight == Sight.UNPAINTED).tolist() if pictures else ():
        left, bottom, right, top = characters.box[index]
        x, y = (left + right) / 2, (bottom + top) / 2
        if any(p[0] <= x <= p[2] and p[1] <= y <= p[3] for p in pictures):
            sight[index] = Sight.SCANNED


def _contrast(first: float, second: float) -> float:
    """WCAG's contrast ratio of two luminances."""
    return (max(first, second) + 0.05) / (min(first, second) + 0.05)


@lru_cache(maxsize=1024)
def _luminance(colour: tuple[int, int, int]) -> float:
    red, green, blue = (_linear(value / 255) for value in colour)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def _linear(value: float) -> float:
    value = min(max(value, 0.0), 1.0)
    return value / 12.92 if value <= 0.04045 else float(((value + 0.055) / 1.055) ** 2.4)
