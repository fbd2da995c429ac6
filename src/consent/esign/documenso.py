"""Documenso: the envelope first, then its fields. Per cent of the page, from its top left."""

from __future__ import annotations

from typing import Any

from consent.esign.places import AskedPlace
from consent.esign.request import Body, Handover
from consent.models.paper.master import FieldKind

_TYPES = {FieldKind.SIG: "SIGNATURE", FieldKind.INITIALS: "INITIALS", FieldKind.CHECK: "CHECKBOX"}


def bodies(handover: Handover) -> tuple[Body, ...]:
    """The envelope, and its fields. The service gives the numbers of envelope and recipients in between."""
    envelope = {
        "type": "DOCUMENT",
        "title": handover.title,
        "externalId": handover.packet_id,
        "recipients": [
            {"name": person.name, "email": person.email, "role": "SIGNER", "signingOrder": order}
            for order, person in enumerate(handover.people, 1)
        ],
        "meta": {"signingOrder": "SEQUENTIAL"},
    }
    fields = {
        "envelopeId": "ENVELOPE-ID",
        "data": [_field(place) for place in handover.places],
    }
    return (
        Body("envelope", "POST /envelope/create", envelope, f"the file {handover.file_name} as `files`"),
        Body("fields", "POST /envelope/field/create-many", fields),
    )


def _field(place: AskedPlace) -> dict[str, Any]:
    kind = "DATE" if place.signing_date else _TYPES.get(place.kind, "TEXT")
    meta: dict[str, Any] = {}
    if kind == "TEXT":
        meta = {"fieldMeta": {"type": "text", "label": place.label, "required": place.required}}
    return {
        "recipientId": f"RECIPIENT-ID-OF-{place.role.upper()}",
        "type": kind,
        "page": place.page,
        "positionX": round(100 * place.x / place.page_width, 4),
        "positionY": round(100 * place.y / place.page_height, 4),
        "width": round(100 * place.width / place.page_width, 4),
        "height": round(100 * place.height / place.page_height, 4),
        **meta,
    }
