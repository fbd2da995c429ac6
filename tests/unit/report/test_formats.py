"""Reports, letter for letter."""

from __future__ import annotations

import json
import xml.etree.ElementTree as ET
from datetime import date
from pathlib import Path

import jsonschema
import pytest

from consent.models.findings.finding import Finding
from consent.models.findings.outcome import Coverage, Judged, Outcome
from consent.models.place import Place
from consent.report import Format, report
from tests.unit.report.conftest import BELOW, RULES

EXPECTED = Path(__file__).parent / "expected"
SCHEMA = Path(__file__).parents[2] / "data/sarif/sarif-schema-2.1.0.json"


@pytest.mark.parametrize("form", [*Format], ids=str)
def test_a_report_is_exactly_this(outcome: Outcome, form: Format) -> None:
    expected = (EXPECTED / f"report.{form}").read_text("utf-8")
    assert report(outcome, RULES, BELOW, form) == expected


@pytest.mark.parametrize("form", [*Format], ids=str)
def test_the_same_outcome_gives_the_same_report(outcome: Outcome, form: Format) -> None:
    assert report(outcome, RULES, BELOW, form) == report(outcome, RULES, BELOW, form)


def test_nothing_found_is_said(clean: Outcome) -> None:
    assert report(clean, RULES, BELOW, Format.TEXT) == "checked: 1 file held against 2 rules\nnothing found\n"
    assert json.loads(report(clean, RULES, BELOW, Format.JSON))["passed"] is True


@pytest.mark.parametrize("which", ["outcome", "clean"])
def test_sarif_is_valid_against_the_standard_s_schema(which: str, request: pytest.FixtureRequest) -> None:
    data = json.loads(report(request.getfixturevalue(which), RULES, BELOW, Format.SARIF))
    jsonschema.Draft4Validator(json.loads(SCHEMA.read_text("utf-8"))).validate(data)


def test_sarif_marks_what_is_waived_and_what_is_known(outcome: Outcome) -> None:
    (run,) = json.loads(report(outcome, RULES, BELOW, Format.SARIF))["runs"]
    assert [result.get("suppressions", []) != [] for result in run["results"]] == [
        False,
        False,
        True,
        False,
        False,
    ]
    assert [result["baselineState"] for result in run["results"]] == ["new", "new", "new", "new", "unchanged"]
    assert all(run["tool"]["driver"]["rules"][r["ruleIndex"]]["id"] == r["ruleId"] for r in run["results"])


def test_sarif_names_built_in_files_alike_on_every_machine_and_own_ones_from_the_folder_of_the_run() -> None:
    files = {
        "/usr/lib/site-packages/consent/templates/clauses/en/costs.md": ("clauses/en/costs.md", "BUILTIN"),
        str(BELOW / "templates/clauses/en/costs.md"): ("templates/clauses/en/costs.md", "SRCROOT"),
        str(BELOW.parent / "shared room/costs.md"): ("../shared%20room/costs.md", "SRCROOT"),
    }
    judged = tuple(Judged(Finding(Place(file, 1, 1), "CLS111", "no"), "a" * 32) for file in files)
    built_in = "/usr/lib/site-packages/consent/templates"
    outcome = Outcome(judged, Coverage(), (), date(2026, 1, 1), "consent 0.1", built_in=built_in)
    (run,) = json.loads(report(outcome, RULES, BELOW, Format.SARIF))["runs"]
    places = [r["locations"][0]["physicalLocation"]["artifactLocation"] for r in run["results"]]
    assert [(place["uri"], place["uriBaseId"]) for place in places] == [*files.values()]
    assert run["originalUriBaseIds"]["BUILTIN"]["uri"] == "consent:///templates/"


def test_a_message_cannot_break_out_of_a_github_command(outcome: Outcome) -> None:
    first = report(outcome, RULES, BELOW, Format.GITHUB).splitlines()[0]
    assert first == (
        "::error file=templates/clauses/en/costs.md,line=7,col=12,title=CLS111 no promise"
        "::“cure” promises%0Aa 100%25 cure <b>, : %0Ahelp: say & mean it"
    )


def test_junit_is_xml_that_counts_right(outcome: Outcome) -> None:
    suite = ET.fromstring(report(outcome, RULES, BELOW, Format.JUNIT)).find("testsuite")
    assert suite is not None
    cases = suite.findall("testcase")
    assert suite.get("tests") == str(len(cases)) == "5"
    assert suite.get("failures") == str(len(suite.findall("testcase/failure"))) == "2"
    assert suite.get("skipped") == str(len(suite.findall("testcase/skipped"))) == "2"


def test_junit_holds_no_letter_that_xml_forbids(clean: Outcome) -> None:
    from dataclasses import replace

    from consent.models.findings.finding import Finding
    from consent.models.findings.outcome import Judged
    from consent.models.place import Place

    bad = Judged(Finding(Place("x.md"), "CLS111", "bell \x07 \ufffe"), "f")
    text = report(replace(clean, judged=(bad,)), RULES, BELOW, Format.JUNIT)
    assert ET.fromstring(text).find("testsuite/testcase/failure") is not None
