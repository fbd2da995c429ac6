"""An answer is recalled only where it would be found again."""

from __future__ import annotations

import os
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

import pytest

import consent.gate.answer
import consent.gate.run
from consent.gate.answer import answer
from consent.gate.catalogue import catalogue
from consent.gate.question import Question
from consent.gate.run import Run
from consent.models.findings.evidence import Evidence
from consent.models.findings.finding import Finding, Severity
from consent.models.findings.outcome import Coverage, Judged, Outcome, Standing
from consent.models.place import Place

DAY = date(2026, 6, 1)
FINDING = Finding(Place("clauses/en/costs.md", 3, 1), "REV102", "soon", "look", Severity.WARNING, "review")
OUTCOME = Outcome(
    (Judged(FINDING, "ab12"), Judged(replace(FINDING, code="REV101"), "cd34", Standing.WAIVED, "until then")),
    Coverage(files=3, rules=9, cells=7, typeset=2, pages=20, policies=("us-ca", "us-fda"), note="some"),
    (Evidence("us-ca", "told", "costs", "a packet", 2, "It costs money.", 1.0),),
    DAY,
    "consent 0",
    built_in="templates",
)


@dataclass
class Practice:
    """A practice folder with a logo and an overlay, and how often it was checked."""

    folder: Path
    question: Question
    known: bool = True
    runs: int = 0

    @property
    def logo(self) -> Path:
        return self.folder / "pictures" / "logo.svg"

    def asked(self, question: Question | None = None) -> int:
        """How many runs there were once the question is answered."""
        assert answer(question or self.question).outcome.judged == OUTCOME.judged
        return self.runs


@pytest.fixture
def practice(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Practice:
    folder = tmp_path / "practice"
    for name in ("practice.yaml", "pictures/logo.svg", "templates/clauses/en/own.md"):
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(name, "utf-8")
    question = Question(DAY, practice_file=folder / "practice.yaml", cache=tmp_path / "cache")
    made = Practice(folder, question)

    def run_through(question: Question, rules: object, tell: object) -> Run:
        made.runs += 1
        return Run(OUTCOME, (folder / "practice.yaml", made.logo) if made.known else None)

    def roots(_overlay: Path | None, beside: Path | None) -> tuple[Path, ...]:
        # Without the library that comes with the program, which nobody changes here.
        return (beside / "templates",) if beside else ()

    monkeypatch.setattr(consent.gate.run, "run_through", run_through)
    monkeypatch.setattr(consent.gate.answer, "template_roots", roots)
    return made


def test_nothing_changed_and_the_answer_is_the_one_of_last_time(practice: Practice) -> None:
    first, second = answer(practice.question), answer(practice.question)
    assert practice.runs == 1
    assert first.outcome == OUTCOME
    assert second.outcome == replace(OUTCOME, coverage=replace(OUTCOME.coverage, cached=7))
    assert second.rules == first.rules == catalogue()


CHANGES: dict[str, Callable[[Path], object]] = {
    "another wording": lambda folder: (folder / "templates/clauses/en/own.md").write_text("x", "utf-8"),
    "a file more": lambda folder: (folder / "templates/clauses/en/more.md").write_text("x", "utf-8"),
    "a file less": lambda folder: (folder / "templates/clauses/en/own.md").unlink(),
    "another practice": lambda folder: (folder / "practice.yaml").write_text("x", "utf-8"),
    "a waiver": lambda folder: (folder / "waivers.yaml").write_text("x", "utf-8"),
    "another logo": lambda folder: (folder / "pictures/logo.svg").write_text("x", "utf-8"),
    "no logo": lambda folder: (folder / "pictures/logo.svg").unlink(),
}


@pytest.mark.parametrize("change", CHANGES.values(), ids=CHANGES)
def test_what_has_changed_is_checked_anew(practice: Practice, change: Callable[[Path], object]) -> None:
    assert practice.asked() == 1
    change(practice.folder)
    assert practice.asked() == 2


OTHERS: dict[str, Callable[[Question], Question]] = {
    "another day": lambda one: replace(one, as_of=date(2026, 6, 2)),
    "fewer codes": lambda one: replace(one, select=frozenset({"REV101"})),
    "all codes but one": lambda one: replace(one, ignore=frozenset({"REV101"})),
    "one policy": lambda one: replace(one, policies=("us-ca",)),
    "one procedure": lambda one: replace(one, procedures=("prp",)),
    "another language": lambda one: replace(one, language="es"),
    "no practice": lambda one: replace(one, practice_file=None),
}


@pytest.mark.parametrize("other", OTHERS.values(), ids=OTHERS)
def test_another_question_has_an_answer_of_its_own(
    practice: Practice, other: Callable[[Question], Question]
) -> None:
    assert practice.asked() == 1
    assert practice.asked(other(practice.question)) == 2
    assert practice.asked() == practice.asked(other(practice.question)) == 2


def test_files_are_named_from_another_folder_otherwise(
    practice: Practice, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert practice.asked() == 1
    monkeypatch.chdir(practice.folder)
    assert practice.asked() == 2


@pytest.mark.parametrize(
    "change",
    [
        lambda one: replace(one, cache=None),
        lambda one: replace(one, pictures=True),
        lambda one: replace(one, paths=(one.practice_file,)),
    ],
    ids=["no cache", "pictures of forms", "named files"],
)
def test_of_named_files_and_pictures_and_without_a_cache_nothing_is_kept(
    practice: Practice, change: Callable[[Question], Question]
) -> None:
    assert practice.asked(change(practice.question)) == 1
    assert practice.asked(change(practice.question)) == 2
    kept = practice.folder.parent.glob("cache/*")
    assert [file for file in kept if b'"judged"' in file.read_bytes()] == []


def test_an_answer_found_in_files_that_are_not_all_known_is_not_kept(practice: Practice) -> None:
    practice.known = False
    assert practice.asked() == 1
    assert practice.asked() == 2


def test_a_file_that_changes_while_it_is_checked_makes_the_answer_worthless(
    practice: Practice, monkeypatch: pytest.MonkeyPatch
) -> None:
    def run_through(question: Question, rules: object, tell: object) -> Run:
        practice.runs += 1
        (practice.folder / "practice.yaml").write_text(f"{practice.runs} {os.getpid()}", "utf-8")
        return Run(OUTCOME, ())

    monkeypatch.setattr(consent.gate.run, "run_through", run_through)
    assert practice.asked() == 1
    assert practice.asked() == 2
