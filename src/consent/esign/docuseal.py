"""DocuSeal: one request with the file in it. Fractions of the page, from its top left."""

from __future__ import annotations

from base64 import b64encode
from typing import Any

from consent.esign.places import AskedPlace
from consent.esign.request import Body, Handover
from consent.models.paper.master import FieldKind

_TYPES = {FieldKind.SIG: "signature", FieldKind.INITIALS: "initials", FieldKind.CHECK: "checkbox"}


def bodies(handover: Handover) -> tuple[Body, ...]:
    """``POST /submissions/pdf``."""
    titles = {person.role: person.title for person in handover.people}
    value = {
        "name": handover.title,
        "order": "preserved",
        # Its own form would lie over the fields of the service.
        "flatten": True,
        "documents": [
            {
                "name": handover.file_name,
                "file": b64encode(handover.pdf).decode(),
                "fields": [_field(place, titles[place.role]) for place in handover.places],
            }
        ],
        "submitters": [
            {
                "role": person.title,
                "name": person.name,
                "email": person.email,
                "order": order,
                "external_id": f"{handover.packet_id}/{person.role}",
            }
            for order, person in enumerate(handover.people)
        ],
    }
    return (Body("", "POST /submissions/pdf", value),)


def _field(place: AskedPlace, role: str) -> dict[str, Any]:
    kind = "date" if place.signing_date else _TYPES.get(place.kind, "text")
    return {
        "name": place.name,
        "title": place.label,
        "type": kind,
        "role": role,
        "required": place.required,
        "areas": [
            {
                "x": round(place.x / place.page_width, 6),
                "y": round(place.y / place.page_height, 6),
                "w": round(place.width / place.page_width, 6),
                "h": round(place.height / place.page_height, 6),
                "page": place.page,
            }
        ],
    }
