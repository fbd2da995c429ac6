"""Where a packet belongs in a sorted print run."""

from __future__ import annotations

import pytest

from consent.models.paper.print_run import SortField
from consent.models.people.record import Laterality, PlannedProcedure
from consent.pipeline.batch.print_order import sort_key
from tests.support.office import patient, record


@pytest.mark.parametrize(
    ("field", "names"),
    [
        (SortField.RECORD_ID, ["r-2", "r-2.1", "r-10", "s-1"]),
        (SortField.MRN, ["007", "07", "7", "8", "10", "A1"]),
        (SortField.FAMILY_NAME, ["Abel", "abel", "Angstrom", "Ångström", "Ørsted", "Иванов", "王"]),
        (SortField.DATE_OF_BIRTH, ["1931-05-02", "1961-03-09", "2001-01-01"]),
        (SortField.SCHEDULED_ON, ["2026-11-30", "2026-12-01"]),
    ],
)
def test_as_a_person_would_sort(field: SortField, names: list[str]) -> None:
    def key(name: str) -> object:
        if field in (SortField.RECORD_ID, SortField.SCHEDULED_ON):
            return sort_key(record(**{field.value: name}), 8, [field])
        return sort_key(record(patient=patient(**{field.value: name})), 8, [field])

    assert sorted(sorted(names, reverse=True), key=key) == names  # type: ignore[arg-type]


def test_what_a_row_does_not_say_comes_last() -> None:
    plans = [
        PlannedProcedure(procedure="ha-medium", laterality=side)
        for side in (None, Laterality.RIGHT, Laterality.LEFT)
    ]
    found = sorted(plans, key=lambda plan: sort_key(record(procedures=(plan,)), 8, [SortField.LATERALITY]))
    assert [plan.laterality for plan in found] == ["left", "right", None]


def test_every_field_has_its_place() -> None:
    form = record()
    keys = {field: sort_key(form, 8, [field]) for field in SortField}
    assert len(keys) == len(SortField)
    assert sort_key(form, 8, list(SortField)) == tuple(key for (key,) in keys.values())


def test_the_first_field_counts_most() -> None:
    fields = [SortField.PAGES, SortField.FAMILY_NAME]
    first = sort_key(record(patient=patient(family_name="Zorn")), 8, fields)
    second = sort_key(record(patient=patient(family_name="Abel")), 9, fields)
    assert first < second
