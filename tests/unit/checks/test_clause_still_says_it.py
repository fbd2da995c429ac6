"""A practice may say a clause in its own words, but not say less."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from benchmarks.strangers import library
from consent.checks.source import SourceContext
from consent.checks.source.clauses.pol121_clause_still_says_it import check, clause_words, required
from consent.forms.recognise import recognised
from consent.load.library.clause import read_clause
from consent.models.findings.finding import Finding, Severity

BUILT_IN = library()


def found(id_: str, wording: str, folder: Path) -> list[Finding]:
    """What is said of the built-in library with one clause worded anew."""
    original = Path(BUILT_IN.clauses[id_].clause.source.file).read_text("utf-8")
    head = original[: original.index("\n---", 4) + 4]
    path = folder / f"{id_}.md"
    path.write_text(f"{head}\n\n{wording}\n", "utf-8")
    clause, complaints = read_clause(path)
    assert clause is not None, complaints
    own = replace(BUILT_IN, clauses={**BUILT_IN.clauses, id_: clause})
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
