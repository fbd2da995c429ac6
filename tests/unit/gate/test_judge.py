"""Fingerprints, waivers and the baseline: nothing is dropped, only marked."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from consent.errors import ResourceError
from consent.gate.baseline import write_baseline
from consent.gate.judge import fingerprints, judge
from consent.load.practice.baseline import read_baseline
from consent.models.findings.finding import Finding, Severity
from consent.models.findings.outcome import Coverage, Outcome, Standing
from consent.models.findings.waiver import Waiver
from consent.models.place import Place, Source, Sourced

TODAY = date(2026, 6, 1)
ROOT = Path("/lib/templates")
FOUND = Finding(
    Place(f"{ROOT}/clauses/en/costs.md", 7, 3), "CLS111", "grade 9.1; 8 is the limit", field="risks[2].name"
)


def waiver(**changes: str) -> Sourced[Waiver]:
    data = {
        "code": "CLS111",
        "where": "costs",
        "reason": "A draft.",
        "approved_by": "J. Counsel",
        "until": "2026-06-01",
    }
    return Sourced(Waiver.model_validate({**data, **changes}), Source("waivers.yaml"))


def standing(finding: Finding, *waivers: Sourced[Waiver], as_of: date = TODAY) -> Standing:
    ((judged,), _) = judge([finding], [ROOT], waivers=waivers, as_of=as_of)
    assert judged.finding is finding
    return judged.standing


def print_of(finding: Finding, root: Path = ROOT) -> str:
    return fingerprints([finding], [root])[0]


@pytest.mark.parametrize(
    "changes",
    [
        {"place": Place(f"{ROOT}/clauses/en/costs.md", 99, 1)},
        {"message": "grade 12.4; 8 is the limit"},
        {"field": "risks[5].name"},
        {"hint": "another", "severity": Severity.WARNING},
    ],
    ids=["line", "number", "row", "hint"],
)
def test_a_finding_keeps_its_name_when_lines_and_numbers_move(changes: dict[str, Any]) -> None:
    assert print_of(replace(FOUND, **changes)) == print_of(FOUND)


@pytest.mark.parametrize(
    "changes",
    [
        {"place": Place(f"{ROOT}/clauses/en/other.md", 7, 3)},
        {"message": "other"},
        {"code": "CLS112"},
        {"field": "a"},
    ],
    ids=["file", "message", "code", "field"],
)
def test_another_finding_has_another_name(changes: dict[str, Any]) -> None:
    assert print_of(replace(FOUND, **changes)) != print_of(FOUND)


def test_a_name_does_not_depend_on_where_the_library_lies() -> None:
    moved = replace(FOUND, place=Place("/other/place/clauses/en/costs.md", 7, 3))
    assert print_of(moved, Path("/other/place")) == print_of(FOUND)


def test_two_alike_are_told_apart() -> None:
    assert len(set(fingerprints([FOUND, FOUND, FOUND], [ROOT]))) == 3


@pytest.mark.parametrize(
    "where",
    [
        "costs",
        "clauses/en/costs.md",
        "clauses/en/c*.md",
        "clauses/*",
        "costs:risks[[]2].name",
        "costs:risks*",
    ],
)
def test_a_waiver_covers_by_id_file_pattern_and_field(where: str) -> None:
    assert standing(FOUND, waiver(where=where)) is Standing.WAIVED


@pytest.mark.parametrize(
    "changes",
    [
        {"where": "cost"},
        {"where": "policies/*"},
        {"where": "costs:name"},
        {"code": "CLS112"},
        {"until": "2026-05-31"},
    ],
    ids=["part of an id", "another folder", "another field", "another rule", "run out"],
)
def test_a_waiver_covers_nothing_else(changes: dict[str, str]) -> None:
    assert standing(FOUND, waiver(**changes)) is Standing.OPEN


def test_the_report_says_why_who_and_until_when() -> None:
    ((judged,), used) = judge([FOUND], [ROOT], waivers=[waiver(where="other"), waiver()], as_of=TODAY)
    assert judged.reason == "until 2026-06-01, approved by J. Counsel: A draft."
    assert used == {1}


@pytest.mark.parametrize(
    "bad", [{"code": ""}, {"code": "*"}, {"where": ""}, {"approved_by": " "}, {"reason": ""}]
)
def test_no_waiver_waives_all_rules_or_without_a_reason(bad: dict[str, str]) -> None:
    with pytest.raises(ValueError, match="validation error"):
        waiver(**bad)


def test_a_baseline_marks_what_was_there_and_nothing_new(tmp_path: Path) -> None:
    first, _ = judge([FOUND], [ROOT], as_of=TODAY)
    path = tmp_path / "consent-baseline.json"
    assert write_baseline(path, Outcome(first, Coverage(), (), TODAY, "consent 0")) == 1
    new = replace(FOUND, message="new")
    again, _ = judge([FOUND, FOUND, new], [ROOT], baseline=read_baseline(path), as_of=TODAY)
    assert [one.standing for one in again] == [Standing.BASELINE, Standing.OPEN, Standing.OPEN]


@pytest.mark.parametrize(
    "text", ["", "{}", '{"schema": "other/1", "findings": []}', '{"schema": "consent-baseline/1"}']
)
def test_what_is_no_baseline_is_refused(tmp_path: Path, text: str) -> None:
    path = tmp_path / "b.json"
    path.write_text(text)
    with pytest.raises(ResourceError, match="is not a baseline file"):
        read_baseline(path)
