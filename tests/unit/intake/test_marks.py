"""Landmarks: one in each part of a page that has edges, and none where something varies."""

from __future__ import annotations

import numpy as np

from consent.intake.geometry import INCH
from consent.intake.marks import COARSE, Box, coarse_patches, landmarks_of

SIZE = round(279.4 / INCH * COARSE), round(215.9 / INCH * COARSE)


def words(*boxes: Box) -> np.ndarray:
    """A page with something like print in these boxes."""
    page = np.full(SIZE, 255, np.uint8)
    chance = np.random.default_rng(1)
    for box in boxes:
        left, top, width, height = (round(side / INCH * COARSE) for side in box)
        page[top : top + height, left : left + width] = chance.choice([0, 255], (height, width))
    return page


def test_print_has_one_landmark_in_each_cell_and_white_paper_none() -> None:
    found = landmarks_of(words((20, 20, 100, 50)), [])
    assert len({(int(x // 30), int(y // 30)) for x, y in found}) == len(found) >= 6
    assert (found > 14).all()
    assert (found[:, 0] < 126).all()
    assert (found[:, 1] < 74).all()


def test_no_landmark_is_where_something_varies() -> None:
    found = landmarks_of(words((20, 20, 100, 50)), [(15, 15, 60, 60)])
    assert len(found)
    assert (found[:, 0] >= 75).all()


def test_a_patch_is_what_stands_around_its_landmark_and_whole_at_the_edge() -> None:
    page = words((100, 100, 20, 20))
    inside, edge = coarse_patches(page, np.array([[110, 110], [0, 0.0]])).pictures
    assert 0 < inside.mean() < 255
    assert (edge == 255).all()
