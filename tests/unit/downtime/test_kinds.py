"""Which blank packets a pack has, and until when it is good."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest

from consent.downtime.expiry import expiry_of
from consent.downtime.kinds import Kinds
from consent.errors import ResourceError
from consent.models.people.look import Edition
from consent.pipeline.workspace import Workspace
from tests.support.office import ISSUED_ON, Office, blank

ALL = Kinds((), ("p-01",), tuple(Edition), ("en",), 1)


def sets(kinds: Kinds, workspace: Workspace) -> list[tuple[str, ...]]:
    return [tuple(one.procedure for one in form.procedures) for form in kinds.forms(workspace)]


def with_products(office: Office, *ids: str) -> Workspace:
    products = {id_: office.practice.products[id_] for id_ in ids}
    practice = office.with_practice(products=products)
    return replace(office.workspace, practice=replace(office.workspace.practice, value=practice))


def test_every_set_that_the_practice_can_do_is_there_once(office: Office) -> None:
    found = sets(ALL, with_products(office, "ha-medium", "prp"))
    assert found == [
        ("ha-medium",),
        ("ultrasound-guidance",),
        ("prp",),
        ("ha-medium", "ultrasound-guidance"),
        ("ha-medium", "prp"),
        ("ultrasound-guidance", "prp"),
        ("ha-medium", "ultrasound-guidance", "prp"),
    ]


def test_a_set_is_printed_for_each_practitioner_in_the_order_of_print(office: Office) -> None:
    asked = replace(ALL, sets=(("ultrasound-guidance", "ha-medium"),), practitioners=("p-01", "p-02"))
    forms = asked.forms(office.workspace)
    assert [(form.procedures[0].procedure, form.practitioner) for form in forms] == [
        ("ha-medium", "p-01"),
        ("ha-medium", "p-02"),
    ]


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"sets": (("ha-medum",),)}, "no procedure ha-medum"),
        ({"sets": (("prp", "prp"),)}, "named twice"),
        ({"sets": (("msc-exosomes",),)}, "cannot do it"),
        ({"count": 100}, "would hold 1400 blank packets"),
    ],
)
def test_what_cannot_be_packed_is_said(office: Office, changes: dict[str, Any], said: str) -> None:
    with pytest.raises(ResourceError, match=said):
        replace(ALL, **changes).forms(with_products(office, "ha-medium", "prp"))


def test_a_pack_ends_before_the_law_changes(office: Office, monkeypatch: pytest.MonkeyPatch) -> None:
    last = ISSUED_ON + timedelta(days=1)
    monkeypatch.setattr("consent.downtime.expiry.same_law", lambda library, day: (day, last))
    found = expiry_of(ISSUED_ON, 30, [office.library], [office.packet(blank("ultrasound-guidance"))])
    assert (found.day, found.because) == (last, "the law changes on the day after")


def test_a_pack_ends_with_its_days_the_law_or_a_text_that_is_due(office: Office) -> None:
    packet = office.packet(blank("ultrasound-guidance"))
    thirty = expiry_of(ISSUED_ON, 30, [office.library], [packet])
    assert (thirty.day, thirty.because) == (ISSUED_ON + timedelta(days=30), "a pack is good for 30 days")
    long = expiry_of(ISSUED_ON, 3660, [office.library], [packet])
    assert ISSUED_ON < long.day < ISSUED_ON + timedelta(days=3660)
    assert "due" in long.because or "law" in long.because
    due = date(2026, 11, 26)
    clause = office.library.clauses[packet.clauses[0].id]
    sooner = clause.clause.value.model_copy(update={"review_by": due})
    clauses = {
        **office.library.clauses,
        sooner.id: replace(clause, clause=replace(clause.clause, value=sooner)),
    }
    found = expiry_of(ISSUED_ON, 30, [replace(office.library, clauses=clauses)], [packet])
    assert (found.day, found.because) == (due, f"`{sooner.id}` is due to be read again")
