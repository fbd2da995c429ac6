from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from consent.desk.packets.asking import Answer, ask, ask_blank, field_of
from consent.desk.packets.typed import (
    Spot,
    Typed,
    in_form_order,
    many_fields,
    one_fields,
    typed_from,
    typed_of,
)
from consent.load.record.checks import Surroundings
from consent.models.people.record import Laterality
from consent.models.people.use import Use
from tests.support.office import KNEE, SHOULDER, Office, plan, record

WHO = {
    "given_name": "Maria",
    "family_name": "Nguyễn",
    "date_of_birth": "1961-03-09",
    "mrn": "00123456",
    "practitioner": "p-01",
    "scheduled_on": "2026-12-01",
}
KNEE_SPOT = Spot(("ha-medium", "ultrasound-guidance"), "knee joint", "right", "knee osteoarthritis")


@pytest.fixture
def around(office: Office) -> Surroundings:
    return Surroundings(office.workspace.library, office.workspace.practice, date(2026, 11, 24))


def said(answer: Answer) -> dict[str, list[str]]:
    return {name: [one.code for one in some] for name, some in answer.complaints.items()}


def test_a_form_becomes_a_record(around: Surroundings) -> None:
    made = ask(Typed(WHO, (KNEE_SPOT,)), "walk-in-1", around).record
    assert made is not None
    assert made.value == record(
        record_id="walk-in-1", procedures=plan("ha-medium", "ultrasound-guidance", where=KNEE)
    )


def test_an_empty_form_says_everything_that_is_missing_in_the_order_of_the_page(around: Surroundings) -> None:
    found = ask(Typed(), "walk-in-1", around)
    missing = ("family_name", "given_name", "date_of_birth", "mrn", "scheduled_on", "practitioner")
    assert said(found) == {name: ["REC003"] for name in (*missing, "procedures-0")}
    assert list(found.complaints) == [name for name in in_form_order() if name in found.complaints]
    assert found.complaints["mrn"][0].message == "MRN is missing"


WRONG: tuple[tuple[dict[str, str], Spot, str, str, str], ...] = (
    (
        {"date_of_birth": "1961-02-30"},
        KNEE_SPOT,
        "date_of_birth",
        "REC006",
        "Date of birth: there is no such day",
    ),
    ({"practitioner": "p-99"}, KNEE_SPOT, "practitioner", "REC021", "no such practitioner"),
    (
        {},
        Spot(("ha-medium",), "knee joint", "", "knee osteoarthritis"),
        "laterality-0",
        "REC025",
        "needs a side",
    ),
    (
        {},
        Spot(("ha-medium",), "", "left", "knee osteoarthritis"),
        "body_site-0",
        "REC023",
        "needs a body site",
    ),
    ({}, Spot(("ha-medium",), "knee joint", "left", ""), "indication-0", "REC027", "needs an indication"),
    (
        {},
        Spot(("ha-medium",), "nose", "left", "knee osteoarthritis"),
        "body_site-0",
        "REC022",
        "no such body site",
    ),
    (
        {},
        Spot(("cupping",), "knee joint", "left", ""),
        "procedures-0",
        "REC020",
        "there is no such procedure",
    ),
    ({"use": "mixed"}, KNEE_SPOT, "use", "REC071", "only one product is planned"),
    ({"use": "shaken"}, KNEE_SPOT, "use", "REC005", "How they are given"),
    ({"needles": "many"}, KNEE_SPOT, "needles", "REC004", "Needles"),
    ({"needles": "99"}, KNEE_SPOT, "needles", "REC006", "Needles must be at most 30"),
    (
        {"representative_name": "Ana"},
        KNEE_SPOT,
        "representative_authority",
        "REC003",
        "By what right is missing",
    ),
    ({"interpreter_language": "vi"}, KNEE_SPOT, "interpreter_modality", "REC003", "missing"),
    (
        {"date_of_birth": "2015-01-01"},
        KNEE_SPOT,
        "representative_name",
        "REC035",
        "nobody is named who may decide",
    ),
    ({"given_name": "\u0600\u0600"}, KNEE_SPOT, "given_name", "REC", "First name"),
)


