"""Which version of FHIR a resource was written in, told from elements other versions do not have."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from consent.load.fhir.json_shape import Json, text_of

R4 = "R4"
_PROFILE = re.compile(r"hl7\.org/fhir/(DSTU2|STU3|R5|[0-9]\.[0-9])(?:\.[0-9]+)?/", re.ASCII)
_BY_NUMBER = {"1.0": "DSTU2", "3.0": "STU3", "4.0": R4, "4.3": R4, "5.0": "R5"}

_OF_TYPE = {
    **dict.fromkeys(("MedicationOrder", "DiagnosticOrder", "Conformance", "Order", "OrderResponse"), "DSTU2"),
    "ImagingObjectSelection": "DSTU2",
    **dict.fromkeys(("ProcessRequest", "ProcessResponse", "ImagingManifest", "ServiceDefinition"), "STU3"),
    **dict.fromkeys(("ExpansionProfile", "EligibilityRequest", "EligibilityResponse"), "STU3"),
    **dict.fromkeys(("DeviceComponent", "Sequence"), "STU3"),
    **dict.fromkeys(("ActorDefinition", "Transport", "Requirements", "InventoryReport"), "R5"),
    **dict.fromkeys(("GenomicStudy", "NutritionIntake"), "R5"),
    # Both of the old versions have these; what else is in them may still say which it is.
    **dict.fromkeys(("ProcedureRequest", "ReferralRequest", "BodySite", "DataElement"), "STU3"),
}
"""Types of resources that R4 does not have."""
_SIGNS: dict[str, tuple[tuple[str, str, type], ...]] = {
    "ProcedureRequest": (("DSTU2", "orderer", object), ("DSTU2", "orderedOn", object)),
    "Patient": (
        ("DSTU2", "careProvider", object),
        ("DSTU2", "name.family", list),  # one text since STU3
        ("STU3", "animal", object),
    ),
    "Appointment": (
        ("DSTU2", "reason", dict),
        ("DSTU2", "type", dict),
        ("R5", "reason.concept", object),
        ("R5", "reason.reference", object),
        ("STU3", "indication", object),
        ("STU3", "incomingReferral", object),
        ("STU3", "reason", list),
        *(("R5", key, object) for key in ("virtualService", "previousAppointment", "recurrenceTemplate")),
        ("R5", "subject", object),
        ("R5", "serviceType.concept", object),
    ),
    "ServiceRequest": tuple(
        ("R5", f"{key}.{part}", object) for key in ("code", "reason") for part in ("concept", "reference")
    ),
    # One concept in DSTU2 and STU3, a list of them since R4.
    "RelatedPerson": (("STU3", "relationship", dict),),
    "Condition": (
        ("DSTU2", "dateRecorded", object),
        ("DSTU2", "patient", object),
        ("STU3", "assertedDate", object),
        ("STU3", "clinicalStatus", str),
    ),
    "Encounter": (
        ("DSTU2", "patient", object),
        ("DSTU2", "class", str),
        ("R5", "class", list),
        ("R5", "actualPeriod", object),
        ("STU3", "reason.coding", object),
        ("STU3", "reason.text", object),
    ),
    "Immunization": (("DSTU2", "wasNotGiven", object), ("STU3", "notGiven", object)),
    # The encounter of a resource is its ``context`` in STU3 alone.
    **dict.fromkeys(
        ("Observation", "Procedure", "DiagnosticReport", "CarePlan"), (("STU3", "context", object),)
    ),
}
"""By type: the version whose resources have something at a path, and what it has to be. The first counts."""


def other_version(resource: Json) -> str:
    """``DSTU2``, ``STU3`` or ``R5`` when a resource cannot be R4; otherwise nothing."""
    stated = _stated(resource)
    if stated:
        return "" if stated == R4 else stated
    kind = text_of(resource, "resourceType")
    for version, path, shape in _SIGNS.get(kind, ()):
        if any(isinstance(value, shape) for value in _at(resource, path.split("."))):
            # Some R4 servers put a ``type`` of their own beside ``appointmentType``.
            if (kind, path) == ("Appointment", "type") and "appointmentType" in resource:
                continue
            return version
    return _OF_TYPE.get(kind, "")


def _at(node: Any, path: list[str]) -> Iterator[Any]:
    """What stands at a path, in every item of the lists on the way."""
    for one in node if isinstance(node, list) else [node]:
        if isinstance(one, dict) and path[0] in one:
            yield from _at(one[path[0]], path[1:]) if path[1:] else [one[path[0]]]


def _stated(resource: Json) -> str:
    number = text_of(resource, "fhirVersion")
    if number:
        return _BY_NUMBER.get(number[:3], "")
    meta = resource.get("meta")
    profiles = meta.get("profile") if isinstance(meta, dict) else None
    for profile in profiles if isinstance(profiles, list) else []:
        match = _PROFILE.search(profile) if isinstance(profile, str) else None
        if match:
            return _BY_NUMBER.get(match.group(1), match.group(1))
    return ""
