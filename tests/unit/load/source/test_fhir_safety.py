"""The wrong patient, the wrong side, an order that was withdrawn: never a packet, and never in silence."""

from __future__ import annotations

import json
from typing import Any

import pytest

from consent.errors import InputError
from consent.models.findings.finding import Severity
from tests.support.fhir import (
    CPT,
    HCPCS,
    ROLE,
    SNOMED,
    Resource,
    a_visit,
    appointment,
    bundle,
    concept,
    lines,
    order,
    patient,
    practitioner,
)
from tests.support.sources import EVERYTHING, Desk, codes, record

LEFT_KNEE = concept(SNOMED, "49076000:272741003=7771000")
LATERALITY = "https://example.org/laterality"
QUALIFIER = "https://example.org/body-location-qualifier"


def only(desk: Desk, *resources: Resource) -> Any:
    (row,) = desk.rows(bundle(*resources), "bundle.json")
    return row


def told(row: Any) -> list[tuple[str, str, Severity]]:
    return [(one.code, one.field, one.severity) for one in row.findings]


# --- the side ----------------------------------------------------------------------------------------------


HA = [{"system": HCPCS, "code": "J7321"}, {"system": CPT, "code": "20610"}]


@pytest.mark.parametrize(
    "changed",
    [
        {"bodySite": [{**LEFT_KNEE, "text": "Right knee joint"}]},
        {"bodySite": [{**LEFT_KNEE, "text": "Knee R"}]},
        {"bodySite": [{**LEFT_KNEE, "text": "Rt. knee"}]},
        {"bodySite": [{**LEFT_KNEE, "extension": [{"url": LATERALITY, "valueCode": "right"}]}]},
        {"bodySite": [LEFT_KNEE], "extension": [{"url": LATERALITY, "valueCode": "right"}]},
        {"bodySite": [LEFT_KNEE], "code": concept(HCPCS, "J7321", text="Injection, right knee")},
        {"bodySite": [LEFT_KNEE], "orderDetail": [{"text": "Right"}]},
        {"bodySite": [LEFT_KNEE], "orderDetail": [concept(SNOMED, "24028007")]},
        {
            "bodySite": [LEFT_KNEE],
            "code": {"coding": [*HA, {"system": CPT, "code": "RT"}]},
        },
        {"bodySite": [{**LEFT_KNEE, "extension": [{"url": QUALIFIER, "valueCode": "right"}]}]},
        {"bodySite": [{"text": "left knee joint, right"}]},
        {"bodySite": [LEFT_KNEE, concept(SNOMED, "24028007")]},
        {
            "bodySite": [
                {"coding": [{"system": SNOMED, "code": code} for code in ("49076000", "7771000", "24028007")]}
            ]
        },
    ],
)
def test_a_side_said_in_two_ways_is_refused(desk: Desk, changed: dict[str, Any]) -> None:
    row = only(desk, order(**changed), patient(), practitioner())
    assert ("REC065", "ServiceRequest.bodySite", Severity.ERROR) in told(row)
    # An option fills in what is not said, and this is.
    (filled,) = desk.rows(
        bundle(order(**changed), patient(), practitioner()), "filled.json", options=EVERYTHING
    )
    assert filled.refused


@pytest.mark.parametrize(
    ("site", "side"),
    [
        ({**concept(SNOMED, "49076000"), "text": "Left and right knee"}, "bilateral"),
        ({**concept(SNOMED, "49076000"), "text": "R/L: right/left knee"}, "bilateral"),
        ({**concept(SNOMED, "49076000"), "text": "Knee (left)"}, "left"),
        ({**LEFT_KNEE, "text": "LEFT knee"}, "left"),
        ({"text": "knee joint, right"}, "right"),
        ({"text": "Knee joint L"}, "left"),
        ({"text": "RT knee joint"}, "right"),
        ({**LEFT_KNEE, "text": "Knee, R/O effusion"}, "left"),
    ],
)
def test_words_beside_the_code(desk: Desk, site: Resource, side: str) -> None:
    made = record(only(desk, order(bodySite=[site]), patient(), practitioner()))
    assert made.procedures[0].laterality == side


