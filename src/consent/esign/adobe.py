"""Adobe Acrobat Sign, version 6: the agreement first, then its fields. Points from the lower left."""

from __future__ import annotations

from typing import Any

from consent.esign.places import AskedPlace
from consent.esign.request import Body, Handover
from consent.models.paper.master import FieldKind

_INPUTS = {
    FieldKind.SIG: ("SIGNATURE", "SIGNATURE"),
    FieldKind.INITIALS: ("SIGNATURE", "SIGNER_INITIALS"),
    FieldKind.CHECK: ("CHECKBOX", "DATA"),
    FieldKind.MULTILINE: ("MULTILINE", "DATA"),
}


def bodies(handover: Handover) -> tuple[Body, ...]:
    """The agreement, and its fields; where the file's fields have labels, the service finds them itself."""
    agreement = {
        "name": handover.title,
        "externalId": {"id": handover.packet_id},
        "fileInfos": [{"transientDocumentId": "TRANSIENT-DOCUMENT-ID"}],
        "signatureType": "ESIGN",
        "state": "IN_PROCESS" if handover.labels else "AUTHORING",
        "participantSetsInfo": [
            {
                "role": "SIGNER",
                "order": order,
                "label": person.title,
                "memberInfos": [{"email": person.email}],
            }
            for order, person in enumerate(handover.people, 1)
        ],
    }
    beside = f"the id that POST /transientDocuments gave for {handover.file_name}"
    first = Body("agreement", "POST /agreements", agreement, beside)
    if handover.labels:
        return (first,)
    fields = {"fields": [_field(place) for place in handover.places]}
    return first, Body("fields", "PUT /agreements/AGREEMENT-ID/formFields", fields)


def _field(place: AskedPlace) -> dict[str, Any]:
    how, what = _INPUTS.get(place.kind, ("TEXT_FIELD", "DATA"))
    return {
        "name": place.name,
        "tooltip": place.label,
        "inputType": how,
        "contentType": "SIGNATURE_DATE" if place.signing_date else what,
        "required": place.required,
        "assignee": f"PARTICIPANT-SET-ID-OF-{place.role.upper()}",
        "locations": [
            {
                "pageNumber": place.page,
                "left": round(place.x, 2),
                # The upper edge, counted from the foot of the page.
                "top": round(place.page_height - place.y, 2),
                "width": round(place.width, 2),
                "height": round(place.height, 2),
            }
        ],
    }
