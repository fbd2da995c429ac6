"""Packets as FHIR: valid by HL7's definitions, no more said than somebody gave, read back by our reader."""

from __future__ import annotations

import base64
import hashlib
import json
from dataclasses import replace
from datetime import date
from itertools import product
from typing import Any

import fhirkit
import pytest
from fhir.resources import get_fhir_model_class

from consent.fhir_out import Filed, Office, Resources, Version
from consent.fhir_out.resources import BUNDLE_BEGINS, BUNDLE_ENDS
from consent.models.people.record import Record
from consent.models.register.issue import State
from tests.support.sources import EVERYTHING, Desk

PDF = b"%PDF-1.7 made up"
PATIENT = {
    "given_name": "Ada",
    "middle_name": "Mae",
    "family_name": "Example",
    "suffix": "Jr.",
    "date_of_birth": "1961-03-09",
    "mrn": "00123456",
}
KNEE = {
    "procedure": "ha-medium",
    "body_site": "knee joint",
    "laterality": "left",
    "indication": "knee osteoarthritis",
}
GUARDIAN = {"name": "Eve Example", "authority": "health care agent"}


def record(**changes: Any) -> Record:
    told = {
        "record_id": "r-1",
        "patient": PATIENT,
        "procedures": [KNEE],
        "practitioner": "p-01",
        "scheduled_on": "2026-12-01",
        **changes,
    }
    return Record.model_validate_json(json.dumps(told))


def filed(state: State = State.ISSUED, **changes: Any) -> Filed:
    policies = (("us-ca", "2.0.0"), ("us-fda", "2.0.0"))
    return Filed("7K3M9-QPX2D", "", record(**changes), state, date(2026, 11, 23), policies, PDF)


@pytest.fixture
def office(desk: Desk) -> Office:
    procedures = {id_: one.value for id_, one in desk.library.procedures.items()}
    return Office(desk.practice.value, procedures, "en", "urn:oid:1.2.36.146.595.217.0.1")


def lines(office: Office, *packets: Filed, version: Version = Version.R4) -> list[dict[str, Any]]:
    resources = Resources(office, version)
    return [json.loads(text) for one in packets for text in resources.texts(one)]


def complaints(resource: dict[str, Any], version: Version) -> list[str]:
    """What HL7's definitions have against it."""
    if version is Version.R4:
        return [str(issue) for issue in fhirkit.validate(resource)]
    get_fhir_model_class(resource["resourceType"]).model_validate(resource)
    return []


@pytest.mark.parametrize(("version", "state"), [*product(Version, State)])
@pytest.mark.parametrize("more", [{}, {"representative": GUARDIAN}], ids=["patient", "agent"])
def test_every_state_is_valid_by_the_definitions_of_its_version(
    office: Office, version: Version, state: State, more: dict[str, Any]
) -> None:
    for one in (filed(state, **more), replace(filed(state, **more), policies=())):
        found = lines(office, one, version=version)
        assert [one["resourceType"] for one in found] == ["Patient", "DocumentReference", "Consent"]
        assert [text for resource in found for text in complaints(resource, version)] == []


def test_the_definitions_would_find_a_fault(office: Office) -> None:
    _, made, agreement = lines(office, filed())
    assert complaints({**made, "content": []}, Version.R4)
    assert complaints({**made, "date": "yesterday"}, Version.R4)
    assert complaints({key: value for key, value in agreement.items() if key != "scope"}, Version.R4)
    _, _, agreement = lines(office, filed(), version=Version.R5)
    with pytest.raises(ValueError, match="scope"):
        complaints({**agreement, "scope": {"text": "treatment"}}, Version.R5)


@pytest.mark.parametrize(
    ("state", "status", "document", "r4", "r5", "decision"),
    [
        (State.BEGUN, "current", "preliminary", "draft", "draft", None),
        (State.ISSUED, "current", "preliminary", "draft", "draft", None),
        (State.INCOMPLETE, "current", "preliminary", "draft", "draft", None),
        (State.COMPLETE, "current", "preliminary", "draft", "draft", None),
        (State.SIGNED, "current", "final", "active", "active", "permit"),
        (State.REFUSED, "current", "final", "rejected", "not-done", "deny"),
        (State.WITHDRAWN, "current", "final", "inactive", "inactive", "deny"),
        (State.SUPERSEDED, "superseded", "preliminary", "inactive", "not-done", None),
    ],
)
def test_nothing_is_said_that_nobody_gave(
    office: Office, state: State, status: str, document: str, r4: str, r5: str, decision: str | None
) -> None:
    _, made, agreement = lines(office, filed(state))
    assert (made["status"], made["docStatus"], agreement["status"]) == (status, document, r4)
    assert agreement["provision"].get("type") == decision
    assert ("performer" in agreement) == (decision is not None)
    _, made, agreement = lines(office, filed(state), version=Version.R5)
    assert (made["status"], made["docStatus"], agreement["status"]) == (status, document, r5)
    assert agreement.get("decision") == decision
    assert ("grantor" in agreement) == (decision is not None)


def test_the_document_has_what_us_core_must_support(office: Office) -> None:
    _, made, _ = lines(office, filed())
    assert made["type"]["coding"][0]["code"] == "64293-4"
    assert made["category"][0]["coding"][0]["code"] == "clinical-note"
    assert made["identifier"][0]["value"] == "7K3M9-QPX2D"
    assert made["identifier"][1]["value"] == "r-1"
    assert made["date"].startswith("2026-11-23T")
    assert made["author"][0]["display"] == "Ana Ruiz, MD"
    (content,) = made["content"]
    assert content["format"]["code"] == "urn:ihe:iti:xds:2017:mimeTypeSufficient"
    file = content["attachment"]
    assert base64.b64decode(file["data"]) == PDF
    assert base64.b64decode(file["hash"]) == hashlib.sha1(PDF, usedforsecurity=False).digest()
    assert (file["size"], file["contentType"]) == (len(PDF), "application/pdf")
    assert made["context"]["period"]["start"] == "2026-12-01"


