"""What can be understood of a record, whether or not all of it can: so that one pass finds everything."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from consent.models.people.record import NO_NAME, Laterality, PlannedProcedure
from consent.models.people.use import Use

_SIDES = frozenset(side.value for side in Laterality)
_USES = frozenset(use.value for use in Use)
_WELL_FORMED = "2000-01-01"


@dataclass(frozen=True, slots=True)
class Draft:
    """The parts of a record that other things depend on; None where a part is missing or wrong."""

    record_id: str | None
    plan: tuple[PlannedProcedure | None, ...]
    practitioner: str | None
    date_of_birth: date | None = field(repr=False)
    scheduled_on: date | None
    use: Use | None
    preferred_language: str | None = field(repr=False)
    represented: bool
    authority: str | None = field(repr=False)
    """The right by which somebody decides for the patient, as typed."""
    interpreted: bool
    language: str | None = field(repr=False)
    """The interpreter's."""
    nameless: bool = False
    """Neither a given nor a family name is to be printed."""


def draft_of(data: Mapping[str, Any]) -> Draft:
    """The draft of a record's plain data."""
    patient = data.get("patient")
    patient = patient if isinstance(patient, dict) else {}
    procedures, decider = data.get("procedures"), data.get("representative")
    helper = data.get("interpreter")
    return Draft(
        record_id=_text(data.get("record_id")),
        plan=tuple(_planned(item) for item in procedures) if isinstance(procedures, list) else (),
        practitioner=_text(data.get("practitioner")),
        date_of_birth=_date(patient.get("date_of_birth")),
        scheduled_on=_date(data.get("scheduled_on")),
        use=_use(data.get("use")),
        preferred_language=_text(patient.get("preferred_language", "en")),
        authority=_text(decider.get("authority")) if isinstance(decider, dict) else None,
        represented=data.get("representative") is not None,
        language=_text(helper.get("language")) if isinstance(helper, dict) else None,
        interpreted=data.get("interpreter") is not None,
        nameless=patient.get("given_name") == patient.get("family_name") == NO_NAME,
    )


def _planned(item: Any) -> PlannedProcedure | None:
    """A planned procedure from those of its parts that can be understood."""
    procedure = item.get("procedure") if isinstance(item, dict) else None
    if not isinstance(procedure, str):
        return None
    side = item.get("laterality")
    return PlannedProcedure(
        procedure=procedure,
        body_site=_text(item.get("body_site")),
        laterality=Laterality(side) if isinstance(side, str) and side in _SIDES else None,
        indication=_text(item.get("indication")),
    )


def _use(value: Any) -> Use | None:
    return Use(value) if isinstance(value, str) and value in _USES else None


def _text(value: Any) -> str | None:
    return value if isinstance(value, str) else None


def _date(value: Any) -> date | None:
    if not isinstance(value, str) or len(value) != len(_WELL_FORMED) or value[4:8:3] != "--":
        return None
    try:
        return date.fromisoformat(value)
    except ValueError:
        return None
