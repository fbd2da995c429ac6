"""The packet as a DocumentReference, as US Core asks for it."""

from __future__ import annotations

import base64
import hashlib

from consent.fhir_out.codes import (
    ANY_FORMAT,
    CLINICAL_NOTE,
    PROCEDURE_CONSENT,
    US_CORE_DOCUMENT,
    Json,
    concept,
)
from consent.fhir_out.facts import Filed, Office, Version
from consent.fhir_out.people import practitioner
from consent.models.register.issue import State

_FINAL = frozenset({State.SIGNED, State.REFUSED, State.WITHDRAWN})


def document(filed: Filed, office: Office, version: Version, subject: Json, title: str) -> Json:
    """The document: its file, whose it is, whether it is signed. ``subject`` refers to the patient."""
    day = filed.record.scheduled_on.isoformat()
    visit = {"identifier": {"system": office.record_system, "value": filed.record.record_id}}
    period = {"start": day, "end": day}
    r4 = version is Version.R4
    content = {"attachment": _attachment(filed, office, version, title)}
    made: Json = {
        "resourceType": "DocumentReference",
        "identifier": identifiers(filed, office),
        "status": "superseded" if filed.state is State.SUPERSEDED else "current",
        "docStatus": "final" if filed.state in _FINAL else "preliminary",
        "type": concept(PROCEDURE_CONSENT),
        "category": [concept(CLINICAL_NOTE)],
        "subject": subject,
        # An instant needs a time zone: at noon UTC it is the same day from Hawaii to Moscow.
        "date": f"{filed.issued_on.isoformat()}T12:00:00Z",
        "author": [practitioner(filed.record, office)],
        "custodian": {"type": "Organization", "display": office.practice.name},
        "description": f"{title}. The file is the packet as it was printed, without what was written on it.",
    }
    if r4:
        made["meta"] = {"profile": [US_CORE_DOCUMENT]}
        made["content"] = [{**content, "format": ANY_FORMAT}]
        made["context"] = {"period": period, "related": [visit]}
    else:
        made["content"] = [{**content, "profile": [{"valueCoding": ANY_FORMAT}]}]
        made["period"] = period
        made["context"] = [{"type": "Appointment", **visit}]
    return made


def identifiers(filed: Filed, office: Office) -> list[Json]:
    """The packet's id, with its mark, and the record's."""
    return [
        {"system": office.packet_system, "value": filed.name},
        {"system": office.record_system, "value": filed.record.record_id},
    ]


def _attachment(filed: Filed, office: Office, version: Version, title: str) -> Json:
    size = len(filed.pdf)
    return {
        "contentType": "application/pdf",
        "language": office.language,
        "data": base64.b64encode(filed.pdf).decode(),
        # R5 has a type for whole numbers that JSON's readers might round: it is written as a text.
        "size": size if version is Version.R4 else str(size),
        # FHIR asks for SHA-1 here, and for nothing else.
        "hash": base64.b64encode(hashlib.sha1(filed.pdf, usedforsecurity=False).digest()).decode(),
        "title": title,
        "creation": filed.issued_on.isoformat(),
    }
