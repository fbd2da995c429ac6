"""Which version of FHIR a resource was written in, told from elements other versions do not have."""

from __future__ import annotations

import re

from consent.load.fhir.json_shape import Json, children, text_of

R4 = "R4"
_PROFILE = re.compile(r"hl7\.org/fhir/(DSTU2|STU3|R5|[0-9]\.[0-9])(?:\.[0-9]+)?/", re.ASCII)
_BY_NUMBER = {"1.0": "DSTU2", "3.0": "STU3", "4.0": R4, "4.3": R4, "5.0": "R5"}

_TYPES = {
    "DSTU2": {
        "MedicationOrder",
        "DiagnosticOrder",
        "Conformance",
        "Order",
        "OrderResponse",
        "ImagingObjectSelection",
    },
    "STU3": {
        "ProcessRequest",
        "ProcessResponse",
        "ImagingManifest",
        "ServiceDefinition",
        "ExpansionProfile",
        "EligibilityRequest",
        "EligibilityResponse",
        "DeviceComponent",
        "Sequence",
    },
    "R5": {
        "ActorDefinition",
        "Transport",
        "Requirements",
        "InventoryReport",
        "GenomicStudy",
        "NutritionIntake",
    },
}
"""Types of resources only one of the versions has."""
_OLD_TYPES = {"ProcedureRequest", "ReferralRequest", "BodySite", "DataElement"}


def other_version(resource: Json) -> str:
    """``DSTU2``, ``STU3`` or ``R5`` when a resource cannot be R4; otherwise nothing."""
    stated = _stated(resource)
    if stated:
        return "" if stated == R4 else stated
    kind = text_of(resource, "resourceType")
    for version, types in _TYPES.items():
        if kind in types:
            return version
    if kind in _OLD_TYPES:
        is_old = kind == "ProcedureRequest" and any(key in resource for key in ("orderer", "orderedOn"))
        return "DSTU2" if is_old else "STU3"
    return _BY_KIND[kind](resource) if kind in _BY_KIND else ""


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


def _patient(resource: Json) -> str:
    # One text since STU3, a list of them in DSTU2.
    if "careProvider" in resource or any(
        isinstance(one.get("family"), list) for one in children(resource, "name")
    ):
        return "DSTU2"
    return "STU3" if "animal" in resource else ""


def _appointment(resource: Json) -> str:
    reason = resource.get("reason")
    if isinstance(reason, dict) or (
        isinstance(resource.get("type"), dict) and "appointmentType" not in resource
    ):
        return "DSTU2"
    if any("concept" in one or "reference" in one for one in children(resource, "reason")):
        return "R5"
    if any(key in resource for key in ("indication", "incomingReferral")) or isinstance(reason, list):
        return "STU3"
    if any(
        key in resource for key in ("virtualService", "previousAppointment", "recurrenceTemplate", "subject")
    ):
        return "R5"
    services = children(resource, "serviceType")
    return "R5" if any("concept" in one for one in services) else ""


def _service_request(resource: Json) -> str:
    code = resource.get("code")
    if isinstance(code, dict) and ("concept" in code or "reference" in code):
        return "R5"
    if any("concept" in one or "reference" in one for one in children(resource, "reason")):
        return "R5"
    return ""


def _related_person(resource: Json) -> str:
    # One concept in DSTU2 and STU3, a list of them since R4.
    return "STU3" if isinstance(resource.get("relationship"), dict) else ""


def _condition(resource: Json) -> str:
    if any(key in resource for key in ("dateRecorded", "patient")):
        return "DSTU2"
    return "STU3" if "assertedDate" in resource or isinstance(resource.get("clinicalStatus"), str) else ""


def _encounter(resource: Json) -> str:
    if "patient" in resource or isinstance(resource.get("class"), str):
        return "DSTU2"
    if isinstance(resource.get("class"), list) or "actualPeriod" in resource:
        return "R5"
    return "STU3" if any("coding" in one or "text" in one for one in children(resource, "reason")) else ""


def _with_context(resource: Json) -> str:
    """The encounter of a resource is its ``context`` in STU3 alone."""
    return "STU3" if "context" in resource else ""


def _immunization(resource: Json) -> str:
    if "wasNotGiven" in resource:
        return "DSTU2"
    return "STU3" if "notGiven" in resource else ""


_BY_KIND = {
    "Patient": _patient,
    "Appointment": _appointment,
    "ServiceRequest": _service_request,
    "RelatedPerson": _related_person,
    "Condition": _condition,
    "Encounter": _encounter,
    "Immunization": _immunization,
    **dict.fromkeys(("Observation", "Procedure", "DiagnosticReport", "CarePlan"), _with_context),
}
