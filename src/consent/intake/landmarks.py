"""Laying a scan onto the issued page: its landmarks, small patches, are found again on the scan."""

from __future__ import annotations

import math
from dataclasses import dataclass, replace
from functools import cache

import numpy as np
import numpy.typing as npt
from PIL import Image

from consent.intake.geometry import (
    INCH,
    Grey,
    Map,
    Model,
    Points,
    fit,
    pixels_per_mm,
    project,
    reduced,
    robust,
    warp,
)
from consent.intake.issued_page import IssuedPage
from consent.intake.marks import Patches

_NEAR = 1.3
"""Millimetres a landmark may be off in the fine round."""
_FEWEST = 5
_MANY = 30
_ENOUGH = 16
"""Landmarks that the coarse round of a good scan needs."""
_GOOD = 0.9
_LAID = 0.7
"""More landmarks than this agree on a page that only wants another round."""
_ROUNDS = 3


@dataclass(frozen=True, slots=True)
class Registration:
    """A scan laid onto its page."""

    transform: Map
    """Millimetres to pixels."""
    landmarks: Points
    left_over: Points
    """What the map leaves at each landmark, in millimetres."""
    likeness: Points
    agrees: npt.NDArray[np.bool_]
    pixels_per_mm: float
    """Of the scan as it came: how fine it shows the page."""

    @property
    def share(self) -> float:
        """How many landmarks agree."""
        return float(self.agrees.mean()) if len(self.agrees) else 0.0

    @property
    def quality(self) -> float:
        """For comparing two of them."""
        return self.share * float(np.median(self.likeness))

    def reduced_by(self, inner: Map) -> Registration:
        """The same on a smaller picture of the scan."""
        return replace(self, transform=inner)

    def around(self, box: tuple[float, float, float, float], reach: float = 22.0) -> tuple[Points, float]:
        """What is left to correct around a place, and how sure that is, in millimetres."""
        left, top, width, height = box
        x, y = self.landmarks.T
        beside = np.maximum(np.maximum(left - x, x - left - width), 0)
        above = np.maximum(np.maximum(top - y, y - top - height), 0)
        weight = np.exp(-((np.hypot(beside, above) / reach) ** 2)) * self.agrees + 1e-12 * self.agrees
        total = float(weight.sum())
        if total <= 0:
            return np.zeros(2), 9.0
        mean = (weight[:, None] * self.left_over).sum(0) / total
        spread = math.sqrt(float((weight * ((self.left_over - mean) ** 2).sum(1)).sum()) / total)
        return mean * min(1.0, total / 0.5), spread