def test_the_agreement_keeps_the_invariants_of_r4(office: Office) -> None:
    for state in State:
        _, made, agreement = lines(office, filed(state))
        assert "policyRule" in agreement or "policy" in agreement  # ppc-1
        assert agreement["scope"]["coding"][0]["code"] == "treatment"
        assert "patient" in agreement  # ppc-5
        assert agreement["category"][0]["coding"][0]["code"] == "59284-0"
        assert agreement["sourceReference"]["reference"] == f"DocumentReference/{made['id']}"
        assert all(one["attachment"]["contentType"] for one in made["content"])  # att-1
    told = agreement["provision"]["code"][0]["text"]
    assert told == "Hyaluronic acid (HA) injection, left knee joint, for knee osteoarthritis"


def test_codes_of_a_bill_are_not_what_is_agreed_to(office: Office) -> None:
    text = json.dumps(lines(office, filed(State.SIGNED)))
    assert not any(code in text for code in ("20610", "20611", "J7325"))


def test_who_decides_for_the_patient_agrees(office: Office) -> None:
    _, _, agreement = lines(office, filed(State.SIGNED, representative=GUARDIAN))
    (person,) = agreement["contained"]
    assert agreement["performer"] == [{"reference": f"#{person['id']}"}]
    assert person["relationship"] == [{"text": "health care agent"}]
    assert person["name"] == [{"text": "Eve Example"}]


def test_a_patient_stands_once_and_others_have_ids_of_their_own(office: Office) -> None:
    other = {**PATIENT, "mrn": "77"}
    found = lines(office, filed(), filed(record_id="r-2"), filed(record_id="r-3", patient=other))
    patients = [one for one in found if one["resourceType"] == "Patient"]
    assert len({one["id"] for one in patients}) == len(patients) == 2
    assert not any("00123456" in one["id"] for one in found)
    subjects = [one["subject"]["reference"] for one in found if one["resourceType"] == "DocumentReference"]
    assert subjects == [f"Patient/{patients[0]['id']}"] * 2 + [f"Patient/{patients[1]['id']}"]


def test_a_transaction_finds_what_is_there_and_changes_it(office: Office) -> None:
    resources = Resources(office, bundle=True)
    texts = [*resources.texts(filed()), *resources.texts(filed(State.SIGNED, record_id="r-2"))]
    bundle = json.loads(BUNDLE_BEGINS + ",".join(texts) + BUNDLE_ENDS)
    assert complaints(bundle, Version.R4) == []
    entries = bundle["entry"]
    urls = {entry["fullUrl"] for entry in entries}
    assert all("id" not in entry["resource"] for entry in entries)
    patient, document, agreement = entries[:3]
    assert patient["request"] == {
        "method": "POST",
        "url": "Patient",
        "ifNoneExist": "identifier=urn:oid:1.2.36.146.595.217.0.1|00123456",
    }
    known_by = f"identifier={office.packet_system}|7K3M9-QPX2D"
    assert document["request"] == {"method": "PUT", "url": f"DocumentReference?{known_by}"}
    assert agreement["request"] == {"method": "PUT", "url": f"Consent?{known_by}"}
    references = {
        document["resource"]["subject"]["reference"],
        agreement["resource"]["patient"]["reference"],
        agreement["resource"]["sourceReference"]["reference"],
    }
    assert references <= urls


@pytest.mark.parametrize("mrn", ["A|B", "A,B", "A$B", "A\\B", "A B&C=1"])
def test_signs_in_a_number_search_for_nobody_else(office: Office, mrn: str) -> None:
    resources = Resources(office, bundle=True)
    patient = json.loads(next(resources.texts(filed(patient={**PATIENT, "mrn": mrn}))))
    searched = patient["request"]["ifNoneExist"].rpartition("0.1|")[2]
    assert not any(sign in searched for sign in "|,$& =\\")


@pytest.mark.parametrize(
    "patient",
    [
        PATIENT,
        {**PATIENT, "middle_name": None, "suffix": None},
        {**PATIENT, "given_name": "-", "middle_name": None, "suffix": None},
        {**PATIENT, "family_name": "-", "middle_name": None, "suffix": None},
        {**PATIENT, "given_name": "Łukasz", "family_name": "Ńguyễn"},
    ],
)
@pytest.mark.parametrize("bundle", [False, True])
def test_our_own_reader_reads_the_same_patient_back(
    desk: Desk, office: Office, patient: dict[str, Any], bundle: bool
) -> None:
    resources = Resources(office, bundle=bundle)
    texts = list(resources.texts(filed(patient=patient)))
    whole = BUNDLE_BEGINS + ",".join(texts) + BUNDLE_ENDS if bundle else "\n".join(texts)
    (found,) = desk.rows(whole, "out.json" if bundle else "out.ndjson", EVERYTHING)
    assert found.record is not None, found.findings
    read, given = found.record.value.patient, record(patient=patient).patient
    assert (read.date_of_birth, read.mrn, read.family_name) == (
        given.date_of_birth,
        given.mrn,
        given.family_name,
    )
    assert [read.given_name, read.middle_name] in (
        [given.given_name, given.middle_name],
        [" ".join(part for part in (given.given_name, given.middle_name) if part), None],
    )
