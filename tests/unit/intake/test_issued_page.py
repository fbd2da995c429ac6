"""What of a page as issued is print, when writing beside it is looked for."""

from __future__ import annotations

import numpy as np
import pytest

from consent.intake.issued_page import printed

LIGHT = 210


@pytest.mark.parametrize("phase", [0.0, 0.25, 0.5])
def test_pale_dots_are_print_wherever_they_fall_between_pixels(phase: float) -> None:
    """A strip of a thousand dots was read as a note in the margin."""
    page = np.full((30, 60), 255, np.float32)
    page[10:20:2, 5:55] = 255 - round(38 * (1 - phase))
    page[10:20:2, 6:55:2] = 255 - round(38 * phase) - 3
    assert printed(page, LIGHT)[10:20, 6:54].all()
    assert not printed(page, LIGHT)[:8].any()


def test_an_even_tint_is_paper_to_write_on() -> None:
    page = np.full((30, 60), 255, np.float32)
    page[10:20] = 230
    assert not printed(page, LIGHT)[12:18].any()


def test_words_are_print() -> None:
    page = np.full((9, 9), 255, np.float32)
    page[4, 4] = 0
    assert printed(page, LIGHT)[4, 4]
