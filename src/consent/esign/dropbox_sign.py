"""Dropbox Sign: one request; the file goes beside it. Whole pixels, 72 an inch, from the top left."""

from __future__ import annotations

from typing import Any

from consent.esign.places import AskedPlace
from consent.esign.request import Body, Handover
from consent.models.paper.master import FieldKind

_TYPES = {FieldKind.SIG: "signature", FieldKind.INITIALS: "initials", FieldKind.CHECK: "checkbox"}


def bodies(handover: Handover) -> tuple[Body, ...]:
    """``POST /signature_request/send``."""
    offsets = {person.role: offset for offset, person in enumerate(handover.people)}
    value = {
        "title": handover.title,
        "use_text_tags": False,
        "metadata": {"packet_id": handover.packet_id},
        "signers": [
            {"name": person.name, "email_address": person.email, "order": offset}
            for offset, person in enumerate(handover.people)
        ],
        "form_fields_per_document": [_field(place, offsets[place.role]) for place in handover.places],
    }
    return (Body("", "POST /signature_request/send", value, f"the file {handover.file_name} as `files[0]`"),)


def _field(place: AskedPlace, signer: int) -> dict[str, Any]:
    left, top = round(place.x), round(place.y)
    return {
        "document_index": 0,
        "api_id": place.name,
        "name": place.label,
        "type": "date_signed" if place.signing_date else _TYPES.get(place.kind, "text"),
        "required": place.required,
        "signer": signer,
        "page": place.page,
        "x": left,
        "y": top,
        "width": round(place.x + place.width) - left,
        "height": round(place.y + place.height) - top,
    }
