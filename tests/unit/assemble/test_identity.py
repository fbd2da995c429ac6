"""What tells one packet from another: content, id, slots and the twin."""

from __future__ import annotations

import hashlib
import json
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest

from consent.assemble import faceless, twin_of
from consent.assemble.digest import content_digest
from consent.models.paper.packet import Edition
from consent.models.paper.packet_rows import Sentence
from consent.models.paper.slots import Slot
from consent.models.people.practice import Paper
from consent.models.people.record import Record
from consent.models.place import Place
from consent.pipeline.batch.plans import plan_key
from tests.support.office import (
    EVERY_PROCEDURE,
    ISSUED_ON,
    KNEE,
    Office,
    assisted,
    blank,
    patient,
    plan,
    record,
)


def test_the_same_input_gives_the_same_packet(office: Office) -> None:
    assert office.packet(record()) == office.packet(record())
    assert office.packet(record()).packet_id == office.packet(record()).packet_id


def test_two_patients_with_one_plan_share_their_content(office: Office) -> None:
    other = record(
        record_id="r-0009",
        patient=patient(given_name="Zoë", family_name="Müller", mrn="77", date_of_birth="1950-01-31"),
        scheduled_on="2026-12-24",
    )
    one, two = office.packet(record()), office.packet(other)
    assert one.content_hash == two.content_hash
    assert one.template_version == two.template_version
    assert one.packet_id != two.packet_id


@pytest.mark.parametrize(
    ("names", "printed"),
    [
        ({"given_name": "Ada", "family_name": "Example"}, "Ada Example"),
        (
            {"given_name": "Ada", "middle_name": "Byron King", "family_name": "Example"},
            "Ada Byron King Example",
        ),
        ({"given_name": "Ada", "family_name": "Example", "suffix": "Jr."}, "Ada Example Jr."),
        ({"given_name": "-", "family_name": "Suharto", "suffix": "III"}, "Suharto III"),
    ],
)
def test_a_name_prints_as_people_write_it(office: Office, names: dict[str, str], printed: str) -> None:
    assert office.packet(record(patient=patient(**names))).slots[Slot.PATIENT_NAME] == printed


@pytest.mark.parametrize("said", [{"use": "alone"}, {"needles": 2}, {"shots": 2}, {"visits": 3}])
def test_plans_that_are_given_differently_are_assembled_apart(said: dict[str, Any]) -> None:
    assert plan_key(record()) != plan_key(record(**said))
    assert faceless(record()) != faceless(record(**said))


def test_a_packet_s_id_holds_nothing_of_the_patient(office: Office) -> None:
    same_record = record(patient=patient(given_name="Zoë", family_name="Müller", mrn="77"))
    assert office.packet(record()).packet_id == office.packet(same_record).packet_id


@pytest.mark.parametrize(
    ("one", "two"),
    [
        (
            {"representative": {"name": "Rosa Nguyễn", "authority": "parent"}},
            {"representative": {"name": "Somebody Else", "authority": "health care proxy"}},
        ),
        (
            {"interpreter": {"language": "Vietnamese", "modality": "video"}},
            {"interpreter": {"language": "American Sign Language", "modality": "in-person"}},
        ),
    ],
    ids=["representative", "interpreter"],
)
def test_what_is_typed_of_those_who_help_is_no_content(
    office: Office, one: dict[str, Any], two: dict[str, Any]
) -> None:
    assert office.packet(record(**one)).content_hash == office.packet(record(**two)).content_hash
    assert faceless(record(**one)) == faceless(record(**two))
    assert plan_key(record(**one)) == plan_key(record(**two))


@pytest.mark.parametrize("form", [record(), assisted()], ids=["patient", "proxy"])
def test_content_is_that_of_the_record_without_the_person(office: Office, form: Record) -> None:
    assert office.packet(form).content_hash == office.packet(faceless(form)).content_hash


@pytest.mark.parametrize(
    "other",
    [
        record(procedures=plan("msc-exosomes")),
        record(procedures=plan("msc-exosomes", "ha-medium", "ultrasound-guidance", where=KNEE)),
        record(representative={"name": "Rosa", "authority": "parent"}),
        record(interpreter={"language": "Vietnamese", "modality": "video"}),
        blank("msc-exosomes", "ha-medium", "ultrasound-guidance"),
    ],
    ids=["fewer", "elsewhere", "represented", "interpreted", "blank"],
)
def test_another_plan_is_other_content(office: Office, other: Record) -> None:
    assert office.packet(record()).content_hash != office.packet(other).content_hash


