"""HL7 v2: appointments and demographics, in files, folders and batches."""

from __future__ import annotations

import pytest

from consent.load.rows.options import DateFormat
from consent.load.source.open import SourceOptions
from tests.support.sources import Desk, codes, record


def message(
    event: str = "SIU^S12",
    *,
    when: str = "20261123080000",
    number: str = "5",
    name: str = "VALE^IRIS^ANN^JR",
    born: str = "19490506",
    mrn: str = "0077^^^MAIN^MR",
    start: str = "20261202091000",
    service: str = "J7321^Hyaluronic acid injection^HCPCS",
    reason: str = "^HA left knee",
    diagnosis: str = "M17.12^Osteoarthritis of left knee^I10",
    provider: str = "5501^RUIZ^ANA^^^^MD",
    status: str = "Booked",
    end: str = "\r",
) -> str:
    segments = [
        f"MSH|^~\\&|SCHED|MAIN|CONSENT|MAIN|{when}||{event}|{number}|P|2.5.1",
        f"SCH||{number}^SCHED|||||{reason}|^Injection|30|min|^^30^{start}|||||5501^RUIZ^ANA|||||||||{status}",
        f"PID|1||{mrn}||{name}||{born}|F",
        f"DG1|1||{diagnosis}",
        "RGS|1",
        f"AIS|1||{service}|{start}",
        f"AIP|1||{provider}",
    ]
    return end.join(segments) + end


def rows(desk: Desk, *messages: str, name: str = "a.hl7", options: SourceOptions | None = None) -> list:  # type: ignore[type-arg]
    return desk.rows("".join(messages), name, options or SourceOptions())


@pytest.mark.parametrize("end", ["\r", "\n", "\r\n"])
def test_an_appointment(desk: Desk, end: str) -> None:
    (only,) = rows(desk, message(end=end))
    made = record(only)
    assert (made.record_id, made.practitioner, str(made.scheduled_on)) == ("5", "p-01", "2026-12-02")
    who = made.patient
    assert (who.given_name, who.middle_name, who.family_name, who.suffix) == ("IRIS", "ANN", "VALE", "JR")
    assert (str(who.date_of_birth), who.mrn) == ("1949-05-06", "0077")
    (planned,) = made.procedures
    assert (planned.procedure, planned.body_site, planned.laterality, planned.indication) == (
        "ha-medium",
        "knee joint",
        "left",
        "knee osteoarthritis",
    )
    assert only.findings == ()


def test_a_batch_file_and_framed_messages(desk: Desk) -> None:
    text = f"FHS|^~\\&|A\rBHS|^~\\&|A\r{message()}\x0b{message(number='6')}\x1c\rBTS|2\rFTS|1\r"
    assert [record(one).record_id for one in rows(desk, text)] == ["5", "6"]


def test_a_folder_of_messages_is_one_source(desk: Desk) -> None:
    desk.write(message(), "in/1.hl7")
    path = desk.write(message("SIU^S15", when="20261124080000"), "in/2.hl7").parent
    desk.write(message(number="6"), "in/3.hl7")
    with desk.open(path) as source:
        assert [one.record_id for one in source.rows] == ["6"]
        assert codes(source.findings) == ["REC082"]
        assert "cancelled" in source.findings[0].message


def test_the_last_message_about_an_appointment_counts_whatever_the_order(desk: Desk) -> None:
    moved = message("SIU^S13", when="20261124080000", start="20261209091000")
    for order in ((message(), moved), (moved, message())):
        (only,) = rows(desk, *order)
        assert str(record(only).scheduled_on) == "2026-12-09"


@pytest.mark.parametrize("event", ["SIU^S15", "SIU^S17", "SIU^S26"])
def test_what_is_cancelled_deleted_or_missed_makes_no_row(desk: Desk, event: str) -> None:
    assert [one.record_id for one in rows(desk, message(number="6"), message(), message(event))] == ["6"]


