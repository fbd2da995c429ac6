"""Rows of which a wrong packet could be made: each is refused, or printed with a warning."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from consent.load.rows.options import DateFormat
from consent.load.source.open import SourceOptions
from consent.models.findings.finding import Severity
from tests.support.fhir import CPT, HCPCS, appointment, bundle, concept, order, patient, practitioner
from tests.support.sources import HEADINGS, Desk, codes, record, row, said, table

WORDS = (
    "steroid inj L knee",
    "Kenalog 40 left knee",
    "aspirate left knee",
    "Arthrocentesis",
    "PRP left knee",
    "cortisone + HA",
    "drain L knee",
)


# --- what is injected ------------------------------------------------------------------------------------


@pytest.mark.parametrize("typed", ["20610", "20611", "20610; 76942", "20605", "CPT 20610"])
@pytest.mark.parametrize("heading", ["procedures", "CPT Code"])
def test_a_code_that_tells_how_and_not_what_is_no_procedure(desk: Desk, typed: str, heading: str) -> None:
    (only,) = desk.rows(table(row(1, procedures=typed), headings=[*HEADINGS[:5], heading, *HEADINGS[6:]]))
    assert codes(only.findings) == ["REC058"]
    assert "`--fhir-map`" in only.findings[0].hint


@pytest.mark.parametrize("typed", ["20610; J7321", "20610 HA left knee", "J7325, 20610"])
def test_a_code_for_the_drug_beside_it_says_what(desk: Desk, typed: str) -> None:
    (only,) = desk.rows(table(row(1, procedures=typed), delimiter="|"))
    assert [one.procedure for one in record(only).procedures] == ["ha-medium"]
    assert only.findings == ()


def test_a_map_says_what_the_code_means_here(desk: Desk) -> None:
    mapped = desk.write('procedures:\n  "20610": [ha-medium]\n', "map.yaml")
    (only,) = desk.rows(table(row(1, procedures="20610")), options=SourceOptions(fhir_map=mapped))
    assert [one.procedure for one in record(only).procedures] == ["ha-medium"]


@pytest.mark.parametrize("words", WORDS)
@pytest.mark.parametrize("heading", ["Appt Notes", "Visit Type", "Reason"])
def test_words_for_another_injection_beside_the_procedure_refuse_it(
    desk: Desk, words: str, heading: str
) -> None:
    (only,) = desk.rows(table([*row(1), words], headings=[*HEADINGS, heading]))
    assert [(one.code, one.field) for one in only.findings] == [("REC058", heading)]


@pytest.mark.parametrize(
    ("code", "known"),
    [("J3301", False), ("J7321", True), ("J7399", False), ("99213", True), ("J0702", False)],
)
def test_a_code_for_another_drug_refuses_the_row(desk: Desk, code: str, known: bool) -> None:
    (only,) = desk.rows(table([*row(1), code], headings=[*HEADINGS, "Billing Codes"]))
    assert codes(only.findings) == ([] if known else ["REC058"])


@pytest.mark.parametrize(
    ("words", "code"),
    [
        ("exosome injection left knee", "REC058"),
        ("MSC exosomes", "REC058"),
        ("HA or exosomes?", None),
        ("Gel shot #2", None),
    ],
)
def test_words_for_another_procedure_of_ours_refuse_it(desk: Desk, words: str, code: str | None) -> None:
    (only,) = desk.rows(table([*row(1), words], headings=[*HEADINGS, "Appt Notes"]))
    assert codes(only.findings) == ([code] if code else [])


@pytest.mark.parametrize(
    "words",
    [
        "exosomes L knee",
        "Inj knee L",
        "R GH jt US guided",
        "HA + zorbital L knee",
        "s/p HA L knee",
        "failed HA",
    ],
)
def test_words_that_leave_a_doubt_are_no_procedure(desk: Desk, words: str) -> None:
    headings = [*HEADINGS[:5], "Appt Notes", *HEADINGS[6:]]
    (only,) = desk.rows(table(row(1, procedures=words), headings=headings))
    assert only.refused
    assert set(codes(only.findings)) <= {"REC003", "REC058", "REC066"}


def test_guidance_in_the_code_and_not_in_the_packet_is_a_warning(desk: Desk) -> None:
    silent, told = desk.rows(
        table(row(1, procedures="20611; J7321"), row(2, procedures="20611; J7321; ultrasound-guidance"))
    )
    assert [(one.code, one.severity) for one in silent.findings] == [("REC067", Severity.WARNING)]
    assert (record(silent).procedures[0].procedure, told.findings) == ("ha-medium", ())


@pytest.mark.parametrize(
    "code",
    [
        concept(CPT, "20610"),
        concept(CPT, "20611"),
        concept(CPT, "20610", text="Corticosteroid injection, knee"),
        concept(CPT, "20610", text="Aspiration of knee"),
        concept(HCPCS, "J7321", text="Kenalog injection"),
        concept(HCPCS, "J7321", text="MSC exosome injection"),
        {"text": "Exosome injection"},
        {"text": "Injection, knee"},
    ],
)
def test_an_order_that_does_not_say_what_is_injected_is_refused(desk: Desk, code: object) -> None:
    (only,) = desk.rows(bundle(order(code=code), patient(), practitioner()), "b.json")
    assert only.refused
    assert set(codes(only.findings)) & {"REC058", "REC063"}


def test_an_order_may_say_it_in_words(desk: Desk) -> None:
    code = concept(CPT, "20610", text="Hyaluronic acid injection, knee")
    (only,) = desk.rows(bundle(order(code=code), patient(), practitioner()), "b.json")
    assert [one.procedure for one in record(only).procedures] == ["ha-medium"]


def test_an_order_with_guidance_in_its_code_alone_is_a_warning(desk: Desk) -> None:
    code = {"coding": [{"system": CPT, "code": "20611"}, {"system": HCPCS, "code": "J7321"}]}
    (only,) = desk.rows(bundle(order(code=code), patient(), practitioner()), "b.json")
    assert (only.refused, codes(only.findings)) == (False, ["REC067"])


@pytest.mark.parametrize("key", ["description", "comment"])
def test_an_appointment_that_is_called_something_else_is_refused(desk: Desk, key: str) -> None:
    named = appointment(**{key: "Cortisone shot L knee"})
    (only,) = desk.rows(bundle(named, order(), patient(), practitioner()), "b.json")
    assert (only.refused, codes(only.findings)) == (True, ["REC058"])


# --- which side, and where -------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("diagnosis", "warned"),
    [
        ("M17.11", True),
        ("M17.31", True),
        ("M17.11 - Unilateral primary osteoarthritis; right knee", True),
        ("knee osteoarthritis right", True),
        ("Right knee OA", True),
        ("M17.12", False),
        ("M1712", False),
        ("M17.0", False),
        ("M17.9", False),
        ("M17.12; M25.562", False),
        ("OA left knee", False),
    ],
)
def test_a_diagnosis_of_the_other_side_is_a_warning(desk: Desk, diagnosis: str, warned: bool) -> None:
    (only,) = desk.rows(table(row(1, indication=diagnosis), delimiter="|"))
    assert (record(only).procedures[0].indication, record(only).procedures[0].laterality) == (
        "knee osteoarthritis",
        "left",
    )
    expected = [("REC066", Severity.WARNING)] if warned else []
    assert [(one.code, one.severity) for one in only.findings] == expected


@pytest.mark.parametrize(
    ("heading", "text"),
    [
        ("Appt Notes", "HA right knee"),
        ("Appt Notes", "R knee"),
        ("Visit Type", "Inj knee R"),
        ("Reason", "both knees"),
        ("Modifier", "RT"),
        ("Modifier", "50"),
        ("Reason", "L shoulder"),
        ("Reason", "HA left hip"),
    ],
)
def test_words_for_the_other_side_or_another_site_refuse_the_row(desk: Desk, heading: str, text: str) -> None:
    (only,) = desk.rows(table([*row(1), text], headings=[*HEADINGS, heading]))
    assert [(one.code, one.field) for one in only.findings] == [("REC066", heading)]
    assert text not in said(only.findings)


@pytest.mark.parametrize(
    "text", ["left message for patient", "pt left early last time", "Ada R Example", "needs L4-5 films"]
)
def test_words_that_are_no_side_say_none(desk: Desk, text: str) -> None:
    (only,) = desk.rows(table([*row(1, laterality=""), text], headings=[*HEADINGS, "Appt Notes"]))
    assert codes(only.findings) == ["REC025"]


# --- one number, two people ------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("changed", "refused"),
    [
        ({"family_name": "Other"}, True),
        ({"given_name": "Eve"}, True),
        ({"date_of_birth": "1961-09-03"}, True),
        ({"given_name": "ADA", "family_name": "EXAMPLE"}, False),
        ({"given_name": "Ada Maria"}, False),
    ],
)
@pytest.mark.parametrize("name", ["a.csv", "a.jsonl"])
@pytest.mark.parametrize("at_a_time", [None, 1, 2])
def test_one_number_with_two_people_refuses_both(
    desk: Desk,
    changed: dict[str, str],
    refused: bool,
    name: str,
    at_a_time: int | None,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    if at_a_time:
        # As in a schedule of a hundred thousand rows, which are counted in another way.
        monkeypatch.setattr("consent.load.source.identities._CHUNK", at_a_time)
    rows = [row(1), row(2, mrn="777"), row(3, **changed)]
    text = table(*rows) if name == "a.csv" else "".join(f"{_line(cells)}\n" for cells in rows)
    found = desk.rows(text, name)
    expected = [["REC059"], [], ["REC059"]] if refused else [[], [], []]
    assert [codes(one.findings) for one in found] == expected
    assert not any(word in repr(found) for word in ("Other", "00123456", "1961-09-03"))


def test_two_files_of_one_batch_are_held_against_each_other(desk: Desk) -> None:
    paths = [desk.write(table(row(1)), "a.csv"), desk.write(table(row(2, given_name="Eve")), "b.csv")]
    with desk.open(*paths) as source:
        assert [codes(one.findings) for one in source.rows] == [["REC059"], ["REC059"]]


def test_from_a_stream_the_second_is_refused(desk: Desk) -> None:
    text = table(row(1), row(2, given_name="Eve"))
    with desk.open(Path("-"), stdin=text.encode()) as source:
        assert [codes(one.findings) for one in source.rows] == [[], ["REC059"]]


def test_orders_of_two_patients_with_one_number_are_refused(desk: Desk) -> None:
    other = patient("2", identifier=patient()["identifier"], name=[{"family": "Other", "given": ["Eve"]}])
    orders = (order(), order("2", subject={"reference": "Patient/pat-2"}))
    rows = desk.rows(bundle(*orders, patient(), other, practitioner()), "b.json")
    assert [codes(one.findings) for one in rows] == [["REC059"], ["REC059"]]


def _line(cells: list[str]) -> str:
    return json.dumps(dict(zip(HEADINGS, cells, strict=True)))


def test_dates_of_two_forms_are_one_day(desk: Desk) -> None:
    options = SourceOptions(date_format=DateFormat.MDY)
    rows = desk.rows(table(row(1), row(2, date_of_birth="03/09/1961")), options=options)
    assert [codes(one.findings) for one in rows] == [[], []]


# --- languages ------------------------------------------------------------------------------------------


@pytest.mark.parametrize("typed", ["Unknown", "Declined", "UNK", "declined to specify", "N/A"])
def test_a_word_for_no_language_is_none(desk: Desk, typed: str) -> None:
    (only,) = desk.rows(table([*row(1), typed], headings=[*HEADINGS, "preferred_language"]))
    assert (record(only).patient.preferred_language, only.findings) == ("en", ())


@pytest.mark.parametrize(
    ("codings", "text", "tag"),
    [
        ([("https://x.example/codeSet/36", "151"), ("urn:ietf:bcp:47", "en")], "English", "en"),
        ([("https://x.example/codeSet/36", "312"), ("urn:ietf:bcp:47", "es")], "Spanish", "es"),
        ([("https://x.example/codeSet/36", "151")], "English", "en"),
        ([("https://x.example/codeSet/36", "999")], "Unknown", "en"),
    ],
)
def test_a_language_with_several_codings(
    desk: Desk, codings: list[tuple[str, str]], text: str, tag: str
) -> None:
    spoken = {"coding": [{"system": system, "code": code} for system, code in codings], "text": text}
    who = patient(communication=[{"language": spoken, "preferred": True}])
    (only,) = desk.rows(bundle(order(), who, practitioner()), "b.json")
    assert record(only).patient.preferred_language == tag
