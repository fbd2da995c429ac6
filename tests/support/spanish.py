"""The built-in library and its Spanish, read once for all tests."""

from __future__ import annotations

from functools import cache

from consent.load.library.survey import load_library
from consent.load.translation.opened import Surveyed, survey_in
from consent.models.library.collection import Library
from consent.resources import built_in_templates


@cache
def english_library() -> Library:
    return load_library((built_in_templates(),))


@cache
def spanish_library() -> Surveyed:
    surveyed, findings = survey_in((built_in_templates(),), "es", english_library())
    assert surveyed is not None
    assert findings == ()
    return surveyed
