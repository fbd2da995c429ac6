from __future__ import annotations

import json
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from consent.load.fhir import resources as reading
from consent.load.source.open import NO_OPTIONS, SourceOptions, Unit
from consent.models.findings.finding import Severity
from consent.models.people.record import Laterality, PlannedProcedure
from tests.support.fhir import (
    CPT,
    MR,
    ROLE,
    SNOMED,
    a_visit,
    appointment,
    bundle,
    concept,
    lines,
    order,
    patient,
    practitioner,
)
from tests.support.sources import EVERYTHING, ROOT, Desk, codes, record

KNEE = PlannedProcedure(
    procedure="ha-medium",
    body_site="knee joint",
    laterality=Laterality.LEFT,
    indication="knee osteoarthritis",
)


def only(desk: Desk, *resources: dict[str, Any], options: SourceOptions = NO_OPTIONS) -> Any:
    (row,) = desk.rows(bundle(*resources), "bundle.json", options)
    return row


def test_the_example_bundle_is_good(desk: Desk) -> None:
    source = desk.open(ROOT / "examples" / "fhir-bundle.json")
    rows = list(source.rows)
    assert source.kinds == ("fhir",)
    assert codes(source.findings) == ["REC064"]
    assert [(one.number, one.unit, one.record_id, codes(one.findings)) for one in rows] == [
        (1, Unit.ENTRY, "a-2001", []),
        (2, Unit.ENTRY, "a-2002", []),
    ]
    assert [one.procedure for one in record(rows[0]).procedures] == ["ha-medium", "ultrasound-guidance"]
    assert record(rows[1]).procedures[0].laterality is Laterality.RIGHT


def test_the_example_map_is_good(desk: Desk) -> None:
    options = SourceOptions(fhir_map=ROOT / "examples" / "fhir-map.yaml")
    coded = order(
        code=concept("https://harborpoint.example/procedures", "INJ-HA"),
        bodySite=[concept(SNOMED, "82169009")],
        reasonCode=[concept("http://hl7.org/fhir/sid/icd-10-cm", "M17.12")],
        performer=[{"identifier": {"system": "http://hl7.org/fhir/sid/us-npi", "value": "1234567893"}}],
    )
    made = record(only(desk, coded, patient(), options=options))
    assert made.procedures == (KNEE, PlannedProcedure(procedure="ultrasound-guidance"))


def test_an_appointment_becomes_a_record(desk: Desk) -> None:
    made = record(only(desk, *a_visit()))
    assert made.record_id == "a-1"
    assert (made.patient.given_name, made.patient.family_name, made.patient.mrn) == (
        "Ada Maria",
        "Example",
        "00121",
    )
    assert made.patient.date_of_birth == date(1961, 3, 9)
    assert made.procedures == (KNEE,)
    assert (made.practitioner, made.scheduled_on) == ("p-01", date(2026, 12, 1))
    assert (made.representative, made.interpreter) == (None, None)


@pytest.mark.parametrize("kind", ["collection", "searchset", "transaction", "batch", "document"])
def test_kinds_of_bundles(desk: Desk, kind: str) -> None:
    (row,) = desk.rows(bundle(*a_visit(), kind=kind), "bundle.json")
    assert not row.refused


@pytest.mark.parametrize("kind", ["history", "message", "searchset-response", ""])
def test_other_kinds_of_bundles(desk: Desk, kind: str) -> None:
    assert codes(desk.refusal(bundle(*a_visit(), kind=kind), "bundle.json")) == ["REC061"]


def test_a_bulk_export_and_a_folder_of_files_that_refer_to_each_other(desk: Desk) -> None:
    (row,) = desk.rows(lines(*a_visit()), "export.ndjson")
    assert (row.number, row.unit, row.place.line, row.refused) == (1, Unit.LINE, 1, False)
    folder = desk.folder / "export"
    desk.write(lines(patient(), patient("2")), "export/Patient.ndjson")
    desk.write(
        lines(appointment(), appointment("2", participant=[{"actor": {"reference": "Patient/pat-2"}}])),
        "export/Appointment.ndjson",
    )
    desk.write(bundle(order(subject={"reference": "Patient/pat-1"}), practitioner()), "export/rest.json")
    source = desk.open(folder)
    assert source.kinds == ("fhir",)
    first, second = source.rows
    assert record(first).record_id == "a-1"
    # The order is the first patient's.
    assert ("REC065", "ServiceRequest.code") in [(one.code, one.field) for one in second.findings]


