"""Which rows of the library a packet prints: by site, indication, company and material."""

from __future__ import annotations

import pytest

from consent.assemble.scope import Scope
from consent.models.library.rows import Alternative, LineRow, Row

KNEE = Scope(frozenset({"knee joint"}), frozenset({"knee osteoarthritis"}))
CUFF_AT_THE_SHOULDER = Scope(frozenset({"glenohumeral joint"}), frozenset({"rotator cuff tendinopathy"}))
BLANK = Scope(frozenset(), frozenset())


@pytest.mark.parametrize(
    ("row", "fitting"),
    [
        ({}, ["knee", "cuff", "blank"]),
        ({"body_sites": ("knee joint",)}, ["knee", "blank"]),
        ({"indications": ("knee osteoarthritis", "hip osteoarthritis")}, ["knee", "blank"]),
        ({"body_sites": ("glenohumeral joint",), "indications": ("shoulder osteoarthritis",)}, ["blank"]),
        (
            {"body_sites": ("glenohumeral joint",), "indications": ("rotator cuff tendinopathy",)},
            ["cuff", "blank"],
        ),
        ({"beside": ("exosome",)}, []),
    ],
    ids=str,
)
def test_a_row_prints_for_its_sites_and_its_indications(
    row: dict[str, tuple[str, ...]], fitting: list[str]
) -> None:
    scopes = {"knee": KNEE, "cuff": CUFF_AT_THE_SHOULDER, "blank": BLANK}
    assert [name for name, scope in scopes.items() if scope.fits(Row(**row))] == fitting


def test_a_row_about_company_prints_in_that_company_only() -> None:
    row = LineRow(text="It carries the other product.", beside=("exosome", "platelet"))
    assert Scope(KNEE.sites, KNEE.indications, beside=frozenset({"exosome"})).fits(row)
    assert not Scope(KNEE.sites, KNEE.indications, beside=frozenset({"hyaluronic-acid"})).fits(row)


@pytest.mark.parametrize(
    ("materials", "prints"), [(frozenset({"bacteria"}), False), (frozenset({"birds"}), True), (None, True)]
)
def test_a_question_about_birds_prints_unless_the_gel_is_known_not_to_be_of_birds(
    materials: frozenset[str] | None, prints: bool
) -> None:
    row = LineRow(text="Are you allergic to birds?", made_from=("birds",))
    assert Scope(KNEE.sites, KNEE.indications, materials=materials).fits(row) is prints


def choice(benefit: str, **where: tuple[str, ...]) -> Alternative:
    return Alternative(id="exercise", name="Exercise", benefit=benefit, risk="Sore muscles.", **where)


def test_what_is_known_of_the_knee_takes_the_place_of_what_is_said_of_any_joint() -> None:
    rows = [choice("12 points", indications=("knee osteoarthritis",)), choice("Not known.")]
    assert [row.benefit for _, row in KNEE.choose(rows)] == ["12 points"]
    assert [row.benefit for _, row in CUFF_AT_THE_SHOULDER.choose(rows)] == ["Not known."]
    assert [row.benefit for _, row in BLANK.choose(rows)] == ["Not known."]
    assert [row.benefit for _, row in BLANK.choose(rows[:1])] == ["12 points"]


def test_rows_without_an_id_do_not_take_each_others_place() -> None:
    rows = [LineRow(text="Rest."), LineRow(text="Do not run.", body_sites=("knee joint",))]
    assert [index for index, _ in KNEE.choose(rows)] == [0, 1]
