"""Small made-up FHIR resources, and Bundles of them."""

from __future__ import annotations

import json
from typing import Any

Resource = dict[str, Any]

HCPCS = "http://terminology.hl7.org/CodeSystem/hcpcs"
CPT = "http://www.ama-assn.org/go/cpt"
SNOMED = "http://snomed.info/sct"
ROLE = "http://terminology.hl7.org/CodeSystem/v3-RoleCode"
MR = {"coding": [{"system": "http://terminology.hl7.org/CodeSystem/v2-0203", "code": "MR"}]}


def concept(system: str, code: str, **more: Any) -> Resource:
    return {"coding": [{"system": system, "code": code}], **more}


def patient(number: str = "1", **changed: Any) -> Resource:
    return {
        "resourceType": "Patient",
        "id": f"pat-{number}",
        "identifier": [{"type": MR, "system": "urn:example:mrn", "value": f"0012{number}"}],
        "name": [{"use": "official", "family": "Example", "given": ["Ada", "Maria"]}],
        "birthDate": "1961-03-09",
        **changed,
    }


def order(number: str = "1", **changed: Any) -> Resource:
    return {
        "resourceType": "ServiceRequest",
        "id": f"s-{number}",
        "status": "active",
        "intent": "order",
        "code": concept(HCPCS, "J7321"),
        "subject": {"reference": "Patient/pat-1"},
        "performer": [{"reference": "Practitioner/p-01"}],
        "occurrenceDateTime": "2026-12-01",
        "reasonCode": [{"text": "knee osteoarthritis"}],
        "bodySite": [concept(SNOMED, "49076000:272741003=7771000")],
        **changed,
    }


def appointment(number: str = "1", **changed: Any) -> Resource:
    return {
        "resourceType": "Appointment",
        "id": f"a-{number}",
        "status": "booked",
        "basedOn": [{"reference": "ServiceRequest/s-1"}],
        "start": "2026-12-01T09:00:00-08:00",
        "participant": [
            {"actor": {"reference": "Patient/pat-1"}, "status": "accepted"},
            {"actor": {"reference": "Location/room-5"}, "status": "accepted"},
            {"actor": {"reference": "Practitioner/p-01"}, "status": "accepted"},
        ],
        **changed,
    }


def practitioner(number: str = "p-01", **changed: Any) -> Resource:
    return {"resourceType": "Practitioner", "id": number, **changed}


def bundle(*resources: Resource, kind: str = "collection", urls: bool = True) -> str:
    entries = []
    for one in resources:
        entry: Resource = {"resource": one}
        if urls and "id" in one:
            entry["fullUrl"] = f"https://fhir.example.org/{one['resourceType']}/{one['id']}"
        entries.append(entry)
    return json.dumps({"resourceType": "Bundle", "type": kind, "entry": entries})


def lines(*resources: Resource) -> str:
    return "".join(f"{json.dumps(one)}\n" for one in resources)


def a_visit(**changed: Any) -> tuple[Resource, ...]:
    """An appointment and all it refers to."""
    return appointment(**changed), order(), patient(), practitioner()