def test_standard_input_and_single_resources(desk: Desk) -> None:
    for content in (bundle(*a_visit()), lines(*a_visit()), json.dumps(list(a_visit()), indent=1)):
        assert [one.refused for one in desk.open(Path("-"), stdin=content.encode()).rows] == [False]
    (row,) = desk.rows(json.dumps(patient(), indent=2), "patient.json", EVERYTHING)
    assert record(row).record_id == "pat-1"


def test_orders_where_there_are_no_appointments_and_patients_where_there_are_no_orders(desk: Desk) -> None:
    made = record(only(desk, order(), patient(), practitioner()))
    assert (made.record_id, made.scheduled_on, made.practitioner) == ("s-1", date(2026, 12, 1), "p-01")
    rows = desk.rows(bundle(patient(), patient("2")), "bundle.json", EVERYTHING)
    assert [record(one).record_id for one in rows] == ["pat-1", "pat-2"]
    bare = only(desk, patient())
    assert {one.field for one in bare.findings} == {"practitioner", "procedures", "scheduled_on"}
    assert "`--practitioner`" in "".join(one.hint for one in bare.findings)


def test_what_is_over_makes_no_row(desk: Desk) -> None:
    gone = [
        appointment(str(number), status=status)
        for number, status in enumerate(("cancelled", "noshow", "entered-in-error", "fulfilled"))
    ]
    source = desk.open(desk.write(bundle(*gone, *a_visit(id="a-9")), "bundle.json"))
    assert [(one.code, one.severity) for one in source.findings] == [("REC064", Severity.WARNING)]
    assert "4" in source.findings[0].message
    assert [one.record_id for one in source.rows] == ["a-9"]


def test_orders_without_an_appointment_are_counted(desk: Desk) -> None:
    source = desk.open(desk.write(bundle(*a_visit(), order("2"), order("3")), "bundle.json"))
    (finding,) = source.findings
    assert (finding.code, finding.severity) == ("REC064", Severity.WARNING)
    assert finding.message.endswith(": 2")
    assert [one.record_id for one in source.rows] == ["a-1"]


def test_a_synthea_patient(desk: Desk) -> None:
    made_up = {
        "resourceType": "Patient",
        "id": "8a1d6a1e-0000-4000-8000-000000000000",
        "meta": {"profile": ["http://hl7.org/fhir/us/core/StructureDefinition/us-core-patient"]},
        "identifier": [
            {"system": "https://github.com/synthetichealth/synthea", "value": "8a1d6a1e"},
            {"type": MR, "system": "http://hospital.smarthealthit.org", "value": "8a1d6a1e"},
            {"type": concept("http://terminology.hl7.org/CodeSystem/v2-0203", "SS"), "value": "999-99-9999"},
        ],
        "name": [{"use": "official", "family": "Doe1", "given": ["Jo2", "Lee3"], "prefix": ["Mr."]}],
        "birthDate": "1961-03-09",
        "maritalStatus": {"text": "Married"},
        "communication": [{"language": concept("urn:ietf:bcp:47", "en-US", text="English (United States)")}],
    }
    encounter = {"resourceType": "Encounter", "status": "finished", "class": {"code": "AMB"}}
    (row,) = desk.rows(bundle(made_up, encounter, kind="transaction"), "synthea.json", EVERYTHING)
    made = record(row)
    assert (made.patient.given_name, made.patient.mrn) == ("Jo2 Lee3", "8a1d6a1e")
    assert made.patient.preferred_language == "en-US"


# --- references --------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "reference",
    [
        "Patient/pat-1",
        "https://fhir.example.org/Patient/pat-1",
        "Patient/pat-1/_history/3",
    ],
)
def test_references(desk: Desk, reference: str) -> None:
    assert not only(desk, order(subject={"reference": reference}), patient(), practitioner()).refused


