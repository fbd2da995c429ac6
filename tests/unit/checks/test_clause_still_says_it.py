"""A practice may say a clause in its own words, but not say less."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
import yaml

from benchmarks.strangers import library
from consent.checks.source.clauses.pol121_clause_still_says_it import check, clause_words, required
from consent.checks.source.facts.context import SourceContext
from consent.forms.recognise import recognised
from consent.load.library.clause import read_clause
from consent.models.findings.finding import Finding, Severity

BUILT_IN = library()
SOFTENED = yaml.load(
    (Path(__file__).parents[2] / "mutants" / "softened.yaml").read_text("utf-8"), yaml.CSafeLoader
)


def found(id_: str, wording: str, folder: Path) -> list[Finding]:
    """What is said of the built-in library with one clause worded anew."""
    return found_in({id_: wording}, folder)


def found_in(wordings: Mapping[str, str], folder: Path) -> list[Finding]:
    """The same with several."""
    clauses = dict(BUILT_IN.clauses)
    for id_, wording in wordings.items():
        original = Path(BUILT_IN.clauses[id_].clause.source.file).read_text("utf-8")
        head = original[: original.index("\n---", 4) + 4]
        path = folder / f"{id_}.md"
        path.write_text(f"{head}\n\n{wording}\n", "utf-8")
        clause, complaints = read_clause(path)
        assert clause is not None, complaints
        clauses[id_] = clause
    own = replace(BUILT_IN, clauses=clauses)
    return list(check(SourceContext(own, date(2026, 11, 24), built_in=BUILT_IN)))


@pytest.mark.parametrize(
    ("id_", "wording"),
    [
        ("unknown-long-term", "The long-term effects are well known and mild."),
        ("exosome-status", "FDA has a say about exosome products in general."),
        ("no-guarantee", "Most people are pleased with the result."),
        ("exosome-status", "Die FDA hat kein Exosomen-Produkt zugelassen."),
        ("consent-voluntary", "Please sign below so that we can begin on time."),
        (
            "unknown-long-term",
            "Over many years very few problems are expected.",
        ),  # its title says the reverse
    ],
)
def test_a_softer_wording_under_the_right_id_is_named(id_: str, wording: str, tmp_path: Path) -> None:
    (finding,) = found(id_, wording, tmp_path)
    assert finding.code == "POL121"
    assert finding.place.file.endswith(f"{id_}.md")
    assert f"clause {id_!r} no longer says what" in finding.message
    assert "waivers.yaml" in finding.hint


@pytest.mark.parametrize(
    ("id_", "wording"),
    [
        (
            "unknown-long-term",
            "The long-term effects are not known. They may be irreversible, and bar you from later trials.",
        ),
        (
            "exosome-status",
            "Exosome products have not been approved by FDA for any use, and no cure is known.",
        ),
        ("no-guarantee", "There is no guarantee that it helps."),
        ("consent-voluntary", "I decide freely. I can say no, or stop at any time, and still get care here."),
    ],
)
def test_other_words_that_say_it_are_fine(id_: str, wording: str, tmp_path: Path) -> None:
    assert [finding.message for finding in found(id_, wording, tmp_path)] == []


def named(group: str, folder: Path) -> list[tuple[str, str]]:
    """The wordings of a group that something is said of; each clause is worded anew once at a time."""
    rounds: list[dict[str, str]] = []
    for one in SOFTENED[group]:
        free = next((some for some in rounds if one["clause"] not in some), None)
        if free is None:
            rounds.append(free := {})
        free[one["clause"]] = one["says"]
    return [
        (id_, wordings[id_])
        for wordings in rounds
        for id_ in {Path(finding.place.file).stem for finding in found_in(wordings, folder)}
    ]


@pytest.mark.parametrize(("group", "unseen"), [("first", 0), ("held", 0), ("last", 4)])
def test_a_wording_softened_in_any_way_is_named(group: str, unseen: int, tmp_path: Path) -> None:
    wordings = [(one["clause"], one["says"]) for one in SOFTENED[group]]
    seen = named(group, tmp_path)
    assert len(seen) >= len(wordings) - unseen, [one for one in wordings if one not in seen]


@pytest.mark.parametrize(("group", "alarms"), [("fair", 1), ("fair-held", 0)])
def test_hardly_a_fair_wording_is_named(group: str, alarms: int, tmp_path: Path) -> None:
    assert len(named(group, tmp_path)) <= alarms


@pytest.mark.parametrize(
    ("id_", "wording", "says"),
    [
        ("questions", "Questions? Ask when you see us.", "no longer prints {{ practice.phone }}"),
        (
            "reporting-side-effects",
            "**Side effects.** Tell us. You can also tell FDA's MedWatch program.",
            "no longer prints www.fda.gov/medwatch",
        ),
        (
            "key-choice",
            "You can say no, or stop at any time. Your other care may be limited.",
            "says “Your other care may be limited.” where it said “Your other care will not change.”",
        ),
        (
            "no-guarantee",
            "We cannot guarantee any result. That said, nobody ever left without one.",
            "takes back what it says: “That said, nobody ever left without one.”",
        ),
        (
            "language-help",
            "You may have an interpreter for a small charge. Ask {{ practice.accessibility_contact }}.",
            "puts a price on what it gave for nothing",
        ),
        (
            "patient-copy",
            "As a courtesy, I was given a copy of this packet.",
            "gives as a favor what it said",
        ),
        ("costs", "Your health plan may have to pay the full price.", "says it of somebody else"),
        (
            "no-guarantee",
            "We do not usually guarantee a result.",
            "without a condition, a doubt or a question",
        ),
        ("key-cost", "We are fair and kind.", "has hardly a word of what it is for"),
    ],
)
def test_it_says_what_is_softer(id_: str, wording: str, says: str, tmp_path: Path) -> None:
    (finding,) = found(id_, wording, tmp_path)
    assert says in finding.message


@pytest.mark.parametrize(
    ("id_", "wording"),
    [
        ("withdrawal", "Thank you for telling us."),
        ("information-not-advertising", "This packet has many pages."),
    ],
)
def test_what_no_policy_demands_is_a_warning(id_: str, wording: str, tmp_path: Path) -> None:
    assert [(one.code, one.severity) for one in found(id_, wording, tmp_path)] == [
        ("POL121", Severity.WARNING)
    ]


def test_the_library_as_it_came_is_not_judged_against_itself() -> None:
    assert list(check(SourceContext(BUILT_IN, date(2026, 11, 24), built_in=BUILT_IN))) == []
    assert list(check(SourceContext(BUILT_IN, date(2026, 11, 24)))) == []


IN_A_TABLE = frozenset({"product-identity"})
"""Its product, maker and source print in the table above it."""


def test_every_clause_that_came_with_the_program_is_known_by_its_own_evidence() -> None:
    context = SourceContext(BUILT_IN, date(2026, 11, 24), built_in=BUILT_IN)
    unknown = [
        f"{id_}: {name}"
        for id_, wanted in required(context, BUILT_IN).items()
        if id_ in BUILT_IN.clauses
        and not BUILT_IN.clauses[id_].clause.value.dictated
        and id_ not in IN_A_TABLE
        for name, evidence in wanted.items()
        if name.endswith("demands")
        if recognised(clause_words(BUILT_IN.clauses[id_]), evidence).sure < 0.9
    ]
    assert unknown == []
