"""Findings as a person at a terminal reads them."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from consent.models.findings.finding import Finding, Severity
from consent.models.findings.outcome import Coverage, Judged, Outcome
from consent.models.place import Place
from consent.report import findings_text
from consent.report.text import tally, text_report

HERE = Path("/clinic")
WRONG = Finding(
    Place("/clinic/records/r-1.yaml", 4, 5),
    "REC011",
    "`patient.mrn` must be text",
    hint="put it in quotes",
    field="patient.mrn",
)
ODD = Finding(
    Place("/elsewhere/r-2.yaml", 9, 1),
    "REC034",
    "`scheduled_on` is before the date of issue",
    severity=Severity.WARNING,
)
WHOLE_FILE = Finding(Place("page 1"), "PAP101", "the key information stands on pages 1, 2")


def test_a_finding_says_where_what_and_what_to_type() -> None:
    assert findings_text([WRONG, ODD, WHOLE_FILE], below=HERE) == (
        "records/r-1.yaml:4:5: error REC011: `patient.mrn` must be text [patient.mrn]\n"
        "  help: put it in quotes\n"
        "/elsewhere/r-2.yaml:9:1: warning REC034: `scheduled_on` is before the date of issue\n"
        "page 1: error PAP101: the key information stands on pages 1, 2\n"
        "2 errors, 1 warning"
    )


def test_nothing_found_is_said() -> None:
    assert findings_text([], below=HERE) == "nothing found"


@pytest.mark.parametrize(
    ("findings", "words"),
    [
        ([WRONG], "1 error"),
        ([ODD], "1 warning"),
        ([ODD, ODD], "2 warnings"),
        ([ODD, WRONG], "1 error, 1 warning"),
    ],
)
def test_the_tally(findings: list[Finding], words: str) -> None:
    assert tally(findings) == words


def test_of_many_warnings_alike_the_first_few_are_printed_and_all_are_counted() -> None:
    judged = tuple(Judged(one, "") for one in [ODD] * 8 + [WRONG] * 8)
    outcome = Outcome(judged, Coverage(), (), date(2026, 1, 1), "consent 0")
    text = text_report(outcome, {}, HERE)
    assert text.count("warning REC034:") == 5
    assert text.count("error REC011:") == 8
    assert "… and 3 more warnings REC034; every one: --format json" in text
    assert text.endswith("8 errors, 8 warnings\n")