def test_another_server_may_have_another_patient_of_the_same_id(desk: Desk) -> None:
    elsewhere = order(subject={"reference": "https://other.example.org/base/Patient/pat-1"})
    assert codes(only(desk, elsewhere, patient(), practitioner()).findings) == ["REC062"]
    # Without an address of its own the id is all a resource has.
    (row,) = desk.rows(bundle(elsewhere, patient(), practitioner(), urls=False), "bundle.json")
    assert not row.refused


def test_urn_references_in_a_transaction_without_ids(desk: Desk) -> None:
    def uuid(number: int) -> str:
        return f"urn:uuid:0000000{number}-0000-4000-8000-000000000000"

    without_ids = [
        order(subject={"reference": uuid(2)}, performer=[{"reference": uuid(3)}]),
        patient(),
        practitioner(identifier=[{"system": "urn:example:staff", "value": "p-01"}]),
    ]
    for one in without_ids:
        del one["id"]
    entries = [
        {"fullUrl": uuid(number), "resource": one, "request": {"method": "POST", "url": "x"}}
        for number, one in enumerate(without_ids, 1)
    ]
    (row,) = desk.rows(
        json.dumps({"entry": entries, "type": "transaction", "resourceType": "Bundle"}), "b.json"
    )
    assert record(row).record_id == uuid(1).removeprefix("urn:uuid:")


def test_contained_resources(desk: Desk) -> None:
    inside = order(subject={"reference": "#me"}, performer=[{"reference": "#who"}])
    inside["contained"] = [
        {**patient(), "id": "me"},
        {**practitioner(), "id": "who", "identifier": [{"value": "p-01"}]},
    ]
    assert record(only(desk, inside)).patient.family_name == "Example"
    held = appointment(basedOn=[{"reference": "#o"}], contained=[{**order(), "id": "o"}])
    assert record(only(desk, held, patient())).procedures == (KNEE,)


@pytest.mark.parametrize(
    ("resources", "field"),
    [
        ([order(), practitioner()], "Patient"),
        ([appointment(), patient()], "ServiceRequest.code"),
        ([order(performer=[{"reference": "Practitioner/zz9"}]), patient()], "ServiceRequest.performer"),
        ([order(subject={"reference": "#zz9"}), patient()], "Patient"),
        ([order(subject={}), patient()], "Patient"),
    ],
)
def test_references_that_lead_nowhere(desk: Desk, resources: list[dict[str, Any]], field: str) -> None:
    row = only(desk, *resources)
    assert codes(row.findings) == ["REC062"]
    assert row.findings[0].field == field
    assert "zz9" not in repr(row.findings)


def test_two_patients_of_one_name_are_not_mixed_up(desk: Desk) -> None:
    one, other = patient(), patient(birthDate="1999-01-01")
    entries = [{"resource": order()}, {"resource": one}, {"resource": other}, {"resource": practitioner()}]
    (row,) = desk.rows(
        json.dumps({"resourceType": "Bundle", "type": "collection", "entry": entries}), "b.json"
    )
    assert codes(row.findings) == ["REC062"]
    one["meta"], other["meta"] = (
        {"lastUpdated": "2026-01-02T00:00:00Z"},
        {"lastUpdated": "2026-01-01T00:00:00Z"},
    )
    (row,) = desk.rows(
        json.dumps({"resourceType": "Bundle", "type": "collection", "entry": entries}), "b.json"
    )
    assert record(row).patient.date_of_birth == date(1961, 3, 9)


def test_several_patients_in_one_appointment(desk: Desk) -> None:
    both = appointment(participant=[{"actor": {"reference": f"Patient/pat-{number}"}} for number in (1, 2)])
    row = only(desk, both, order(), patient(), patient("2"))
    assert codes(row.findings)[0] == "REC065"
    assert "several patients" in row.findings[0].message


