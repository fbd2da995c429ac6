"""Whether an appointment or an order is still meant."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from types import MappingProxyType

from consent.load.fhir.facts import Problem
from consent.load.fhir.json_shape import Json, children, text_of
from consent.load.rows.codes import FHIR_ELEMENT

_APPOINTMENT = frozenset({"proposed", "pending", "booked", "arrived", "checked-in"})
_APPOINTMENT_OVER = ("cancelled", "noshow", "entered-in-error", "fulfilled", "waitlist")
_ORDER = frozenset({"active", "unknown"})
_ORDER_OVER = ("revoked", "entered-in-error", "completed", "draft", "on-hold")
_STATUSES: Mapping[str, frozenset[str]] = MappingProxyType(
    {"Appointment": _APPOINTMENT.union(_APPOINTMENT_OVER), "ServiceRequest": _ORDER.union(_ORDER_OVER)}
)
_MODIFIER = "modifierExtension"
_INTENTS = ("proposal", "option")
"""Ideas, not orders."""
WITHDRAWN = frozenset({"revoked", "entered-in-error", "not to be performed"})
"""What no appointment can be based on."""


def standing(resource: Json) -> str:
    """Why an appointment or order makes no row, in one or two words; empty when it makes one."""
    status = text_of(resource, "status")
    kind = text_of(resource, "resourceType")
    if kind == "Appointment":
        return status if status in _APPOINTMENT_OVER else ""
    if kind != "ServiceRequest":
        return ""
    if resource.get("doNotPerform") is True:
        return "not to be performed"
    if status in _ORDER_OVER:
        return status
    intent = text_of(resource, "intent")
    return intent if intent in _INTENTS else ""


def doubts(resource: Json) -> Iterator[Problem]:
    """Why nobody can tell what a resource means. FHIR forbids to go on then."""
    kind, status = text_of(resource, "resourceType"), text_of(resource, "status")
    known = _STATUSES.get(kind, frozenset({status}))
    if status and status not in known:
        message = f"the status of the {kind} is none that FHIR R4 has"
        hint = f"write one of: {', '.join(f'`{one}`' for one in sorted(known))}"
        yield Problem(doubt_about(kind, "status"), message, hint, FHIR_ELEMENT)
    if any(children(part, _MODIFIER) for part in (resource, *children(resource, "participant"))):
        message = f"the {kind} has a modifier extension, which can change what all of it means"
        hint = "ask whoever defined the extension what it means here, and make that packet from a record file"
        yield Problem(doubt_about(kind, _MODIFIER), message, hint, FHIR_ELEMENT)


def doubt_about(kind: str, element: str) -> str:
    """The name of a doubt as a field: one of the procedures, so that it spoils no other."""
    return f"procedures.{kind}.{element}"


DOUBTS: Mapping[str, str] = MappingProxyType(
    {
        doubt_about(kind, element): f"{kind}.{element}"
        for kind in ("Patient", *_STATUSES)
        for element in ("status", _MODIFIER)
    }
)
"""What FHIR calls them."""