def test_a_modifier_that_agrees_is_no_other_procedure(desk: Desk) -> None:
    code = {"coding": [*HA, {"system": CPT, "code": "LT"}]}
    made = record(only(desk, order(code=code, orderDetail=[{"text": "LEFT"}]), patient(), practitioner()))
    assert [(one.procedure, one.laterality) for one in made.procedures] == [("ha-medium", "left")]


@pytest.mark.parametrize(
    "changed",
    [
        {"description": "Right knee gel injection"},
        {"serviceType": [{"text": "Injection, right knee"}]},
        {"description": "INJ RIGHT HYALURONIC KNEE"},
        {"description": "R knee HA"},
        {"description": "HA injection (knee, right)"},
        {"description": "Knee Rt."},
    ],
)
def test_an_appointment_named_for_the_other_side_than_its_order(desk: Desk, changed: dict[str, Any]) -> None:
    row = only(desk, appointment(**changed), order(), patient(), practitioner())
    assert told(row) == [("REC065", "ServiceRequest.bodySite", Severity.ERROR)]


@pytest.mark.parametrize(
    "description",
    [
        "Left knee gel",
        "Left message for patient",
        "Right away",
        "Bilateral knees, today left knee",
        "Gel",
        "knee R/O",
    ],
)
def test_an_appointment_whose_name_contradicts_nothing(desk: Desk, description: str) -> None:
    assert told(only(desk, appointment(description=description), *a_visit()[1:])) == []


@pytest.mark.parametrize(("words", "count"), [("Osteoarthritis of right knee", 1), ("OA, left knee", 0)])
def test_a_reason_on_the_other_side_is_told(desk: Desk, words: str, count: int) -> None:
    reason = {"text": "knee osteoarthritis", "coding": [{"code": "M17", "display": words}]}
    row = only(desk, order(reasonCode=[reason]), patient(), practitioner())
    assert told(row) == [("REC065", "ServiceRequest.bodySite", Severity.WARNING)] * count


ICD = "http://hl7.org/fhir/sid/icd-10-cm"


@pytest.mark.parametrize(
    ("code", "count"),
    [
        (concept(ICD, "M17.11"), 1),
        (concept(ICD, "M17.12"), 0),
        (concept(ICD, "M17.0"), 0),
        (concept(ICD, "M17.9"), 0),
        ({"text": "M17.11"}, 1),
        (concept(SNOMED, "239873007:272741003=24028007"), 1),
        (concept(SNOMED, "239873007:272741003=7771000"), 0),
    ],
)
@pytest.mark.parametrize("referred", [False, True])
def test_a_diagnosis_of_the_other_side_is_told(
    desk: Desk, code: Resource, count: int, referred: bool
) -> None:
    plain = {"text": "knee osteoarthritis"}
    if referred:
        resources = [
            order(reasonCode=[plain], reasonReference=[{"reference": "Condition/c"}]),
            {"resourceType": "Condition", "id": "c", "code": code},
        ]
    else:
        resources = [order(reasonCode=[plain, code])]
    row = only(desk, *resources, patient(), practitioner())
    assert told(row) == [("REC065", "ServiceRequest.bodySite", Severity.WARNING)] * count
    assert row.record is not None


def test_words_for_another_site_than_the_code(desk: Desk) -> None:
    row = only(desk, order(bodySite=[{**LEFT_KNEE, "text": "left hip joint"}]), patient(), practitioner())
    assert ("REC063", "ServiceRequest.bodySite", Severity.ERROR) in told(row)


# --- the order ---------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "changed", [{"status": "revoked"}, {"status": "entered-in-error"}, {"doNotPerform": True}]
)
def test_an_appointment_based_on_a_withdrawn_order(desk: Desk, changed: dict[str, Any]) -> None:
    row = only(desk, appointment(), order(**changed), patient(), practitioner())
    assert told(row) == [("REC065", "ServiceRequest.code", Severity.ERROR)]


@pytest.mark.parametrize("changed", [{"status": "on-hold"}, {"status": "completed"}, {"intent": "proposal"}])
def test_an_appointment_based_on_an_order_that_is_not_active(desk: Desk, changed: dict[str, Any]) -> None:
    row = only(desk, appointment(), order(**changed), patient(), practitioner())
    assert told(row) == [("REC065", "ServiceRequest.code", Severity.WARNING)]


