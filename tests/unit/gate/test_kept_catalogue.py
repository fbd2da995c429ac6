"""What is told about each code is found once for each version of the program."""

from __future__ import annotations

from pathlib import Path

import pytest

from consent.gate import catalogue as finding
from consent.gate.catalogue import catalogue
from consent.gate.kept_catalogue import kept_catalogue


def test_the_catalogue_is_recalled_as_it_was_found(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    first = kept_catalogue(tmp_path / "cache")
    monkeypatch.setattr(finding, "catalogue", None)
    again = kept_catalogue(tmp_path / "cache")
    assert dict(again) == dict(first) == dict(catalogue())
    assert list(again) == list(first)


def test_without_a_cache_the_catalogue_is_found_each_time() -> None:
    assert dict(kept_catalogue(None)) == dict(catalogue())
