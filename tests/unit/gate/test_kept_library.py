"""What the check of a file reads of the library, and what it recalls."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Sequence
from datetime import date
from pathlib import Path

import pytest

from consent.gate.kept_library import Templates
from consent.gate.loaded import load
from consent.gate.paths import resolve
from consent.gate.question import Question
from consent.load.library import form_languages, survey, words
from consent.models.findings.finding import Finding
from consent.models.library.collection import Library
from consent.resources import built_in_templates
from tests.mutants.form_mutants import good_form


@pytest.fixture
def templates(tmp_path: Path) -> Path:
    """A library of two clauses."""
    folder = tmp_path / "templates"
    (folder / "clauses" / "en").mkdir(parents=True)
    for name in ("costs", "questions"):
        shutil.copy(built_in_templates() / "clauses" / "en" / f"{name}.md", folder / "clauses" / "en")
    return folder


def surveyed(templates: Path, cache: Path) -> tuple[Library, Sequence[Finding]]:
    """The library, as a run of the check reads it."""
    return Templates((templates,), cache).library()


def test_a_library_without_faults_is_recalled_until_a_file_changes(
    templates: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    read: list[object] = []

    def counted(roots: object) -> object:
        read.append(roots)
        return original(roots)  # type: ignore[arg-type]

    original = survey.survey_library
    monkeypatch.setattr(survey, "survey_library", counted)
    cache = tmp_path / "cache"
    first, wrong = surveyed(templates, cache)
    again, _ = surveyed(templates, cache)
    assert (wrong, again, len(read)) == ((), first, 1)
    file = templates / "clauses" / "en" / "costs.md"
    file.write_text(file.read_text("utf-8").replace("full price", "whole price"), "utf-8")
    changed, _ = surveyed(templates, cache)
    assert changed != first
    file.write_text("no clause", "utf-8")
    assert surveyed(templates, cache)[1] == surveyed(templates, cache)[1] != ()


def test_words_and_languages_of_forms_are_recalled_until_a_file_changes(
    templates: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    shutil.copytree(built_in_templates() / "words", templates / "words")
    shutil.copytree(built_in_templates() / "forms", templates / "forms")
    cache = tmp_path / "cache"

    def read() -> tuple[tuple[object, Sequence[Finding]], ...]:
        found = Templates((templates,), cache)
        return found.words("en"), found.form_languages()

    first = read()
    with monkeypatch.context() as patch:
        patch.setattr(words, "load_words", None)
        patch.setattr(form_languages, "load_form_languages", None)
        assert read() == first
    assert [wrong for _, wrong in first] == [(), ()]
    (templates / "forms" / "es" / "told.yaml").write_text("nonsense: 1", "utf-8")
    assert read()[1][1] != ()


def test_what_is_kept_of_a_library_may_be_damaged(templates: Path, tmp_path: Path) -> None:
    cache = tmp_path / "cache"
    first, _ = surveyed(templates, cache)
    (kept,) = cache.glob("*.library")
    kept.write_bytes(b"nonsense")
    assert surveyed(templates, cache)[0] == first


def test_no_translation_is_held_against_its_english_for_a_pdf(tmp_path: Path) -> None:
    form = tmp_path / "form.pdf"
    form.write_bytes(b"%PDF-1.7")
    paths = (form,)
    loaded = load(Question(date(2026, 11, 24), paths=paths), resolve(paths))
    assert loaded.others == ()
    assert loaded.usable
    assert loaded.form_languages


def test_anybody_elses_form_needs_nothing_that_assembles_or_typesets(tmp_path: Path) -> None:
    form = tmp_path / "form.pdf"
    form.write_bytes(good_form())
    command = ["check", str(form), "--policy", "us-fda", "--procedure", "msc-exosomes"]
    code = f"import sys, consent.cli\nconsent.cli.run({command!r})\nprint(*sys.modules)"
    environment = {**os.environ, "CONSENT_CACHE": str(tmp_path / "cache")}
    for _ in range(2):
        done = subprocess.run(
            [sys.executable, "-c", code],
            env=environment,
            cwd=tmp_path,
            capture_output=True,
            text=True,
            check=True,
        )
    imported = set(done.stdout.splitlines()[-1].split())
    assert "consent.checks.forms.stranger" in imported
    unwanted = ("consent.assemble", "consent.pipeline", "consent.typeset", "weasyprint", "jinja2", "yaml")
    assert imported.isdisjoint(unwanted)
