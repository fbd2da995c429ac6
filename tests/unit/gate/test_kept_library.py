"""What the check of a file reads of the library, and what it recalls."""

from __future__ import annotations

import shutil
from datetime import date
from pathlib import Path

import pytest

from consent.gate import kept_library
from consent.gate.kept_library import surveyed
from consent.gate.loaded import load
from consent.gate.paths import resolve
from consent.gate.question import Question
from consent.load.library.survey import survey_library
from consent.resources import built_in_templates


@pytest.fixture
def templates(tmp_path: Path) -> Path:
    """A library of two clauses."""
    folder = tmp_path / "templates"
    (folder / "clauses" / "en").mkdir(parents=True)
    for name in ("costs", "questions"):
        shutil.copy(built_in_templates() / "clauses" / "en" / f"{name}.md", folder / "clauses" / "en")
    return folder


def test_a_library_without_faults_is_recalled_until_a_file_changes(
    templates: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    read: list[object] = []

    def survey(roots: object) -> object:
        read.append(roots)
        return original(roots)  # type: ignore[arg-type]

    original = survey_library
    monkeypatch.setattr(kept_library, "survey_library", survey)
    cache = tmp_path / "cache"
    first, wrong = surveyed((templates,), cache)
    again, _ = surveyed((templates,), cache)
    assert (wrong, again, len(read)) == ((), first, 1)
    file = templates / "clauses" / "en" / "costs.md"
    file.write_text(file.read_text("utf-8").replace("full price", "whole price"), "utf-8")
    changed, _ = surveyed((templates,), cache)
    assert changed != first
    file.write_text("no clause", "utf-8")
    assert surveyed((templates,), cache)[1] == surveyed((templates,), cache)[1] != ()


def test_what_is_kept_of_a_library_may_be_damaged(templates: Path, tmp_path: Path) -> None:
    cache = tmp_path / "cache"
    first, _ = surveyed((templates,), cache)
    (kept,) = cache.glob("*.library")
    kept.write_bytes(b"nonsense")
    assert surveyed((templates,), cache)[0] == first


def test_no_translation_is_held_against_its_english_for_a_pdf(tmp_path: Path) -> None:
    form = tmp_path / "form.pdf"
    form.write_bytes(b"%PDF-1.7")
    paths = (form,)
    loaded = load(Question(date(2026, 11, 24), paths=paths), resolve(paths))
    assert loaded.others == ()
    assert loaded.usable
    assert loaded.form_languages