@pytest.mark.parametrize(("changes", "spot", "name", "code", "message"), WRONG)
def test_what_cannot_be_is_said_beside_its_field_in_words_of_the_form(
    around: Surroundings, changes: dict[str, str], spot: Spot, name: str, code: str, message: str
) -> None:
    found = ask(Typed({**WHO, **changes}, (spot,)), "walk-in-1", around)
    assert found.record is None
    complaints = found.complaints[name]
    assert any(one.code.startswith(code) and message in one.message for one in complaints)
    told = " ".join(f"{one.message} {one.hint}" for some in found.complaints.values() for one in some)
    assert not any(mark in told for mark in ("`", "--", "ha-medium", "patient.", "procedures[", "body_site"))


def test_a_warning_does_not_stop_a_packet(around: Surroundings) -> None:
    found = ask(Typed({**WHO, "preferred_language": "es"}, (KNEE_SPOT,)), "walk-in-1", around)
    assert found.record is not None
    assert [one.is_warning for one in found.complaints["preferred_language"]] == [True]


RECORDS: tuple[dict[str, Any], ...] = (
    {},
    {"procedures": [*plan("msc-exosomes", "ha-medium"), *plan("prp", where=KNEE)], "use": "alone"},
    {"procedures": [{"procedure": "ultrasound-guidance"}, *plan("ha-medium", where=KNEE)]},
    {"needles": 2, "shots": 1, "visits": 3, "witness": True, "signed_by": "mark"},
    {
        "interpreter": {"language": "Vietnamese", "modality": "video"},
        "representative": {"name": "B. Example", "authority": "health care agent", "capacity": "shared"},
    },
)


@pytest.mark.parametrize("changes", RECORDS)
def test_a_record_read_into_the_form_comes_out_as_it_was(
    around: Surroundings, changes: dict[str, Any]
) -> None:
    given = record(**changes)
    data = given.model_dump(mode="json", exclude_none=True)
    made = ask(typed_from(data), given.record_id, around, data).record
    assert made is not None
    assert made.value == given


def test_two_places_hold_what_was_planned_at_each() -> None:
    data = record(procedures=[*plan("msc-exosomes", where=SHOULDER), *plan("prp", where=KNEE)]).model_dump()
    assert [spot.procedures for spot in typed_from(data).spots] == [("msc-exosomes",), ("prp",)]


@pytest.mark.parametrize(
    "data",
    [
        {},
        {"procedures": None, "patient": "x"},
        {"procedures": [None, {"procedure": 3}, "x"]},
        {"witness": "no"},
    ],
)
def test_what_cannot_be_understood_of_a_row_is_left_out(data: dict[str, Any]) -> None:
    assert all(spot.is_empty or spot.procedures for spot in typed_from(data).spots)


def test_a_form_that_was_sent_keeps_every_field_and_no_empty_place_behind() -> None:
    values = {name: f"v-{name}" for name in one_fields() if not name.endswith(("-1", "-2", "-3"))}
    many = dict.fromkeys(many_fields(), ())
    typed = typed_of(lambda name: values.get(name, ""), lambda name: many.get(name, ()))
    assert len(typed.spots) == 1
    assert all(typed.value(name) == f"v-{name}" for name in values if not name.endswith("-0"))


def test_a_finding_of_no_field_is_still_said() -> None:
    assert field_of("procedures[7].body_site", (0,)) == ""
    assert field_of("something.else", (0,)) == ""
    assert field_of("procedures[1].laterality", (0, 2)) == "laterality-2"


def test_a_blank_form_needs_procedures_and_a_practitioner_and_nothing_of_a_patient(
    around: Surroundings,
) -> None:
    good = ask_blank(Typed({"use": "mixed"}, (Spot(("ha-medium",), "", "left"),)), around).blank
    assert good is not None
    assert good.practitioner == "p-01"
    assert (good.procedures[0].laterality, good.use) == (Laterality.LEFT, Use.MIXED)
    assert said(ask_blank(Typed({"practitioner": "x"}), around)) == {
        "procedures-0": ["REC001"],
        "practitioner": ["REC021"],
    }
