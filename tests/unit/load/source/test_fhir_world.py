"""FHIR as systems really write it: versions, values that only stand for one, references by identifier."""

from __future__ import annotations

import json
from typing import Any

import pytest

from consent.models.findings.finding import Severity
from tests.support.fhir import (
    MR,
    Resource,
    a_visit,
    appointment,
    bundle,
    lines,
    order,
    patient,
    practitioner,
)
from tests.support.sources import EVERYTHING, Desk, codes, record

UNKNOWN = {
    "extension": [
        {"url": "http://hl7.org/fhir/StructureDefinition/data-absent-reason", "valueCode": "unknown"}
    ]
}
NAME: Resource = {"family": "Example", "given": ["Ada"]}


def version(resource: Resource, updated: str = "", number: str = "", **changed: Any) -> Resource:
    meta = {"lastUpdated": updated, "versionId": number}
    return {**resource, "meta": {key: value for key, value in meta.items() if value}, **changed}


def only(desk: Desk, *resources: Resource) -> Any:
    (row,) = desk.rows(bundle(*resources), "bundle.json")
    return row


def fields(row: Any) -> list[tuple[str, str]]:
    return [(one.code, one.field) for one in row.findings]


# --- versions ----------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("older", "newer"),
    [
        (("2026-11-01T00:00:00Z", ""), ("2026-11-20T00:00:00Z", "")),
        # Later, though a comparison of the texts would say otherwise.
        (("2026-11-01T22:00:00Z", ""), ("2026-11-01T20:00:00-08:00", "")),
        (("", "9"), ("", "10")),
        (("2026-11-01T00:00:00Z", "9"), ("2026-11-01T00:00:00Z", "10")),
    ],
)
@pytest.mark.parametrize("turned", [False, True])
def test_only_the_latest_version_of_an_appointment_counts(
    desk: Desk, older: tuple[str, str], newer: tuple[str, str], turned: bool
) -> None:
    booked = version(appointment(), *older)
    cancelled = version(appointment(), *newer, status="cancelled")
    both = (booked, cancelled)[:: -1 if turned else 1]
    path = desk.write(bundle(*both, order(), patient(), practitioner()), "bundle.json")
    with desk.open(path) as source:
        assert list(source.rows) == []
        assert "Appointment resources left out: 2 (1 cancelled, 1 in an older version)" in str(
            source.findings
        )
    both = (version(appointment(), *older, status="cancelled"), version(appointment(), *newer))
    row = only(desk, *both[:: -1 if turned else 1], order(), patient(), practitioner())
    assert not row.refused


def test_versions_that_nothing_puts_in_order_are_refused(desk: Desk) -> None:
    other = appointment(start="2026-12-02T09:00:00-08:00")
    rows = desk.rows(bundle(appointment(), other, order(), patient(), practitioner()), "bundle.json")
    assert [codes(row.findings) for row in rows] == [["REC065"], ["REC037", "REC065"]]
    assert all("two versions" in str(row.findings) for row in rows)


def test_a_resource_on_two_pages_is_one_row(desk: Desk) -> None:
    desk.write(lines(*a_visit()), "pages/a.ndjson")
    path = desk.write(lines(*a_visit()), "pages/b.ndjson").parent
    with desk.open(path) as source:
        (row,) = source.rows
        assert "1 there twice" in str(source.findings)
    assert not row.refused


def test_the_latest_version_of_a_patient_who_makes_the_row(desk: Desk) -> None:
    both = [
        version(patient(), "2026-02-01T00:00:00Z"),
        version(patient(birthDate="1960-01-01"), "2026-01-01T00:00:00Z"),
    ]
    (row,) = desk.rows(bundle(*both), "bundle.json", options=EVERYTHING)
    assert record(row).patient.date_of_birth.isoformat() == "1961-03-09"


# --- values that are none ----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("changed", "field"),
    [
        ({"name": [{"family": "UNK", "_family": UNKNOWN, "given": ["Ada"]}]}, "Patient.name.family"),
        ({"name": [{"family": "Example", "given": ["X"], "_given": [UNKNOWN]}]}, "Patient.name.given"),
        ({"birthDate": "1900-01-01", "_birthDate": UNKNOWN}, "Patient.birthDate"),
        ({"identifier": [{"type": MR, "value": "XXX", "_value": UNKNOWN}]}, "Patient.identifier"),
    ],
)
def test_what_only_stands_for_a_value_is_not_printed(desk: Desk, changed: dict[str, Any], field: str) -> None:
    row = only(desk, order(), patient(**changed), practitioner())
    assert fields(row) == [("REC003", field)]


def test_a_name_that_is_marked_as_unknown_is_none(desk: Desk) -> None:
    row = only(desk, order(), patient(name=[{**NAME, **UNKNOWN}, {**NAME, "family": "Real"}]), practitioner())
    assert record(row).patient.family_name == "Real"


def test_the_second_given_name_may_be_unknown(desk: Desk) -> None:
    name = {"family": "Example", "given": ["Ada", None], "_given": [None, UNKNOWN]}
    assert record(only(desk, order(), patient(name=[name]), practitioner())).patient.given_name == "Ada"


