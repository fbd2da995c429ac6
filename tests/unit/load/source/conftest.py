"""The built-in library, the example practice, and a desk that reads sources for them."""

from __future__ import annotations

from pathlib import Path

import pytest

from consent.load.library.survey import load_library
from consent.load.practice.read import load_practice
from consent.models.library.collection import Library
from consent.models.people.practice import Practice
from consent.models.place import Sourced
from tests.support.sources import ROOT, Desk


@pytest.fixture(scope="session")
def library() -> Library:
    return load_library([ROOT / "templates"])


@pytest.fixture(scope="session")
def practice(library: Library) -> Sourced[Practice]:
    return load_practice(ROOT / "examples" / "practice.yaml", library)


@pytest.fixture
def desk(library: Library, practice: Sourced[Practice], tmp_path: Path) -> Desk:
    return Desk(library, practice, tmp_path)