def test_the_practitioner(desk: Desk) -> None:
    npi = "http://hl7.org/fhir/sid/us-npi"
    fhir_map = desk.write(
        f'practitioners:\n  "{npi}|1234567893": p-01\n  "Practitioner/77": p-01\n', "map.yaml"
    )
    options = SourceOptions(fhir_map=fhir_map)
    known = practitioner("x", identifier=[{"system": npi, "value": "1234567893"}])
    role = {"resourceType": "PractitionerRole", "id": "r", "practitioner": {"reference": "Practitioner/x"}}
    for performer in (
        {"reference": "Practitioner/x"},
        {"reference": "Practitioner/77"},
        {"reference": f"Practitioner?identifier={npi}|1234567893"},
        {"identifier": {"system": npi, "value": "1234567893"}},
        {"reference": "PractitionerRole/r"},
    ):
        row = only(desk, order(performer=[performer]), patient(), known, role, options=options)
        assert record(row).practitioner == "p-01"
    # Somebody the practice does not know is not replaced by an option.
    assert codes(
        only(
            desk,
            order(performer=[{"reference": "Practitioner/x"}]),
            patient(),
            practitioner("x"),
            options=EVERYTHING,
        ).findings
    ) == ["REC062"]
    assert record(only(desk, order(performer=[]), patient(), options=EVERYTHING)).practitioner == "p-01"


# --- patients ----------------------------------------------------------------------------------------------


def named(desk: Desk, *names: dict[str, Any]) -> str:
    made = record(only(desk, order(), patient(name=list(names)), practitioner()))
    return f"{made.patient.given_name} {made.patient.family_name}"


def test_which_name(desk: Desk) -> None:
    usual, official = (
        {"use": "usual", "family": "U", "given": ["A"]},
        {"use": "official", "family": "O", "given": ["B"]},
    )
    plain, maiden = (
        {"family": "P", "given": ["C", None, "D"]},
        {"use": "maiden", "family": "M", "given": ["E"]},
    )
    ended = {**official, "family": "Past", "period": {"end": "2020"}}
    assert named(desk, maiden, plain, usual, official) == "B O"
    assert named(desk, maiden, plain, usual) == "A U"
    assert named(desk, maiden, plain) == "C D P"
    assert named(desk, ended, plain) == "C D P"


@pytest.mark.parametrize(
    ("changed", "code", "field"),
    [
        ({"birthDate": "1961-03"}, "REC050", "Patient.birthDate"),
        ({"birthDate": "1961-02-30"}, "REC050", "Patient.birthDate"),
        ({"birthDate": None}, "REC003", "Patient.birthDate"),
        ({"name": [{"text": "Ada Example"}]}, "REC065", "Patient.name.family"),
        ({"name": [{"family": "Example"}]}, "REC003", "Patient.name.given"),
        ({"name": [{"use": "old", "family": "Example", "given": ["Ada"]}]}, "REC003", "Patient.name.given"),
        ({"identifier": []}, "REC003", "Patient.identifier"),
        ({"identifier": [{"system": "s", "value": "1"}]}, "REC065", "Patient.identifier"),
        (
            {"identifier": [{"type": MR, "value": "1"}, {"type": MR, "value": "2"}]},
            "REC065",
            "Patient.identifier",
        ),
        ({"deceasedBoolean": True}, "REC065", "Patient"),
        ({"deceasedDateTime": "2025-01-01"}, "REC065", "Patient"),
        (
            {"name": "Ada", "identifier": 5, "communication": "x", "contact": [3]},
            "REC003",
            "Patient.identifier",
        ),
    ],
)
def test_patients_that_lack_something(desk: Desk, changed: dict[str, Any], code: str, field: str) -> None:
    row = only(desk, order(), patient(**changed), practitioner())
    assert row.refused
    assert (code, field) in [(one.code, one.field) for one in row.findings]


