"""The date of a form is what the form itself says, or nothing."""

from __future__ import annotations

import pikepdf
import pytest

from consent.official import changed_on
from tests.support.official_forms import changed, two_pages


def saying(**about: object) -> bytes:
    def edit(pdf: pikepdf.Pdf) -> None:
        for key in ("/ModDate", "/CreationDate"):
            if key in pdf.docinfo:
                del pdf.docinfo[key]
        for name, value in about.items():
            pdf.docinfo[f"/{name}"] = value

    return changed(two_pages(), edit)


@pytest.mark.parametrize(
    ("about", "said"),
    [
        ({}, ""),
        ({"ModDate": "D:20250131", "CreationDate": "D:20240101"}, "D:20250131"),
        ({"CreationDate": "D:20240101120000-06'00'"}, "D:20240101120000-06'00'"),
        ({"ModDate": "January 31, 2025"}, ""),
        ({"ModDate": "January 31, 2025", "CreationDate": "D:2024"}, "D:2024"),
        ({"ModDate": 20250131}, ""),
        ({"ModDate": pikepdf.Array([1])}, ""),
    ],
)
def test_its_last_change_by_its_own_account(about: dict[str, object], said: str) -> None:
    assert changed_on(saying(**about)) == said
