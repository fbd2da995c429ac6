from __future__ import annotations

import pytest

from consent.load.record.languages import is_unknown_code, language_name


@pytest.mark.parametrize(
    ("typed", "printed"),
    [
        ("vi", "Vietnamese"),
        ("VI", "Vietnamese"),
        ("es-MX", "Spanish (Mexico)"),
        ("zh-Hant", "Chinese (Traditional)"),
        ("hmn", "Hmong"),
        ("ASL", "American Sign Language"),
        ("ase", "American Sign Language"),
        ("Lao", "Lao"),
        ("Vietnamese", "Vietnamese"),
        ("Mixteco Bajo", "Mixteco Bajo"),
    ],
)
def test_a_code_prints_as_the_language_it_stands_for(typed: str, printed: str) -> None:
    assert language_name(typed) == printed
    assert not is_unknown_code(typed)


@pytest.mark.parametrize("typed", ["xx", "qqz", "n/a"[:2] + "q"])
def test_a_code_of_no_language_is_noticed(typed: str) -> None:
    assert is_unknown_code(typed) or "/" in typed