def test_which_medical_record_number(desk: Desk) -> None:
    identifiers = [
        {"system": "urn:a", "value": "A"},
        {"system": "urn:b", "value": "B", "type": MR, "use": "old"},
        {"system": "urn:c", "value": "C", "type": MR, "use": "secondary"},
        {"system": "urn:d", "value": "D", "type": {"text": "MRN"}, "use": "usual"},
    ]
    resources = order(), patient(identifier=identifiers), practitioner()
    assert record(only(desk, *resources)).patient.mrn == "D"
    fhir_map = desk.write("mrn_system: urn:a\n", "map.yaml")
    assert record(only(desk, *resources, options=SourceOptions(fhir_map=fhir_map))).patient.mrn == "A"


def spoken(code: str, **more: Any) -> dict[str, Any]:
    return {"language": concept("urn:ietf:bcp:47", code), **more}


@pytest.mark.parametrize(
    ("communication", "language"),
    [
        ([], "en"),
        ([spoken("es")], "es"),
        ([spoken("en"), spoken("es", preferred=True)], "es"),
        ([spoken("fr"), spoken("en-US")], "en-US"),
        ([{"language": {"text": "Vietnamese"}}], "vi"),
    ],
)
def test_languages(desk: Desk, communication: list[dict[str, Any]], language: str) -> None:
    made = record(only(desk, order(), patient(communication=communication), practitioner()))
    assert made.patient.preferred_language == language


@pytest.mark.parametrize(
    ("born", "role", "authority"),
    [
        ("1961-03-09", "GUARD", "legal guardian"),
        ("1961-03-09", "HPOWATT", "health care power of attorney"),
        ("1961-03-09", "MTH", None),
        ("1961-03-09", "WIFE", None),
        ("2015-03-09", "MTH", "parent"),
        ("2015-03-09", "GUARD", "legal guardian"),
    ],
)
def test_who_decides(desk: Desk, born: str, role: str, authority: str | None) -> None:
    person = {
        "resourceType": "RelatedPerson",
        "id": "rp",
        "patient": {"reference": "Patient/pat-1"},
        "relationship": [concept(ROLE, role)],
        "name": [{"family": "Example", "given": ["Ben"]}],
    }
    contact = {"relationship": [concept(ROLE, role)], "name": {"family": "Example", "given": ["Ben"]}}
    for resources in (
        [order(code=concept(CPT, "76942")), patient(birthDate=born), practitioner(), person],
        [order(code=concept(CPT, "76942")), patient(birthDate=born, contact=[contact]), practitioner()],
    ):
        made = record(only(desk, *resources))
        found = made.representative
        assert (found and (found.name, found.authority)) == (
            ("Ben Example", authority) if authority else None
        )
    ended = {**person, "period": {"end": "2024-01-01"}}
    row = only(desk, order(code=concept(CPT, "76942")), patient(birthDate=born), practitioner(), ended)
    assert row.refused == (born > "2010")


# --- what, where, which side, what for ---------------------------------------------------------------------

LEFT = concept(SNOMED, "7771000")
QUALIFIER = {
    "extension": [{"url": "http://example.org/mcode-laterality-qualifier", "valueCodeableConcept": LEFT}]
}


@pytest.mark.parametrize(
    "sites",
    [
        [concept(SNOMED, "49076000:272741003=7771000")],
        [concept(SNOMED, "49076000 |Knee joint| : 272741003 |Laterality| = 7771000 |Left|")],
        [concept(SNOMED, "49076000", **QUALIFIER)],
        [concept(SNOMED, "49076000"), LEFT],
        [{"coding": [{"system": SNOMED, "code": "49076000"}, {"system": SNOMED, "code": "7771000"}]}],
        [concept(SNOMED, "49076000", text="Left knee")],
        [concept(SNOMED, "719442003")],
        [{"text": "Left knee joint"}],
        [{"text": "knee joint (left)"}],
        [concept("urn:oid:2.16.840.1.113883.6.96", "49076000"), {"text": "Left"}],
    ],
)
def test_sites_and_sides(desk: Desk, sites: list[dict[str, Any]]) -> None:
    assert record(only(desk, order(bodySite=sites), patient(), practitioner())).procedures == (KNEE,)


