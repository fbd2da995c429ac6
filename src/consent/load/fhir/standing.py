"""Whether an appointment or an order is still meant."""

from __future__ import annotations

from consent.load.fhir.json_shape import Json, text_of

_APPOINTMENT = ("cancelled", "noshow", "entered-in-error", "fulfilled", "waitlist")
_ORDER = ("revoked", "entered-in-error", "completed", "draft", "on-hold")
_INTENTS = ("proposal", "option")
"""Ideas, not orders."""
WITHDRAWN = frozenset({"revoked", "entered-in-error", "not to be performed"})
"""What no appointment can be based on."""


def standing(resource: Json) -> str:
    """Why an appointment or order makes no row, in one or two words; empty when it makes one."""
    status = text_of(resource, "status")
    if text_of(resource, "resourceType") == "Appointment":
        return status if status in _APPOINTMENT else ""
    if resource.get("doNotPerform") is True:
        return "not to be performed"
    if status in _ORDER:
        return status
    intent = text_of(resource, "intent")
    return intent if intent in _INTENTS else ""