def register(
    picture: Image.Image, page: IssuedPage, guess: Map, *, photo: bool = False, start: Points | None = None
) -> Registration | None:
    """Lay a scan onto a page, from a first guess; None when too few landmarks are there.

    ``start``: where on the page the guess is best; by default at the page code.
    """
    best: Registration | None = None
    for turn in range(_ROUNDS):
        begin = page.code.mean(0) if start is None else start
        # Some of them lay a good scan as well; where they do not, the next round takes all.
        few = turn == 0 and not photo and len(page.landmarks) >= _MANY
        step = max(2, len(page.landmarks) // _ENOUGH) if few else 1
        found = _once(picture, page, guess, photo=photo, start=begin, step=step)
        if found is None:
            if few:
                continue
            break
        if best is None or found.quality > best.quality:
            best = found
        if found.share > _GOOD:
            break
        if few and found.share < _LAID:
            # A few may all lead astray, as from a code that was read aslant; then all begin where these did.
            continue
        guess, start = found.transform, found.landmarks[found.agrees].mean(0)
    return best


def _once(
    picture: Image.Image, page: IssuedPage, guess: Map, *, photo: bool, start: Points, step: int
) -> Registration | None:
    model: Model = "homography" if photo else "affine"
    marks = page.landmarks
    if len(marks) < _FEWEST:
        return None
    source, target = _grown(picture, page, guess, step, start)
    if len(source) < _FEWEST:
        return None
    coarse, _ = robust(source, target, model, 0.2)
    guess = guess @ coarse
    found = _near(picture, page, guess)
    alike = found[:, 2] > 0.4
    if alike.sum() < _FEWEST:
        return None
    moved = marks + found[:, :2]
    fine, _ = robust(marks[alike], moved[alike], model, 0.06)
    left_over = moved - project(fine, marks)
    off = np.linalg.norm(left_over[alike], axis=1)
    agrees = alike.copy()
    agrees[alike] = off < max(0.9, 4 * float(np.median(off)))
    whole = guess @ fine
    return Registration(whole, marks, left_over, found[:, 2], agrees, pixels_per_mm(whole))


def _near(picture: Image.Image, page: IssuedPage, guess: Map) -> Points:
    """How far each landmark is from where the guess has it, right and down in millimetres, and how alike.

    Only the surroundings of the landmarks are taken from the scan, and all of them are compared at once.
    """
    patches = page.fine
    scale = patches.dpi / INCH
    wide, tall = patches.size
    margin = max(2, round(_NEAR * scale))
    small, inner = reduced(picture, guess, patches.dpi, 1.3)
    windows = np.empty((len(patches.corners), tall + 2 * margin, wide + 2 * margin), np.float32)
    for index, (x, y) in enumerate(patches.corners.tolist()):
        box = (x - margin) / scale, (y - margin) / scale, windows.shape[2] / scale, windows.shape[1] / scale
        windows[index] = warp(small, inner, box, patches.dpi)
    right, down, alike = likenesses(windows, patches.pictures.astype(np.float32))
    return np.array([(right - margin) / scale, (down - margin) / scale, alike], float).T


def _grown(
    picture: Image.Image, page: IssuedPage, guess: Map, step: int, start: Points
) -> tuple[Points, Points]:
    """Outwards from where the guess is best: each landmark is looked for where the found ones say it is.

    ``step``: 1 for all of them, 2 for every other one.
    """
    small = reduced(picture, guess, page.coarse.dpi, 1.3)
    marks = page.landmarks[::step]
    source, target = np.empty_like(marks), np.empty_like(marks)
    count = 0
    near = np.hypot(*(marks - start).T)
    open_ = np.ones(len(marks), bool)
    while open_.any():
        index = int(np.where(open_, near, np.inf).argmin())
        open_[index] = False
        mark, distance = marks[index], float(near[index])
        reach = (1.0 + 0.04 * distance) if count >= 4 else (2.0 + 0.05 * distance)
        expected = _expected(source[:count], target[:count], mark)
        shift, alike = _match(small, page.coarse, index * step, expected, min(reach, 6))
        if alike > 0.5:
            source[count], target[count] = mark, mark + shift
            count += 1
            near = np.minimum(near, np.hypot(*(marks - mark).T))
    return source[:count], target[:count]


def _expected(source: Points, target: Points, mark: Points) -> Points:
    if not len(source):
        return np.zeros(2)
    if len(source) < 3:
        return np.asarray((target - source).mean(0), float)
    far = np.hypot(*(source - mark).T)
    nearest = np.argsort(far)[:12]
    weight = 1 / (8 + far[nearest]) ** 2
    local = fit(
        source[nearest],
        target[nearest],
        "similarity" if len(source) < 7 else "affine",
        weight / weight.max(),
    )
    return np.asarray(project(local, mark)[0] - mark, float)


def _match(
    small: tuple[Image.Image, Map], patches: Patches, index: int, expected: Points, reach: float
) -> tuple[Points, float]:
    """How far a landmark is from its place, right and down in millimetres, and how alike it is.

    Only the surroundings of where it is expected are taken from the scan.
    """
    scale = patches.dpi / INCH
    margin = max(2, round(reach * scale))
    corner = np.rint(expected * scale) - margin
    left, top = (patches.corners[index] + corner) / scale
    width, height = ((side + 2 * margin) / scale for side in patches.size)
    window = warp(*small, (float(left), float(top), width, height), patches.dpi)
    right, down, alike = likeness(window, patches.pictures[index].astype(np.float32))
    return (corner + np.array([right, down])) / scale, alike


def likeness(window: Grey, patch: Grey) -> tuple[float, float, float]:
    """Where in a window a patch fits best, to a fraction of a pixel, and its normalised correlation there."""
    right, down, alike = likenesses(window[None], patch[None])
    return float(right[0]), float(down[0]), float(alike[0])


def likenesses(windows: Grey, patches: Grey) -> tuple[Points, Points, Points]:
    """The same of many windows of one size at once, each with its own patch."""
    tall, wide = patches.shape[1:]
    height, width = windows.shape[1:]
    pattern = patches - patches.mean((1, 2), keepdims=True)
    norm = np.sqrt((pattern * pattern).sum((1, 2)))
    norm[norm == 0] = 1.0
    windows = windows - windows.mean((1, 2), keepdims=True)
    size = _fast(height), _fast(width)
    product = np.fft.rfft2(windows, size) * np.conj(np.fft.rfft2(pattern, size))
    sums = np.fft.irfft2(product, size)[:, : height - tall + 1, : width - wide + 1]
    squares, plain = _boxes(windows * windows, tall, wide), _boxes(windows, tall, wide)
    spread = np.maximum(squares - plain**2 / (tall * wide), 0.5 * tall * wide)
    alike = sums / (norm[:, None, None] * np.sqrt(spread))
    rows, columns = np.divmod(alike.reshape(len(alike), -1).argmax(1), alike.shape[2])
    best = [
        _peak(one, row, column)
        for one, row, column in zip(alike, rows.tolist(), columns.tolist(), strict=True)
    ]
    right, down, most = np.array(best, float).reshape(-1, 3).T
    return right, down, most


def _peak(alike: Grey, y: int, x: int) -> tuple[float, float, float]:
    """The best fit to a fraction of a pixel."""
    right = _between(alike[y, x - 1 : x + 2]) if 0 < x < alike.shape[1] - 1 else 0.0
    down = _between(alike[y - 1 : y + 2, x]) if 0 < y < alike.shape[0] - 1 else 0.0
    return x + right, y + down, float(alike[y, x])


def _boxes(values: Grey, tall: int, wide: int) -> Points:
    sums = np.zeros((values.shape[0], values.shape[1] + 1, values.shape[2] + 1))
    np.cumsum(values.cumsum(1, dtype=np.float64), 2, out=sums[:, 1:, 1:])
    return np.asarray(
        sums[:, tall:, wide:] - sums[:, :-tall, wide:] - sums[:, tall:, :-wide] + sums[:, :-tall, :-wide]
    )


def _between(three: Grey) -> float:
    before, here, after = (float(value) for value in three)
    return 0.5 * (before - after) / min(before - 2 * here + after, -1e-9)


@cache
def _fast(length: int) -> int:
    """The next length that a Fourier transform likes."""
    while True:
        rest = length
        for prime in (2, 3, 5):
            while rest % prime == 0:
                rest //= prime
        if rest == 1:
            return length
        length += 1