@pytest.mark.parametrize(
    ("whole", "agrees"),
    [
        ("Mrs. Ada Example", True),
        ("EXAMPLE, ADA M.", True),
        ("Bea Other", False),
        ("Ada Other", False),
    ],
)
def test_a_whole_name_that_is_anothers_is_told(desk: Desk, whole: str, agrees: bool) -> None:
    name = {"family": "Exámple", "given": ["Ada", "Maria"], "text": whole}
    row = only(desk, order(), patient(name=[name]), practitioner())
    assert not row.refused
    expected = [] if agrees else [("REC065", "Patient.name.family", Severity.WARNING)]
    assert [(one.code, one.field, one.severity) for one in row.findings] == expected


# --- what nobody may read past -----------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("resources", "field"),
    [
        ((appointment(status="canceled"), order(), patient()), "Appointment.status"),
        ((order(status="cancelled"), patient()), "ServiceRequest.status"),
        ((appointment(), order(status="suspended"), patient()), "ServiceRequest.status"),
    ],
)
def test_a_status_that_fhir_does_not_have(desk: Desk, resources: tuple[Resource, ...], field: str) -> None:
    row = only(desk, *resources, practitioner())
    assert fields(row) == [("REC065", field)]
    assert row.record_id is not None
    assert "`revoked`" in row.findings[0].hint or "`cancelled`" in row.findings[0].hint


@pytest.mark.parametrize("kind", ["Appointment", "ServiceRequest", "Patient", "participant"])
def test_a_modifier_extension_is_not_read_past(desk: Desk, kind: str) -> None:
    visit = [dict(one) for one in a_visit()]
    modifier = [{"url": "https://example.org/not-really", "valueBoolean": True}]
    for one in visit:
        if one["resourceType"] == kind:
            one["modifierExtension"] = modifier
        elif kind == "participant" and "participant" in one:
            one["participant"] = [{**one["participant"][0], "modifierExtension": modifier}]
    row = only(desk, *visit)
    assert ("REC065", f"{'Appointment' if kind == 'participant' else kind}.modifierExtension") in fields(row)
    assert row.refused


# --- references --------------------------------------------------------------------------------------------

BY_IDENTIFIER = (
    {"reference": "Patient?identifier=urn:example:mrn|00121"},
    {"reference": "Patient?identifier=urn%3Aexample%3Amrn%7C00121"},
    {"type": "Patient", "identifier": {"system": "urn:example:mrn", "value": "00121"}},
)


@pytest.mark.parametrize("reference", BY_IDENTIFIER)
def test_a_patient_referred_to_by_medical_record_number(desk: Desk, reference: Resource) -> None:
    visit = appointment(participant=[{"actor": reference}, {"actor": {"reference": "Practitioner/p-01"}}])
    row = only(desk, visit, order(subject=reference), patient(), patient("2"), practitioner())
    assert record(row).patient.mrn == "00121"


@pytest.mark.parametrize(
    "others",
    [
        # Two patients with one number; a number that is no longer theirs; one of another kind.
        [patient(), patient(id="pat-9", birthDate="1970-01-01")],
        [patient(identifier=[{"type": MR, "use": "old", "system": "urn:example:mrn", "value": "00121"}])],
        [patient(identifier=[{"system": "urn:example:mrn", "value": "00121"}])],
        [patient(identifier=[{"type": MR, "system": "urn:example:other", "value": "00121"}])],
    ],
)
def test_a_number_that_leads_to_nobody_for_certain(desk: Desk, others: list[Resource]) -> None:
    row = only(desk, order(subject=BY_IDENTIFIER[0]), *others, practitioner())
    assert ("REC062", "Patient") in fields(row)


def test_a_type_of_bundle_that_tells_what_was_is_named(desk: Desk) -> None:
    (finding,) = desk.refusal(bundle(*a_visit(), kind="history"), "bundle.json")
    assert (finding.code, "`history`" in finding.message) == ("REC061", True)


# --- search results that are not whole ---------------------------------------------------------------------


def searchset(total: int, *resources: Resource, mode: str = "match") -> str:
    made = json.loads(bundle(*resources, kind="searchset"))
    made["total"] = total
    for entry in made["entry"]:
        entry["search"] = {"mode": mode if entry["resource"]["resourceType"] == "Appointment" else "include"}
    return json.dumps(made)


@pytest.mark.parametrize(("total", "warned"), [(1, False), (0, False), (2, True), (50, True)])
def test_a_search_that_has_found_more_than_is_here(desk: Desk, total: int, warned: bool) -> None:
    with desk.open(desk.write(searchset(total, *a_visit()), "bundle.json")) as source:
        assert [(one.code, one.field) for one in source.findings] == [("REC061", "Bundle.total")] * warned
        assert not next(source.rows).refused


def test_pages_without_links_are_counted_together(desk: Desk) -> None:
    desk.write(searchset(2, *a_visit()), "pages/a.json")
    path = desk.write(searchset(2, appointment("2")), "pages/b.json").parent
    with desk.open(path) as source:
        assert source.findings == ()
        assert len(list(source.rows)) == 2