def test_orders_that_are_not_orders_are_counted_by_their_reason(desk: Desk) -> None:
    orders = [
        order("1"),
        order("2", status="draft"),
        order("3", status="on-hold"),
        order("4", intent="proposal"),
        order("5", status="revoked"),
        order("6", status="revoked"),
        order("7", doNotPerform=True),
    ]
    with desk.open(desk.write(bundle(*orders, patient(), practitioner()), "bundle.json")) as source:
        (finding,) = source.findings
        assert [one.record_id for one in source.rows] == ["s-1"]
    assert finding.message.endswith("6 (1 draft, 1 not to be performed, 1 on-hold, 1 proposal, 2 revoked)")


def test_an_order_named_as_further_information(desk: Desk) -> None:
    visit = appointment(basedOn=None, supportingInformation=[{"reference": "ServiceRequest/s-1"}])
    with desk.open(desk.write(bundle(visit, order(), patient(), practitioner()), "bundle.json")) as source:
        assert source.findings == ()
        assert record(next(source.rows)).procedures[0].procedure == "ha-medium"


# --- the patient -------------------------------------------------------------------------------------------


def test_an_order_for_somebody_who_is_not_in_the_source(desk: Desk) -> None:
    row = only(desk, appointment(), order(subject={"reference": "Patient/else"}), patient(), practitioner())
    assert told(row) == [("REC065", "ServiceRequest.code", Severity.ERROR)]


def test_a_patient_inside_the_appointment(desk: Desk) -> None:
    visit = appointment(
        contained=[patient(id="p"), order(id="s", subject={"reference": "#p"})],
        basedOn=[{"reference": "#s"}],
        participant=[{"actor": {"reference": "#p"}}, {"actor": {"reference": "Practitioner/p-01"}}],
    )
    assert record(only(desk, visit, practitioner())).patient.mrn == "00121"


def test_two_servers_with_a_patient_of_the_same_id(desk: Desk) -> None:
    entries = [
        {"fullUrl": f"https://{host}.example.org/Patient/pat-1", "resource": patient(birthDate=born)}
        for host, born in (("a", "1961-03-09"), ("b", "1970-01-01"))
    ]
    for entry, updated in zip(entries, ("2020", "2021"), strict=True):
        entry["resource"]["meta"] = {"lastUpdated": updated}  # type: ignore[index]
    entries += [{"resource": order()}, {"resource": practitioner()}]
    text = json.dumps({"resourceType": "Bundle", "type": "collection", "entry": entries})
    (row,) = desk.rows(text, "bundle.json")
    assert codes(row.findings) == ["REC062"]


def test_a_patient_record_that_is_no_longer_the_one(desk: Desk) -> None:
    replaced = patient(link=[{"type": "replaced-by", "other": {"reference": "Patient/pat-2"}}])
    assert told(only(desk, order(), replaced, practitioner())) == [("REC065", "Patient", Severity.ERROR)]
    unused = patient(active=False)
    assert told(only(desk, order(), unused, practitioner())) == [("REC065", "Patient", Severity.WARNING)]


@pytest.mark.parametrize(
    ("names", "shown"),
    [
        (
            [
                {"use": "official", "family": "Later", "given": ["A"], "period": {"start": "2030-01-01"}},
                {"use": "official", "family": "Now", "given": ["A"]},
            ],
            "A Now",
        ),
        (
            [{"use": "official", "family": "King", "given": ["Martin"], "suffix": ["Jr.", "PhD"]}],
            "Martin King Jr.",
        ),
        ([{"use": "official", "text": "Suharto", "family": "Suharto"}], "- Suharto"),
        ([{"use": "official", "text": "Sukarno", "given": ["Sukarno"]}], "Sukarno -"),
        (
            [
                {
                    "use": "official",
                    "family": family,
                    "extension": [
                        {
                            "url": "http://hl7.org/fhir/StructureDefinition/iso21090-EN-representation",
                            "valueCode": code,
                        }
                    ],
                    "given": [given],
                }
                for code, family, given in (("SYL", "ヤマダ", "タロウ"), ("IDE", "山田", "太郎"))
            ],
            "太郎 山田",
        ),
    ],
)
def test_which_name_is_printed(desk: Desk, names: list[Resource], shown: str) -> None:
    row = only(desk, order(), patient(name=names), practitioner())
    made = record(row).patient
    parts = (made.given_name, made.family_name, made.suffix)
    assert (" ".join(part for part in parts if part), codes(row.findings)) == (shown, [])


