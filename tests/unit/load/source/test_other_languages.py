"""A schedule whose cells are in another language: what it says is read by that language's own words."""

from __future__ import annotations

import pytest

from consent.load.schedule.named import named
from consent.load.source.open import Row
from consent.models.library.collection import Library
from tests.support.sources import HEADINGS, Desk, record, row, table

KNEE = {
    "procedures": "ácido hialurónico",
    "body_site": "rodilla",
    "indication": "gonartrosis",
    "laterality": "izq.",
}


def one(desk: Desk, **cells: str) -> Row:
    return desk.rows(table(row(1, **{**KNEE, **cells}), headings=HEADINGS))[0]


@pytest.mark.parametrize(
    ("cells", "site", "side"),
    [
        ({}, "knee joint", "left"),
        ({"laterality": "DERECHA"}, "knee joint", "right"),
        ({"laterality": "lado derecho"}, "knee joint", "right"),
        ({"laterality": "ambas"}, "knee joint", "bilateral"),
        ({"body_site": "rodilla izquierda", "laterality": ""}, "knee joint", "left"),
        ({"body_site": "articulacion de la rodilla"}, "knee joint", "left"),
        ({"body_site": "cadera", "indication": "artrosis de cadera"}, "hip joint", "left"),
    ],
)
def test_a_plan_in_spanish_is_read(desk: Desk, cells: dict[str, str], site: str, side: str) -> None:
    (plan,) = record(one(desk, **cells)).procedures
    assert (plan.procedure, plan.body_site, plan.laterality) == ("ha-medium", site, side)


@pytest.mark.parametrize(
    "cells",
    [
        {"laterality": "izq/der"},
        {"laterality": "I"},
        {"body_site": "rodilla izquierda", "laterality": "derecha"},
        {"body_site": "rodilla y cadera"},
        {"procedures": "exosomas"},
        {"procedures": "ácido hialurónico o cortisona"},
        {"indication": "rodilla con dolor"},
    ],
)
def test_what_can_mean_two_things_is_refused_in_spanish_too(desk: Desk, cells: dict[str, str]) -> None:
    found = one(desk, **cells)
    assert found.record is None
    assert found.findings


@pytest.mark.parametrize(
    ("field", "typed", "meant"),
    [
        ("laterality", "Izqda.", "left"),
        ("laterality", "L/R", "L/R"),
        ("laterality", "L;R", "L;R"),
        ("laterality", "d", "d"),
        ("preferred_language", "Inglés", "en"),
        ("preferred_language", "criollo haitiano", "ht"),
        ("preferred_language", "klingon", "klingon"),
        ("interpreter_modality", "Por teléfono", "phone"),
        ("practitioner", "derecha", "derecha"),
    ],
)
def test_a_word_of_a_column_of_its_own(library: Library, field: str, typed: str, meant: str) -> None:
    assert named(field, typed, library.schedules) == meant
