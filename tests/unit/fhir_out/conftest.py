"""The example practice, which files packets and reads them back."""

from __future__ import annotations

from pathlib import Path

import pytest

from consent.load.library.survey import load_library
from consent.load.practice.read import load_practice
from tests.support.sources import ROOT, Desk


@pytest.fixture(scope="module")
def _desk() -> Desk:
    library = load_library([ROOT / "templates"])
    return Desk(library, load_practice(ROOT / "examples" / "practice.yaml", library), Path())


@pytest.fixture
def desk(_desk: Desk, tmp_path: Path) -> Desk:
    return Desk(_desk.library, _desk.practice, tmp_path)