def test_two_official_names(desk: Desk) -> None:
    names = [{"use": "official", "family": family, "given": ["A"]} for family in ("One", "Two")]
    row = only(desk, order(), patient(name=names), practitioner())
    assert told(row) == [("REC065", "Patient.name.family", Severity.WARNING)]
    assert record(row).patient.family_name == "One"


def test_a_guardian_from_next_year_decides_nothing_today(desk: Desk) -> None:
    guardian = {
        "resourceType": "RelatedPerson",
        "id": "r-1",
        "patient": {"reference": "Patient/pat-1"},
        "relationship": [concept(ROLE, "GUARD")],
        "name": [{"family": "Guard", "given": ["Gina"]}],
        "period": {"start": "2030-01-01"},
    }
    assert record(only(desk, order(), patient(), practitioner(), guardian)).representative is None


@pytest.mark.parametrize("code", ["UNK", "OTH", "und"])
def test_a_language_nobody_knows(desk: Desk, code: str) -> None:
    spoken = patient(communication=[{"language": concept("urn:ietf:bcp:47", code), "preferred": True}])
    assert record(only(desk, order(), spoken, practitioner())).patient.preferred_language == "en"


@pytest.mark.parametrize(
    ("start", "good"), [("2026-12-01T25:00:00-08:00", False), ("2026-12-01T17:59:60Z", True)]
)
def test_times_that_do_and_do_not_exist(desk: Desk, start: str, good: bool) -> None:
    assert only(desk, *a_visit(start=start)).refused is not good


# --- what a source says of itself --------------------------------------------------------------------------


def page(number: int, *resources: Resource, last: bool = False) -> str:
    whole = json.loads(bundle(*resources, kind="searchset"))
    whole["link"] = [{"relation": "self", "url": f"https://fhir.example.org/?page={number}"}]
    if not last:
        whole["link"].append({"relation": "next", "url": f"https://fhir.example.org/?page={number + 1}"})
    return json.dumps(whole)


@pytest.mark.parametrize(("last", "missing"), [(True, []), (False, ["REC061"])])
def test_pages_of_a_search(desk: Desk, last: bool, missing: list[str]) -> None:
    first = desk.write(page(1, *a_visit()), "pages/1.json")
    desk.write(
        page(2, appointment("2", basedOn=[{"reference": "ServiceRequest/s-1"}]), last=last), "pages/2.json"
    )
    with desk.open(first.parent) as source:
        assert [one.code for one in source.findings] == missing
        assert [one.record_id for one in source.rows] == ["a-1", "a-2"]