def test_a_status_that_is_off_makes_no_row(desk: Desk) -> None:
    assert rows(desk, message(status="Cancelled^Patient")) == []


def test_a_later_adt_has_the_name_to_print(desk: Desk) -> None:
    renamed = message("ADT^A08", when="20261124080000", name="WREN^IRIS^ANN")
    assert record(rows(desk, message(), renamed)[0]).patient.family_name == "WREN"
    earlier = message("ADT^A08", when="20261101080000", name="OLD^IRIS^ANN")
    assert record(rows(desk, message(), earlier)[0]).patient.family_name == "VALE"


def test_other_messages_are_named(desk: Desk) -> None:
    with desk.open(desk.write(message() + message("ORU^R01") + message("ORM^O01"), "a.hl7")) as source:
        assert "1 ORM^O01, 1 ORU^R01" in source.findings[0].message
    (finding,) = desk.refusal(message("ORU^R01"), "b.hl7")
    assert (finding.code, "1 ORU^R01" in finding.hint) == ("REC081", True)


@pytest.mark.parametrize(
    ("changed", "code"),
    [
        ({"service": "20610^Injection, large joint^CPT", "reason": "^left knee"}, "REC058"),
        ({"service": "20610^Corticosteroid injection^CPT"}, "REC058"),
        ({"reason": "^HA right knee", "service": "J7321^HA left knee^HCPCS"}, "REC066"),
        ({"name": "VALE^IRIS [1234]"}, "REC069"),
        ({"name": "VALE"}, "REC049"),
        ({"mrn": "1^^^A^MR~2^^^B^MR"}, "REC049"),
        ({"mrn": "1^^^A^SS"}, "REC049"),
        ({"born": "1949"}, "REC050"),
        ({"provider": "77^SOMEBODY^ELSE"}, "REC021"),
    ],
)
def test_what_could_mislead_is_refused_in_hl7_s_words(desk: Desk, changed: dict[str, str], code: str) -> None:
    (only,) = rows(desk, message(**changed))
    assert code in codes(only.findings)
    assert not any(word in repr(only.findings) for word in ("VALE", "IRIS", "SOMEBODY"))
    assert all(one.field[:3] in ("PID", "SCH", "AIS", "AIP", "DG1") for one in only.findings if one.field)


def test_a_diagnosis_of_the_other_side_is_a_warning(desk: Desk) -> None:
    (only,) = rows(desk, message(diagnosis="M17.11^Osteoarthritis of right knee^I10"))
    assert (only.refused, codes(only.findings)) == (False, ["REC066"])


def test_the_assigning_authority_that_counts_may_be_said(desk: Desk) -> None:
    mapped = desk.write("mrn_system: B\n", "map.yaml")
    options = SourceOptions(fhir_map=mapped, date_format=DateFormat.MDY)
    (only,) = rows(desk, message(mrn="1^^^A^MR~2^^^B^MR"), options=options)
    assert record(only).patient.mrn == "2"


def test_escapes_and_other_separators(desk: Desk) -> None:
    (only,) = rows(desk, message(name="O\\T\\NEIL^IRIS", reason="^HA left knee\\.br\\bring films"))
    assert codes(only.findings) == ["REC049"]
    (noted,) = rows(desk, message(reason="^HA left knee\\.br\\bring films"))
    (odd,) = rows(desk, message().replace("|", "!"))
    assert (noted.findings, record(odd).patient.mrn) == ((), "0077")


@pytest.mark.parametrize(
    ("content", "said"),
    [
        ("BEGIN:VCALENDAR\nBEGIN:VEVENT\nEND:VEVENT\nEND:VCALENDAR\n", "calendar"),
        ('<?xml version="1.0"?><ClinicalDocument xmlns="urn:hl7-org:v3"/>', "C-CDA"),
    ],
)
def test_what_is_no_schedule_is_named_for_what_it_is(desk: Desk, content: str, said: str) -> None:
    (finding,) = desk.refusal(content, "a.txt")
    assert said in finding.message
