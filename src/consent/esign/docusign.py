"""Docusign: one envelope, a draft, with the file in it. Pixels, 72 an inch, from the top left, as strings."""

from __future__ import annotations

from base64 import b64encode
from typing import Any

from consent.esign.people import Person
from consent.esign.places import AskedPlace
from consent.esign.request import Body, Handover
from consent.models.paper.master import FieldKind

_DOCUMENT = "1"
_SIGNATURE_HEIGHT = 41.0
"""Pixels of a signature at scale 1."""
_KINDS = {
    FieldKind.SIG: "signHereTabs",
    FieldKind.INITIALS: "initialHereTabs",
    FieldKind.CHECK: "checkboxTabs",
}


def bodies(handover: Handover) -> tuple[Body, ...]:
    """``POST /accounts/…/envelopes``. Where the file's fields have labels, the tabs come of them."""
    document: dict[str, Any] = {
        "documentId": _DOCUMENT,
        "name": handover.file_name,
        "fileExtension": "pdf",
        "documentBase64": b64encode(handover.pdf).decode(),
    }
    signers = [_signer(handover, person, order) for order, person in enumerate(handover.people, 1)]
    value: dict[str, Any] = {
        "emailSubject": handover.title,
        "status": "created",
        "customFields": {
            "textCustomFields": [{"name": "packet_id", "value": handover.packet_id, "show": "false"}]
        },
    }
    if handover.labels:
        # Several recipients need a composite template: each field of the file is assigned by its label.
        composite = {
            "compositeTemplateId": "1",
            "document": {**document, "transformPdfFields": "true"},
            "inlineTemplates": [{"sequence": "1", "recipients": {"signers": signers}}],
        }
        return (Body("", "POST /envelopes", {**value, "compositeTemplates": [composite]}),)
    value |= {"documents": [document], "recipients": {"signers": signers}}
    return (Body("", "POST /envelopes", value),)


def _signer(handover: Handover, person: Person, order: int) -> dict[str, Any]:
    tabs: dict[str, list[dict[str, str]]] = {}
    for place in handover.of(person):
        kind = "dateSignedTabs" if place.signing_date else _KINDS.get(place.kind, "textTabs")
        label = handover.labels.get(place.name)
        tabs.setdefault(kind, []).append({"tabLabel": label} if label else _tab(place, kind))
    return {
        "recipientId": str(order),
        "routingOrder": str(order),
        "roleName": person.title,
        "name": person.name,
        "email": person.email,
        "tabs": tabs,
    }


def _tab(place: AskedPlace, kind: str) -> dict[str, str]:
    tab = {
        "documentId": _DOCUMENT,
        "pageNumber": str(place.page),
        "xPosition": str(round(place.x)),
        "yPosition": str(round(place.y)),
        "tabLabel": place.name,
    }
    if kind in ("signHereTabs", "initialHereTabs"):
        scale = min(max(place.height / _SIGNATURE_HEIGHT, 0.5), 1.0)
        return {**tab, "scaleValue": f"{scale:.2f}", "optional": str(not place.required).lower()}
    if kind == "checkboxTabs":
        return {**tab, "required": str(place.required).lower()}
    size = {"width": str(round(place.width)), "height": str(round(place.height))}
    if kind == "textTabs":
        return {**tab, **size, "required": str(place.required).lower()}
    return {**tab, **size}