def test_a_page_of_a_large_bundle(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("consent.load.fhir.resources.WHOLE_LIMIT", 200)
    with desk.open(desk.write(page(1, *a_visit()), "1.json")) as source:
        assert [one.code for one in source.findings] == ["REC061"]


def test_messages_of_the_server(desk: Desk) -> None:
    outcome = {"resourceType": "OperationOutcome", "issue": [{"severity": "error", "diagnostics": "Zqx"}]}
    with desk.open(desk.write(bundle(*a_visit(), outcome, kind="searchset"), "bundle.json")) as source:
        assert [(one.code, "Zqx" in repr(one)) for one in source.findings] == [("REC064", False)]
    (alone,) = desk.refusal(json.dumps(outcome), "outcome.json")
    assert (alone.code, "OperationOutcome" in alone.message) == ("REC061", True)


def test_search_results_in_the_answer_to_a_batch(desk: Desk) -> None:
    inner = json.loads(bundle(order(), patient(), practitioner(), kind="searchset"))
    (row,) = desk.rows(bundle(inner, kind="batch-response", urls=False), "bundle.json")
    assert record(row).record_id == "s-1"


def test_entries_are_counted_as_a_person_would(desk: Desk) -> None:
    whole = json.loads(bundle(order(), patient(), practitioner()))
    whole["entry"][:0] = [None, {}, {"resource": None}]
    assert desk.rows(json.dumps(whole), "bundle.json")[0].number == 4


@pytest.mark.parametrize("ending", ["json", "ndjson"])
def test_a_key_that_comes_twice(desk: Desk, ending: str) -> None:
    once = json.dumps(patient()).replace('"birthDate":', '"birthDate": "1990-01-01", "birthDate":')
    text = f"{once}\n{lines(order(), practitioner())}" if ending == "ndjson" else f"[{once}]"
    if ending == "json":
        assert codes(desk.refusal(text, "a.json")) == ["REC010"]
    else:
        assert [codes(one.findings) for one in desk.rows(text, "a.ndjson")] == [["REC010"], ["REC062"]]


def test_a_text_that_is_not_utf_8(desk: Desk) -> None:
    text = bundle(order(), patient(), practitioner()).replace("Ada", "Zoë").encode("latin-1")
    assert codes(desk.refusal(text, "a.json")) == ["REC044"]


def test_half_of_a_character(desk: Desk) -> None:
    row = only(desk, order(), patient(name=[{"family": "Ex\ud800", "given": ["A"]}]), practitioner())
    assert {one.code for one in row.findings} == {"REC011"}
    assert all("half of a character" in one.message for one in row.findings)


def test_a_bulk_export_as_servers_write_it(desk: Desk) -> None:
    desk.write(lines(patient()), "export/Patient.000.ndjson")
    desk.write(lines(order()), "export/ServiceRequest.ndjson")
    desk.write("", "export/Condition.ndjson")
    desk.write('{"transactionTime": "2026-11-23T00:00:00Z", "output": []}', "export/manifest.json")
    desk.write("Export of 2026-11-23\nall done\n", "export/log.txt")
    desk.write(b"\x1f\x8b", "export/Practitioner.ndjson.gz")
    with desk.open(desk.folder / "export") as source:
        (finding,) = source.findings
        assert [one.record_id for one in source.rows if not one.refused] == ["s-1"]
    assert finding.message.endswith(": 4")
    assert "unpack" in finding.hint


def test_lines_that_are_no_resources(desk: Desk) -> None:
    (finding,) = desk.refusal(json.dumps(patient(), indent=1), "Patient.ndjson")
    assert "no line" in finding.message


# --- other versions ----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("resource", "version"),
    [
        (patient(name=[{"family": ["Example"], "given": ["Ada"]}]), "DSTU2"),
        ({"resourceType": "Condition", "clinicalStatus": "active"}, "STU3"),
        ({"resourceType": "Condition", "patient": {}, "clinicalStatus": "active"}, "DSTU2"),
        ({"resourceType": "Encounter", "reason": [{"text": "x"}], "class": {"code": "AMB"}}, "STU3"),
        ({"resourceType": "Encounter", "class": "outpatient"}, "DSTU2"),
        ({"resourceType": "Encounter", "class": [{"coding": []}]}, "R5"),
        ({"resourceType": "Observation", "context": {"reference": "Encounter/1"}}, "STU3"),
        ({"resourceType": "Immunization", "notGiven": False}, "STU3"),
        ({"resourceType": "Immunization", "wasNotGiven": False}, "DSTU2"),
        (appointment(subject={"reference": "Patient/pat-1"}), "R5"),
    ],
)
def test_a_version_is_known_by_the_company_it_keeps(desk: Desk, resource: Resource, version: str) -> None:
    desk.write(bundle(*a_visit()), "both/a.json")
    other = desk.write(bundle(resource), "both/b.json")
    with pytest.raises(InputError) as caught:
        desk.open(other.parent)
    (finding,) = caught.value.findings
    assert (finding.code, version in finding.message) == ("REC060", True)
    assert finding.place.file.endswith("b.json")


def test_r4_is_taken_for_r4(desk: Desk) -> None:
    company: list[Resource] = [
        {
            "resourceType": "Condition",
            "clinicalStatus": {"coding": []},
            "subject": {},
            "recordedDate": "2020",
        },
        {"resourceType": "Encounter", "class": {"code": "AMB"}, "reasonCode": [{"text": "x"}], "subject": {}},
        {"resourceType": "Observation", "encounter": {"reference": "Encounter/1"}},
        {"resourceType": "Immunization", "status": "completed"},
    ]
    assert not only(desk, order(), patient(), practitioner(), *company).refused