def test_a_side_around_the_site_and_a_side_from_an_option(desk: Desk) -> None:
    extension = {"url": "urn:laterality", "valueCode": "left"}
    site = [concept(SNOMED, "49076000")]
    row = only(desk, order(bodySite=site, extension=[extension]), patient(), practitioner())
    assert record(row).procedures == (KNEE,)
    row = only(desk, order(bodySite=site), patient(), practitioner(), options=EVERYTHING)
    assert record(row).procedures == (KNEE,)
    row = only(desk, order(bodySite=site), patient(), practitioner())
    assert [(one.code, one.field) for one in row.findings] == [("REC025", "ServiceRequest.bodySite")]


def test_both_sides_and_several_sites(desk: Desk) -> None:
    both = [concept(SNOMED, "719442003"), concept(SNOMED, "719443008")]
    made = record(only(desk, order(bodySite=both), patient(), practitioner()))
    assert [one.laterality for one in made.procedures] == [Laterality.BILATERAL]
    sites = [concept(SNOMED, "719442003"), {"text": "right shoulder joint"}]
    reasons = [{"text": "knee osteoarthritis"}, {"text": "shoulder osteoarthritis"}]
    made = record(only(desk, order(bodySite=sites, reasonCode=reasons), patient(), practitioner()))
    assert [(one.body_site, one.laterality, one.indication) for one in made.procedures] == [
        ("knee joint", "left", "knee osteoarthritis"),
        ("glenohumeral joint", "right", "shoulder osteoarthritis"),
    ]


@pytest.mark.parametrize(
    ("changed", "field"),
    [
        ({"code": concept(CPT, "99213")}, "ServiceRequest.code"),
        ({"code": {}}, "ServiceRequest.code"),
        ({"code": {"coding": [{"code": "ha-medium"}, {"code": "msc-exosomes"}]}}, "ServiceRequest.code"),
        ({"bodySite": [concept(SNOMED, "82169009")]}, "ServiceRequest.bodySite"),
        ({"bodySite": [{"text": "left elbow"}]}, "ServiceRequest.bodySite"),
    ],
)
def test_codes_that_are_not_mapped(desk: Desk, changed: dict[str, Any], field: str) -> None:
    row = only(desk, order(**changed), patient(), practitioner(), options=EVERYTHING)
    assert [(one.code, one.field) for one in row.findings] == [("REC063", field)]
    assert "--fhir-map" in row.findings[0].hint
    assert not any(word in repr(row.findings) for word in ("99213", "82169009", "elbow"))


def test_a_practices_own_codes(desk: Desk) -> None:
    fhir_map = desk.write(
        """\
procedures:
  "urn:epic|PRP-KNEE": [msc-exosomes, ultrasound-guidance]
body_sites:
  "http://snomed.info/sct|82169009": {body_site: knee joint, laterality: left}
indications:
  "http://hl7.org/fhir/sid/icd-10-cm|M17*": knee osteoarthritis
  "http://hl7.org/fhir/sid/icd-10-cm|M17.9": hip osteoarthritis
time_zone: Pacific/Honolulu
""",
        "map.yaml",
    )
    resources = (
        order(
            code=concept("urn:epic", "PRP-KNEE"),
            bodySite=[concept(SNOMED, "82169009")],
            reasonCode=[],
            reasonReference=[{"reference": "Condition/c"}],
            occurrenceDateTime="2026-12-02T09:00:00Z",
        ),
        {
            "resourceType": "Condition",
            "id": "c",
            "code": concept("http://hl7.org/fhir/sid/icd-10-cm", "M17.12"),
        },
        patient(),
        practitioner(),
    )
    made = record(only(desk, *resources, options=SourceOptions(fhir_map=fhir_map)))
    assert [(one.procedure, one.body_site, one.laterality, one.indication) for one in made.procedures] == [
        ("msc-exosomes", "knee joint", "left", "knee osteoarthritis"),
        ("ultrasound-guidance", None, None, None),
    ]
    assert made.scheduled_on == date(2026, 12, 1)


