"""``consent columns``, and what ``consent batch`` makes of its file; and the benchmark of rows."""

from __future__ import annotations

from pathlib import Path

import pytest

from benchmarks.schedule_rows import reader
from consent.cli import Exit
from tests.support.command import OF_PRACTICE, ON, Command
from tests.support.office import ROOT

JANE = (ROOT / "tests" / "data" / "layouts" / "jane.csv").read_text(encoding="utf-8")


@pytest.fixture
def export(consent: Command) -> Path:
    path = consent.folder / "jane.csv"
    path.write_text(JANE, encoding="utf-8")
    return path


def test_columns_writes_a_file_and_says_what_is_missing(consent: Command, export: Path) -> None:
    outcome = consent("columns", export, *OF_PRACTICE, *ON)
    assert outcome.code == Exit.FOUND
    assert "system   Jane" in outcome.stdout
    assert "rows     1 of the first 1 would be printed" in outcome.stdout
    assert "there is no diagnosis" in outcome.stdout
    text = (consent.folder / "jane.columns.yaml").read_text(encoding="utf-8")
    assert "Patient Guid: mrn" in text
    assert "Vale" not in outcome.stdout + text


def test_columns_overwrites_nothing(consent: Command, export: Path) -> None:
    written = consent.folder / "jane.columns.yaml"
    written.write_text("columns: {}\n", encoding="utf-8")
    outcome = consent("columns", export, *OF_PRACTICE, *ON)
    assert outcome.code == Exit.COULD_NOT_RUN
    assert "--force" in outcome.stderr
    assert written.read_text(encoding="utf-8") == "columns: {}\n"


@pytest.mark.parametrize("numbers", ["x", "7-", "1,,2"])
def test_only_takes_numbers_of_rows(consent: Command, export: Path, numbers: str) -> None:
    outcome = consent("batch", export, "--dry-run", "--only", numbers, *OF_PRACTICE, *ON)
    assert outcome.code == Exit.COULD_NOT_RUN
    assert "--only" in outcome.stderr


def test_the_example_schedule_of_init_is_read_but_for_the_visit_that_is_off(consent: Command) -> None:
    example = ROOT / "src" / "consent" / "starter" / "schedule.csv"
    outcome = consent("batch", example, "--dry-run", "--only", "99", *OF_PRACTICE, *ON)
    assert outcome.code == Exit.DONE
    assert "1 row left out, because the visit is off: `Appt Status` says so" in outcome.stderr


def test_the_benchmark_of_rows_runs(tmp_path: Path) -> None:
    measured = reader(tmp_path).measure("epic-optime", 50)
    assert measured is not None
    assert (measured.rows, measured.good) == (50, 50)
