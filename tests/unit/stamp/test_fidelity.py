"""A stamped packet is the packet WeasyPrint would have typeset."""

from __future__ import annotations

from functools import cache

import numpy as np
import pypdfium2
import pytest

from consent.stamp import stamp
from tests.support.render import pdfium
from tests.support.sample import PAGES, VALUES, direct, sample_packet

EVERY_PAGE = range(1, PAGES + 1)


@cache
def typeset_directly() -> bytes:
    return stamp(direct(VALUES), VALUES)


def texts(pdf: bytes) -> list[str]:
    document = pypdfium2.PdfDocument(pdf)
    found = [page.get_textpage().get_text_range() for page in document]
    document.close()
    return found


def test_it_says_the_same() -> None:
    assert texts(sample_packet()) == texts(typeset_directly())
    assert len(texts(sample_packet())) == PAGES


@pytest.mark.parametrize("page", EVERY_PAGE)
def test_it_looks_the_same(page: int) -> None:
    stamped, direct_page = (
        pdfium(pdf, page).astype(np.int16) for pdf in (sample_packet(), typeset_directly())
    )
    assert (stamped < 128).sum() > 1000
    assert int(np.abs(stamped - direct_page).max()) <= 48


def test_the_slow_road_has_no_slots_left_but_the_code() -> None:
    master = direct(VALUES)
    assert master.texts == ()
    assert [code.page for code in master.codes] == list(EVERY_PAGE)