def test_another_look_practice_or_design_is_other_content(office: Office) -> None:
    packets = [
        office.packet(record()),
        office.packet(record(), edition=Edition.LARGE_PRINT),
        office.packet(record(), paper=Paper.A4),
        office.packet(record(), practice=office.with_practice(phone="555 0100")),
        office.packet(record(), design="another design"),
    ]
    assert len({packet.content_hash for packet in packets}) == len(packets)
    assert len({packet.packet_id for packet in packets}) == len(packets)


def test_another_day_under_the_same_law_is_the_same_content(office: Office) -> None:
    one, two = office.packet(record()), office.packet(record(), issued_on=ISSUED_ON + timedelta(days=1))
    assert (one.content_hash, one.packet_id) == (two.content_hash, two.packet_id)
    assert (two.slots[Slot.ISSUED_ON], two.slots[Slot.ISSUED_DAY]) == ("Nov 25, 2026", "2026-11-25")
    days = [json.loads(twin_of(packet, packet.slots))["issued_on"] for packet in (one, two)]
    assert days == ["2026-11-24", "2026-11-25"]


def test_the_order_of_a_record_s_procedures_does_not_matter(office: Office) -> None:
    backwards = plan(*reversed(EVERY_PROCEDURE))
    one = office.packet(record(procedures=plan(*EVERY_PROCEDURE)))
    two = office.packet(record(procedures=backwards))
    assert [p.id for p in two.procedures] == list(EVERY_PROCEDURE)
    assert one.content_hash == two.content_hash


def test_identity_values_stand_apart_from_the_content(office: Office) -> None:
    packet = office.packet(assisted())
    assert dict(packet.slots) == {
        Slot.PACKET_ID: packet.packet_id,
        Slot.PATIENT_NAME: "Maria Nguyễn",
        Slot.DATE_OF_BIRTH: "Mar 9, 1961",
        Slot.MRN: "00123456",
        Slot.ISSUED_ON: "Nov 24, 2026",
        Slot.ISSUED_DAY: "2026-11-24",
        Slot.SCHEDULED_ON: "Dec 1, 2026",
        Slot.REPRESENTATIVE_NAME: "Jean-Luc Ångström",
        Slot.REPRESENTATIVE_AUTHORITY: "health care proxy",
        Slot.INTERPRETER_LANGUAGE: "Vietnamese, by video",
    }
    bare = replace(packet, slots={})
    for value in ("Nguyễn", "00123456", "1961", "Ångström", "proxy", "Vietnamese"):
        assert value in str(dict(packet.slots))
        assert value not in str(bare)


def test_a_packet_s_repr_is_silent_about_the_patient(office: Office) -> None:
    for value in ("Nguyễn", "00123456", "1961", "Ångström", "proxy", "Vietnamese"):
        assert value not in repr(office.packet(assisted()))


def test_the_twin_says_what_the_packet_says(office: Office) -> None:
    packet = office.packet(assisted())
    twin = json.loads(twin_of(packet, packet.slots))
    assert [p["id"] for p in twin["procedures"]] == [p.id for p in packet.procedures]
    assert [(c["id"], c["version"]) for c in twin["clauses"]] == [(c.id, c.version) for c in packet.clauses]
    assert [p["id"] for p in twin["policies"]] == ["us-1557", "us-ca", "us-fda", "us-surrogates"]
    assert twin["packet_id"] == packet.packet_id
    assert not any(
        word in json.dumps(twin, ensure_ascii=False) for word in ("Nguyễn", "00123456", "Ångström")
    )


def test_a_digest_is_of_one_canonical_form() -> None:
    values = {
        Edition.STANDARD: (True, 2, None, "Zoë", date(2026, 12, 1)),
        "bytes": b"1",
        "place": Place("a.md", 3),
        "said": [Sentence("It may hurt.", Place("b.yaml", 9), ("R1",))],
        "set": frozenset({"b", "a"}),
    }
    form = (
        '{"bytes":"6b86b273ff34fce19d6b804eff5a3f5747ada4eaa22f1d49c01e52ddb7875b4b","place":null,'
        '"said":[{"place":null,"references":["R1"],"text":"It may hurt."}],"set":["a","b"],'
        '"standard":[true,2,null,"Zoë","2026-12-01"]}'
    )
    assert content_digest(values) == hashlib.sha256(form.encode()).hexdigest()
