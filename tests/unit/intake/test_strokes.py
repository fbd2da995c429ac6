"""Running maxima and connected pieces, against the plainest way to work them out."""

from __future__ import annotations

import numpy as np
import pytest

from consent.intake.strokes import closed, darker, dilated, pieces


def plainly_dilated(picture: np.ndarray, pixels: int) -> np.ndarray:
    edged = np.pad(picture, pixels, mode="edge")
    height, width = picture.shape
    side = 2 * pixels + 1
    largest: np.ndarray = np.max(
        [edged[y : y + height, x : x + width] for y in range(side) for x in range(side)],
        axis=0,
    )
    return largest


@pytest.mark.parametrize("pixels", [0, 1, 2, 3, 4, 7])
@pytest.mark.parametrize("kind", [np.uint8, np.float32])
def test_a_running_maximum_is_the_largest_value_near(pixels: int, kind: type) -> None:
    picture: np.ndarray = np.random.default_rng(pixels).integers(0, 256, (23, 17)).astype(kind)
    assert (dilated(picture, pixels) == plainly_dilated(picture, pixels)).all()


@pytest.mark.parametrize("kind", [np.uint8, np.float32])
def test_closing_takes_thin_dark_things_away_and_leaves_thick_ones(kind: type) -> None:
    picture: np.ndarray = np.full((40, 40), 250, kind)
    picture[5, :] = 10
    picture[20:35, 5:30] = 10
    left = closed(picture, 3)
    assert (left[0:12] == 250).all()
    assert (left[22:33, 7:28] == 10).all()


def plainly_labelled(mask: np.ndarray) -> list[tuple[int, int, int, int, int]]:
    open_ = {(int(y), int(x)) for y, x in zip(*np.nonzero(mask), strict=True)}
    found = []
    while open_:
        edge = [open_.pop()]
        piece = []
        while edge:
            y, x = edge.pop()
            piece.append((y, x))
            near = {(y + a, x + b) for a in (-1, 0, 1) for b in (-1, 0, 1)} & open_
            open_ -= near
            edge += near
        ys, xs = [y for y, _ in piece], [x for _, x in piece]
        found.append((len(piece), min(xs), min(ys), max(xs) + 1, max(ys) + 1))
    return sorted(found)


@pytest.mark.parametrize("seed", range(12))
def test_pieces_are_what_hangs_together_corners_included(seed: int) -> None:
    mask = np.random.default_rng(seed).random((30, 25)) < 0.1 + 0.05 * seed
    found = pieces(mask)
    told = zip(found.area, found.left, found.top, found.right, found.bottom, strict=True)
    assert sorted(tuple(int(v) for v in one) for one in told) == plainly_labelled(mask)
    runs = np.zeros(len(found.area))
    np.add.at(runs, found.of_run, found.end - found.start)
    assert (runs == found.area).all()


def test_an_empty_picture_has_no_pieces() -> None:
    assert len(pieces(np.zeros((9, 9), bool)).area) == 0


@pytest.mark.parametrize("share", [0.45, 0.72, 0.86])
def test_what_is_darker_than_a_share_of_the_paper_is_told_for_every_shade(share: float) -> None:
    shades = np.arange(256, dtype=np.uint8)
    picture, paper = np.meshgrid(shades, shades)
    assert (darker(picture, paper, share) == (picture < share * np.maximum(paper, 8.0))).all()
