"""Data that go between processes come back as they were."""

from __future__ import annotations

import pickle
from dataclasses import fields
from typing import Any

import pytest

from consent.models.carried import Carried
from consent.models.library.passage import Passage, PassageKind, Stake
from consent.models.place import Place
from consent.models.register.issue import PrintedClause

VALUES: tuple[Carried, ...] = (
    Place("a.yaml", 3, 7),
    Place("a.pdf", page=2, box=(1.0, 2.0, 3.0, 4.0)),
    PrintedClause("costs", "1.0.0", "0" * 64, "You pay."),
    Passage(PassageKind.RISK, "shared/joint", "pain", "1.2.0", "It may hurt.", Stake.RISK, "minor 0.1"),
)


def names(value: Any) -> list[str]:
    return [field.name for field in fields(value)]


@pytest.mark.parametrize("value", VALUES, ids=lambda value: type(value).__name__)
def test_nothing_is_lost_on_the_way(value: Carried) -> None:
    back = pickle.loads(pickle.dumps(value))
    assert type(back) is type(value)
    # One by one: what stands on a page is no part of where, when two places are compared.
    assert [getattr(back, name) for name in names(value)] == [getattr(value, name) for name in names(value)]


@pytest.mark.parametrize("kind", [Place, PrintedClause, Passage])
def test_every_field_is_given_when_it_is_made(kind: type[Carried]) -> None:
    assert list(kind.__match_args__) == names(kind)
