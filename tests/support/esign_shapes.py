"""What five signing services accept: small schemas of our own, written from their public documents."""

from __future__ import annotations

from typing import Any

Shape = dict[str, Any]


def shape(required: dict[str, Any], optional: dict[str, Any] | None = None) -> Shape:
    """An object with these properties and no others."""
    return {
        "type": "object",
        "required": list(required),
        "properties": {**required, **(optional or {})},
        "additionalProperties": False,
    }


def many(items: Any) -> Shape:
    return {"type": "array", "items": items, "minItems": 1}


def among(*values: Any) -> Shape:
    return {"enum": list(values)}


TEXT: Shape = {"type": "string", "minLength": 1}
WHOLE: Shape = {"type": "integer", "minimum": 0}
COUNT: Shape = {"type": "integer", "minimum": 1}
YES_NO: Shape = {"type": "boolean"}
FRACTION: Shape = {"type": "number", "minimum": 0, "maximum": 1}
PER_CENT: Shape = {"type": "number", "minimum": 0, "maximum": 100}
POINTS: Shape = {"type": "number", "minimum": 0, "maximum": 1224}
DIGITS: Shape = {"type": "string", "pattern": "^[0-9]+$"}
SAID: Shape = among("true", "false")

_AREA = shape({"x": FRACTION, "y": FRACTION, "w": FRACTION, "h": FRACTION, "page": COUNT})
_DOCUSEAL_FIELD = shape(
    {
        "name": TEXT,
        "type": among("signature", "initials", "date", "text", "checkbox"),
        "role": TEXT,
        "areas": many(_AREA),
    },
    {"required": YES_NO, "title": TEXT},
)
_DOCUSEAL = shape(
    {
        "documents": many(shape({"name": TEXT, "file": TEXT}, {"fields": many(_DOCUSEAL_FIELD)})),
        "submitters": many(
            shape({"role": TEXT, "email": TEXT}, {"name": TEXT, "order": WHOLE, "external_id": TEXT})
        ),
    },
    {"name": TEXT, "order": among("preserved", "random"), "flatten": YES_NO},
)

_RECIPIENT = shape({"email": TEXT, "name": TEXT, "role": among("SIGNER")}, {"signingOrder": COUNT})
_ENVELOPE = shape(
    {"type": among("DOCUMENT"), "title": TEXT, "recipients": many(_RECIPIENT)},
    {"externalId": TEXT, "meta": shape({"signingOrder": among("SEQUENTIAL", "PARALLEL")})},
)
_DOCUMENSO_FIELD = shape(
    {
        # A number once the envelope is made.
        "recipientId": {"type": "string", "pattern": "^RECIPIENT-ID-OF-[A-Z-]+$"},
        "type": among("SIGNATURE", "INITIALS", "DATE", "TEXT", "CHECKBOX"),
        "page": COUNT,
        "positionX": PER_CENT,
        "positionY": PER_CENT,
        "width": PER_CENT,
        "height": PER_CENT,
    },
    {"fieldMeta": shape({"type": among("text"), "label": TEXT, "required": YES_NO})},
)

_TAB = {
    "documentId": DIGITS,
    "pageNumber": DIGITS,
    "xPosition": DIGITS,
    "yPosition": DIGITS,
    "tabLabel": TEXT,
}
_SIZE = {"width": DIGITS, "height": DIGITS}
_SCALE: Shape = {"type": "string", "pattern": "^(0[.][5-9][0-9]|1[.]00)$"}
_TABS = shape(
    {},
    {
        "signHereTabs": many(shape(_TAB, {"scaleValue": _SCALE, "optional": SAID})),
        "initialHereTabs": many(shape(_TAB, {"scaleValue": _SCALE, "optional": SAID})),
        "dateSignedTabs": many(shape(_TAB, _SIZE)),
        "textTabs": many(shape(_TAB, {**_SIZE, "required": SAID})),
        "checkboxTabs": many(shape(_TAB, {"required": SAID})),
    },
)
_SIGNER = shape(
    {"recipientId": DIGITS, "routingOrder": DIGITS, "name": TEXT, "email": TEXT},
    {"roleName": TEXT, "tabs": _TABS},
)
_DOCUSIGN = shape(
    {
        "emailSubject": {"type": "string", "minLength": 1, "maxLength": 100},
        # A draft: whoever sends it says so in the service.
        "status": among("created"),
        "documents": many(
            shape({"documentId": DIGITS, "name": TEXT, "fileExtension": among("pdf"), "documentBase64": TEXT})
        ),
        "recipients": shape({"signers": many(_SIGNER)}),
    },
    {"customFields": shape({"textCustomFields": many(shape({"name": TEXT, "value": TEXT, "show": SAID}))})},
)

_DROPBOX_FIELD = shape(
    {
        "document_index": among(0),
        "api_id": TEXT,
        "type": among("signature", "initials", "date_signed", "text", "checkbox"),
        "required": YES_NO,
        "signer": WHOLE,
        "x": WHOLE,
        "y": WHOLE,
        "width": COUNT,
        "height": COUNT,
    },
    {"page": COUNT, "name": TEXT},
)
_DROPBOX = shape(
    {
        "signers": many(shape({"name": TEXT, "email_address": TEXT}, {"order": WHOLE})),
        "form_fields_per_document": many(_DROPBOX_FIELD),
    },
    {"title": TEXT, "use_text_tags": among(False), "metadata": shape({"packet_id": TEXT})},
)

_ADOBE_PLACE = shape({"pageNumber": COUNT, "left": POINTS, "top": POINTS, "width": POINTS, "height": POINTS})
_ADOBE_FIELD = shape(
    {
        "name": TEXT,
        "inputType": among("SIGNATURE", "TEXT_FIELD", "MULTILINE", "CHECKBOX"),
        "contentType": among("SIGNATURE", "SIGNER_INITIALS", "SIGNATURE_DATE", "DATA"),
        "locations": many(_ADOBE_PLACE),
        "assignee": {"type": "string", "pattern": "^PARTICIPANT-SET-ID-OF-[A-Z-]+$"},
    },
    {"required": YES_NO, "tooltip": TEXT},
)
_PARTICIPANTS = shape(
    {"role": among("SIGNER"), "order": COUNT, "memberInfos": many(shape({"email": TEXT}))}, {"label": TEXT}
)
_AGREEMENT = shape(
    {
        "name": TEXT,
        "fileInfos": many(shape({"transientDocumentId": TEXT})),
        "participantSetsInfo": many(_PARTICIPANTS),
        "signatureType": among("ESIGN"),
        "state": among("AUTHORING", "DRAFT", "IN_PROCESS"),
    },
    {"externalId": shape({"id": TEXT})},
)

SHAPES: dict[str, dict[str, Shape]] = {
    "docuseal": {"": _DOCUSEAL},
    "documenso": {
        "envelope": _ENVELOPE,
        "fields": shape({"envelopeId": TEXT, "data": many(_DOCUMENSO_FIELD)}),
    },
    "docusign": {"": _DOCUSIGN},
    "dropbox-sign": {"": _DROPBOX},
    "adobe": {"agreement": _AGREEMENT, "fields": shape({"fields": many(_ADOBE_FIELD)})},
}
"""By service, then by what tells its requests apart."""
