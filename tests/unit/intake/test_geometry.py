"""Maps are found from points, also where some of the points are wrong."""

from __future__ import annotations

import numpy as np
import pytest
from PIL import Image

from consent.intake.geometry import Model, fit, project, robust, warp

POINTS = np.array([[10, 10], [200, 15], [30, 260], [190, 250], [100, 130], [60, 40], [150, 200], [20, 150.0]])
MAPS: dict[Model, np.ndarray] = {
    "similarity": np.array([[7.5, -0.4, 12], [0.4, 7.5, -30], [0, 0, 1]]),
    "affine": np.array([[7.5, -0.4, 12], [0.3, 7.9, -30], [0, 0, 1]]),
    "homography": np.array([[7.5, -0.4, 12], [0.3, 7.9, -30], [1e-4, -2e-4, 1]]),
}


@pytest.mark.parametrize("model", list(MAPS))
def test_a_map_is_found_from_points(model: Model) -> None:
    wanted = MAPS[model]
    found = fit(POINTS, project(wanted, POINTS), model)
    assert np.allclose(found / found[2, 2], wanted, atol=1e-6)


@pytest.mark.parametrize("model", ["affine", "homography"])
def test_points_that_are_wrong_have_no_say(model: Model) -> None:
    target = project(MAPS[model], np.vstack([POINTS, POINTS + 3, POINTS + 7]))
    source = np.vstack([POINTS, POINTS + 3, POINTS + 7])
    target[4] += [300, -200]
    found, agrees = robust(source, target, model, 0.5)
    assert not agrees[4]
    assert agrees.sum() == len(source) - 1
    assert np.abs(project(found, POINTS[0]) - project(MAPS[model], POINTS[0])).max() < 0.01


def test_a_piece_of_a_scan_is_shown_as_it_lies_on_the_page() -> None:
    picture = Image.new("L", (850, 1100), 255)
    picture.paste(0, (100, 200, 140, 220))
    at_100 = np.diag([100 / 25.4, 100 / 25.4, 1])
    piece = warp(picture, at_100, (100 * 0.254, 200 * 0.254, 40 * 0.254, 20 * 0.254), 200)
    assert piece.shape == (40, 80)
    assert piece[2:-2, 2:-2].max() == 0


def test_points_on_one_line_give_a_map_that_is_right_along_it() -> None:
    on_a_line = np.array([[10, 10], [20, 30], [30, 50], [60, 110.0]])
    found = fit(on_a_line, project(MAPS["affine"], on_a_line), "affine")
    assert np.allclose(project(found, [40, 70]), project(MAPS["affine"], [40, 70]), atol=1e-6)
