"""The page code: read from a scan of any page, in a quiet square of its own."""

from __future__ import annotations

import numpy as np
import pytest
import zxingcpp

from consent.errors import Overflow
from consent.models.paper.slots import Slot
from consent.stamp import stamp
from consent.stamp.code import code_operators, code_text
from tests.support.render import pdfium
from tests.support.sample import PAGES, VALUES, sample_master, sample_packet

DATA_MATRIX = zxingcpp.BarcodeFormats([zxingcpp.BarcodeFormat.DataMatrix])


@pytest.mark.parametrize("page", range(1, PAGES + 1))
@pytest.mark.parametrize("dpi", [100, 150, 300])
def test_every_page_says_which_it_is(page: int, dpi: int) -> None:
    found = zxingcpp.read_barcodes(pdfium(sample_packet(), page, dpi), formats=DATA_MATRIX)
    assert [code.text for code in found] == [f"7K3M9QPX2D/{page:02d}"]


def test_it_is_read_from_a_crooked_grey_noisy_scan() -> None:
    from PIL import Image

    scan = Image.fromarray(pdfium(sample_packet(), 1, 150)).rotate(
        2.5, fillcolor=255, resample=Image.Resampling.BILINEAR
    )
    noise = np.random.default_rng(7).normal(0, 18, (scan.height, scan.width))
    grey = np.clip(np.asarray(scan) * 0.8 + 25 + noise, 0, 255).astype(np.uint8)
    found = zxingcpp.read_barcodes(grey, formats=DATA_MATRIX)
    assert [code.text for code in found] == ["7K3M9QPX2D/01"]


@pytest.mark.parametrize("packet_id", ["7K3M9QPX2D", "0123456789", "7K3M9Q0000", "AAAAAAAAAA"])
def test_it_is_square_large_enough_and_has_its_quiet_zone(packet_id: str) -> None:
    pdf = stamp(sample_master(), {**VALUES, Slot.PACKET_ID: packet_id})
    code = sample_master().codes[0]
    dpi = 600
    scale = dpi / 72
    left, top, side = (int(value * scale) for value in (code.x, code.y, code.side))
    square = pdfium(pdf, 1, dpi)[top : top + side, left : left + side] < 128
    rows, columns = np.flatnonzero(square.any(axis=1)), np.flatnonzero(square.any(axis=0))
    height, width = rows[-1] - rows[0] + 1, columns[-1] - columns[0] + 1
    assert abs(int(height) - int(width)) <= 2
    assert 10 < height / dpi * 25.4 < 13
    module = 0.5 / 25.4 * dpi
    assert min(rows[0], columns[0], side - rows[-1], side - columns[-1]) >= module


def test_an_id_that_would_make_the_modules_too_small_is_refused() -> None:
    with pytest.raises(Overflow, match="does not fit its square"):
        code_operators(sample_master().codes[0], "ABCDEFGHJKLMNPQRSTUVWXYZ" * 2)


def test_pages_are_counted_with_two_digits() -> None:
    assert (code_text("X", 3), code_text("X", 100)) == ("X/03", "X/100")
    assert code_text("X", 3, "B") == "X/03B"
