"""Maps from millimetres on the issued page to pixels of a scan: 3 by 3 matrices, fitted and applied."""

from __future__ import annotations

from typing import Any, Literal

import numpy as np
import numpy.typing as npt
from PIL import Image

Points = npt.NDArray[np.float64]
Map = npt.NDArray[np.float64]
Grey = npt.NDArray[np.float32]
Model = Literal["similarity", "affine", "homography"]
INCH = 25.4


def project(transform: Map, points: Any) -> Points:
    """Where these points land."""
    spots = np.atleast_2d(np.asarray(points, float))
    moved = spots @ transform[:, :2].T + transform[:, 2]
    return np.asarray(moved[:, :2] / moved[:, 2:], float)


def fit(source: Points, target: Points, model: Model, weights: Points | None = None) -> Map:
    """The map that takes ``source`` to ``target`` with the least squares."""
    if model == "homography":
        root = np.sqrt(np.ones(len(source)) if weights is None else weights)[:, None]
        return _homography(source, target, root)
    share = np.full(len(source), 1.0) if weights is None else weights
    share = share / share.sum()
    middle, there = share @ source, share @ target
    off, wanted = source - middle, target - there
    turned = _similar(off, wanted, share) if model == "similarity" else _affine(off, wanted, share)
    found = np.eye(3)
    found[:2, :2], found[:2, 2] = turned, there - turned @ middle
    return found


def _similar(off: Points, wanted: Points, share: Points) -> Map:
    """Turned and enlarged alike in both directions, around the middle of the points."""
    (x, y), (u, v) = off.T, wanted.T
    spread = max(float(share @ (x * x + y * y)), 1e-12)
    a, b = float(share @ (x * u + y * v)) / spread, float(share @ (x * v - y * u)) / spread
    return np.array([[a, -b], [b, a]])


def _affine(off: Points, wanted: Points, share: Points) -> Map:
    weighted = off * share[:, None]
    spread = weighted.T @ off
    if np.linalg.det(spread) < 1e-9 * float(np.trace(spread)) ** 2:
        # All on one line: across it nothing is known.
        return np.asarray(np.linalg.pinv(spread, rcond=1e-6) @ (weighted.T @ wanted)).T
    return np.asarray(np.linalg.solve(spread, weighted.T @ wanted)).T


def robust(source: Points, target: Points, model: Model, scale: float) -> tuple[Map, npt.NDArray[np.bool_]]:
    """Fit with Tukey's weights; the map, and which points agree. ``scale``: what is no error yet."""
    weights = np.ones(len(source))
    transform = np.eye(3)
    for _ in range(6):
        transform = fit(source, target, model, weights)
        off = np.linalg.norm(project(transform, source) - target, axis=1)
        reach = max(scale, 1.48 * float(np.median(off))) * 3
        weights = np.clip(1 - (off / reach) ** 2, 0, 1) ** 2 + 1e-9
    return transform, weights > 0.05


def warp(picture: Image.Image, transform: Map, box: tuple[float, float, float, float], dpi: float) -> Grey:
    """The part of a scan that shows this part of the page (left, top, width, height), at ``dpi``."""
    return np.asarray(warp_picture(picture, transform, box, dpi), np.float32)


def warp_picture(
    picture: Image.Image, transform: Map, box: tuple[float, float, float, float], dpi: float
) -> Image.Image:
    """The same as a picture."""
    left, top, width, height = box
    scale = dpi / INCH
    inner = transform @ np.array([[1 / scale, 0, left], [0, 1 / scale, top], [0, 0, 1]])
    inner = inner / inner[2, 2]
    size = round(width * scale), round(height * scale)
    flat = abs(inner[2, 0]) + abs(inner[2, 1]) < 1e-9
    kind = Image.Transform.AFFINE if flat else Image.Transform.PERSPECTIVE
    values = tuple(float(v) for v in (inner[:2].ravel() if flat else inner.ravel()[:8]))
    return picture.transform(size, kind, values, Image.Resampling.BILINEAR, fillcolor=255)


def pixels_per_mm(transform: Map) -> float:
    """How large the page is on the scan."""
    return float(np.sqrt(abs(np.linalg.det(transform[:2, :2]))))


def reduced(picture: Image.Image, transform: Map, dpi: float, reserve: float) -> tuple[Image.Image, Map]:
    """The scan, smaller by a whole number where it has more pixels than ``dpi`` asks for, and its map."""
    factor = max(1, int(pixels_per_mm(transform) * INCH / dpi / reserve))
    if factor == 1:
        return picture, transform
    return picture.reduce(factor), np.diag([1 / factor, 1 / factor, 1]) @ transform


def moved_by(transform: Map, shift: Points) -> Map:
    """The map of a page whose points are moved by ``shift`` first."""
    return np.asarray(transform @ np.array([[1, 0, shift[0]], [0, 1, shift[1]], [0, 0, 1.0]]), float)


def _homography(source: Points, target: Points, root: Points) -> Map:
    middle, spread = target.mean(0), max(float(target.std()), 1e-9)
    u, v = ((target - middle) / spread).T
    centre, width = source.mean(0), max(float(source.std()), 1e-9)
    x, y = ((source - centre) / width).T
    zero, one = np.zeros_like(x), np.ones_like(x)
    rows = np.vstack(
        [
            np.c_[x, y, one, zero, zero, zero, -u * x, -u * y],
            np.c_[zero, zero, zero, x, y, one, -v * x, -v * y],
        ]
    )
    solved = np.linalg.lstsq(
        rows * np.vstack([root, root]), np.r_[u, v] * np.r_[root, root][:, 0], rcond=None
    )[0]
    back = np.array([[spread, 0, middle[0]], [0, spread, middle[1]], [0, 0, 1]])
    there = np.array([[1 / width, 0, -centre[0] / width], [0, 1 / width, -centre[1] / width], [0, 0, 1]])
    return np.asarray(back @ np.append(solved, 1).reshape(3, 3) @ there, float)