@pytest.mark.parametrize(
    ("content", "code", "hint"),
    [
        ('procedures: {"a|b": msc-exosome}', "REC040", "did you mean `msc-exosomes`?"),
        ("procedures: [a]", "REC040", ""),
        ('body_sites: {"a|b": knee}', "REC040", "knee joint"),
        ('body_sites: {"a|b": {body_site: knee joint, laterality: up}}', "REC040", "`left`"),
        ('indications: {"a|b": gout}', "REC040", ""),
        ('practitioners: {"a|b": p-09}', "REC040", "p-01"),
        ("time_zone: Mars/Olympus", "REC040", "America/Los_Angeles"),
        ("mrn_system: [a]", "REC040", ""),
        ("procedure: {}", "REC002", "did you mean `procedures`?"),
        ("- a", "REC040", ""),
        ("a: [", "REC008", ""),
    ],
)
def test_a_map_that_means_nothing(desk: Desk, content: str, code: str, hint: str) -> None:
    options = SourceOptions(fhir_map=desk.write(content + "\n", "map.yaml"))
    findings = desk.refusal(bundle(*a_visit()), "bundle.json", options)
    assert codes(findings) == [code]
    assert hint in findings[0].hint
    assert findings[0].place.file.endswith("map.yaml")


def test_what_an_appointment_itself_says(desk: Desk) -> None:
    alone = appointment(
        basedOn=[],
        serviceType=[{"text": "HA-medium"}, concept(CPT, "99213")],
        reasonCode=[{"text": "Knee osteoarthritis"}],
    )
    row = only(desk, alone, patient(), options=EVERYTHING)
    assert record(row).procedures == (KNEE,)
    assert [(one.code, one.severity, one.field) for one in row.findings] == [
        ("REC063", Severity.WARNING, "Appointment.serviceType")
    ]
    row = only(
        desk, appointment(basedOn=[], serviceType=[concept(CPT, "99213")]), patient(), options=EVERYTHING
    )
    assert [(one.code, one.severity) for one in row.findings] == [("REC063", Severity.ERROR)]


@pytest.mark.parametrize(
    ("start", "day"),
    [
        ("2026-12-01T09:00:00-08:00", date(2026, 12, 1)),
        ("2026-12-01T23:30:00.000-08:00", date(2026, 12, 1)),
        ("2026-12-01T17:00:00Z", date(2026, 12, 1)),
        ("2026-12-02T01:00:00Z", date(2026, 12, 1)),
        ("2026-12-01T06:00:00Z", None),
        ("2026-12-01T00:00:00Z", None),
        ("2026-12-01T25:00:00Z", None),
        ("2026-12", None),
        ("tomorrow", None),
    ],
)
def test_the_day(desk: Desk, start: str, day: date | None) -> None:
    row = only(desk, *a_visit(start=start))
    if day is None:
        assert [(one.code, one.field) for one in row.findings] == [("REC050", "Appointment.start")]
    else:
        assert record(row).scheduled_on == day


# --- other versions, broken files --------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("resource", "version"),
    [
        ({"resourceType": "ProcedureRequest", "id": "x", "intent": "order", "code": {}}, "STU3"),
        (
            {"resourceType": "ProcedureRequest", "id": "x", "orderer": {}, "scheduledDateTime": "2026"},
            "DSTU2",
        ),
        (appointment(indication=[{"reference": "Condition/c"}]), "STU3"),
        (appointment(incomingReferral=[{"reference": "ReferralRequest/c"}]), "STU3"),
        (appointment(reason=[{"text": "x"}]), "STU3"),
        (appointment(reason={"text": "x"}), "DSTU2"),
        (appointment(reason=[{"concept": {"text": "x"}}]), "R5"),
        (order(code={"concept": {"text": "x"}}), "R5"),
        (order(reason=[{"reference": {"reference": "Condition/c"}}]), "R5"),
        (patient(animal={"species": {}}), "STU3"),
        (patient(careProvider=[{"reference": "x"}]), "DSTU2"),
        ({"resourceType": "RelatedPerson", "relationship": {"text": "x"}}, "STU3"),
        (patient(meta={"profile": ["http://hl7.org/fhir/STU3/patient.html"]}), "STU3"),
        ({"resourceType": "CapabilityStatement", "fhirVersion": "5.0.0"}, "R5"),
        ({"resourceType": "MedicationOrder"}, "DSTU2"),
    ],
)
def test_another_version_is_named(desk: Desk, resource: dict[str, Any], version: str) -> None:
    findings = desk.refusal(bundle(resource, patient("2"), order("2")), "bundle.json")
    assert codes(findings) == ["REC060"]
    assert f"FHIR {version}" in findings[0].message
    assert "R4" in findings[0].hint


