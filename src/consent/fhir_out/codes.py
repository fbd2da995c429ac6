"""Codes and systems of FHIR, LOINC and HL7 that the resources use."""

from __future__ import annotations

from typing import Any

from consent.models.library.procedure import Procedure

Json = dict[str, Any]

LOINC = "http://loinc.org"
NPI = "http://hl7.org/fhir/sid/us-npi"
_TERMINOLOGY = "http://terminology.hl7.org/CodeSystem"
US_CORE_DOCUMENT = "http://hl7.org/fhir/us/core/StructureDefinition/us-core-documentreference"

PROCEDURE_CONSENT: Json = {"system": LOINC, "code": "64293-4", "display": "Procedure consent"}
CONSENT_DOCUMENT: Json = {"system": LOINC, "code": "59284-0", "display": "Consent Document"}
CLINICAL_NOTE: Json = {
    "system": "http://hl7.org/fhir/us/core/CodeSystem/us-core-documentreference-category",
    "code": "clinical-note",
    "display": "Clinical Note",
}
TREATMENT: Json = {"system": f"{_TERMINOLOGY}/consentscope", "code": "treatment", "display": "Treatment"}
MEDICAL_RECORD: Json = {"system": f"{_TERMINOLOGY}/v2-0203", "code": "MR", "display": "Medical record number"}
PERFORMER: Json = {"system": f"{_TERMINOLOGY}/v3-ParticipationType", "code": "PRF", "display": "performer"}
ANY_FORMAT: Json = {
    "system": "http://ihe.net/fhir/ihe.formatcode.fhir/CodeSystem/formatcode",
    "code": "urn:ihe:iti:xds:2017:mimeTypeSufficient",
    "display": "mimeType Sufficient",
}
"""The format is what the type of the file says."""
_SNOMED, _SNOMED_SYSTEM = "SNOMED CT", "http://snomed.info/sct"


def concept(*codings: Json, text: str = "") -> Json:
    """A CodeableConcept."""
    made: Json = {"coding": list(codings)} if codings else {}
    return {**made, "text": text} if text else made


def procedure_concept(procedure: Procedure, text: str) -> Json:
    """A procedure in words, and by the codes that mean it.

    Those for a bill are none: they say how something is given, or which of several products was used.
    """
    meant = (one.code for one in procedure.codes if one.system == _SNOMED)
    codings = [{"system": _SNOMED_SYSTEM, "code": code} for code in meant]
    return concept(*codings, text=text)