def test_r4_that_says_so(desk: Desk) -> None:
    stated = {"resourceType": "CapabilityStatement", "fhirVersion": "4.0.1"}
    profile = {"profile": ["http://hl7.org/fhir/us/core/StructureDefinition/us-core-patient|3.1.1"]}
    assert not only(desk, order(), patient(meta=profile), practitioner(), stated).refused


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (bundle(*a_visit())[:-40], "REC061"),
        ('{"resourceType": "Bundle", "type": "collection"', "REC061"),
        (bundle({"resourceType": "Observation", "id": "x"}), "REC061"),
        (bundle(), "REC061"),
        ('{"resourceType": "Bundle", "type": "collection", "entry": [' + "[" * 100_000, "REC061"),
        ('<Bundle xmlns="http://hl7.org/fhir"><type value="collection"/></Bundle>', "REC001"),
    ],
)
def test_files_that_are_no_fhir(desk: Desk, content: str, code: str) -> None:
    assert codes(desk.refusal(content, "bundle.json")) == [code]


def test_a_bad_line_of_an_export_costs_itself(desk: Desk) -> None:
    long = json.dumps(patient("3", photo=[{"data": "x" * 9_000_000}]))
    rows = desk.rows(
        lines(*a_visit()) + '{"resourceType": \n' + "[]\n" + f"{long}\n" + lines(appointment("2")), "e.ndjson"
    )
    assert [(one.number, codes(one.findings)) for one in rows] == [
        (1, []),
        (5, ["REC008"]),
        (6, ["REC008"]),
        (7, ["REC048"]),
        (8, []),
    ]


def test_one_page_of_several(desk: Desk) -> None:
    whole = json.loads(bundle(*a_visit(), kind="searchset"))
    whole["link"] = [{"relation": "next", "url": "https://fhir.example.org/?page=2"}]
    source = desk.open(desk.write(json.dumps(whole), "bundle.json"))
    assert [(one.code, one.field) for one in source.findings] == [("REC061", "Bundle.link")]
    assert len(list(source.rows)) == 1


class TestLargeBundles:
    """Read piece by piece; here every Bundle counts as large."""

    @pytest.fixture(autouse=True)
    def _large(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(reading, "WHOLE_LIMIT", 200)
        monkeypatch.setattr(reading, "TEXT_LIMIT", 5_000)

    def test_the_same_rows(self, desk: Desk) -> None:
        source = desk.open(ROOT / "examples" / "fhir-bundle.json")
        assert [(one.number, one.record_id, one.refused) for one in source.rows] == [
            (1, "a-2001", False),
            (2, "a-2002", False),
        ]

    def test_the_type_after_the_entries(self, desk: Desk) -> None:
        whole = json.loads(bundle(*a_visit()))
        text = json.dumps({"entry": whole["entry"], "type": "collection", "resourceType": "Bundle"})
        (row,) = desk.open(Path("-"), stdin=text.encode()).rows
        assert not row.refused

    @pytest.mark.parametrize(
        ("content", "code"),
        [
            (bundle(*a_visit())[:-40], "REC047"),
            (bundle(*a_visit(), kind="message"), "REC061"),
            (bundle(patient(photo=[{"data": "x" * 200_000}])), "REC047"),
            (
                bundle(patient()).replace("Example", "Ex\udcffmple").encode("utf-8", "surrogateescape"),
                "REC047",
            ),
            (bundle(patient()) + "[" * 100_000, "REC047"),
        ],
    )
    def test_broken_ones(self, desk: Desk, content: str | bytes, code: str) -> None:
        assert codes(desk.refusal(content, "bundle.json")) == [code]
