"""The agreement that a packet asks for, as a Consent: one for each, as it is signed or refused as one."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from consent.fhir_out.codes import (
    CONSENT_DOCUMENT,
    PERFORMER,
    PROCEDURE_CONSENT,
    TREATMENT,
    Json,
    concept,
    procedure_concept,
)
from consent.fhir_out.document import identifiers
from consent.fhir_out.facts import Filed, Office, Version
from consent.fhir_out.people import practitioner, representative
from consent.models.people.record import PlannedProcedure
from consent.models.register.issue import State

_R4: Mapping[State, str] = {
    State.SIGNED: "active",
    State.REFUSED: "rejected",
    State.WITHDRAWN: "inactive",
    State.SUPERSEDED: "inactive",
}
_R5: Mapping[State, str] = {**_R4, State.REFUSED: "not-done", State.SUPERSEDED: "not-done"}
_DECISION: Mapping[State, str] = {State.SIGNED: "permit", State.REFUSED: "deny", State.WITHDRAWN: "deny"}
"""What somebody has decided; in every other state nobody has yet."""
_OWN_RULES = "The practice's own rules; no policy of the library is in force"


def agreement(filed: Filed, office: Office, version: Version, subject: Json, source: Json) -> Json:
    """The agreement: to what, whose, and how far it has come. ``source`` refers to the document."""
    made: Json = {
        "resourceType": "Consent",
        "identifier": identifiers(filed, office),
        "status": (_R4 if version is Version.R4 else _R5).get(filed.state, "draft"),
        "category": [concept(CONSENT_DOCUMENT), concept(PROCEDURE_CONSENT)],
    }
    decider = representative(filed.record, subject)
    if decider is not None:
        made["contained"] = [decider]
    who = {"reference": "#representative"} if decider is not None else subject
    told = _Told(filed, office, subject, source, who, _DECISION.get(filed.state))
    return {**made, **(_in_r4(told) if version is Version.R4 else _in_r5(told))}


@dataclass(frozen=True, slots=True)
class _Told:
    """What both versions say in their own ways."""

    filed: Filed
    office: Office
    subject: Json
    source: Json
    who: Json
    """Who agrees or refuses, once somebody has."""
    decision: str | None


def _in_r4(told: _Told) -> Json:
    filed, office = told.filed, told.office
    actor = {"role": concept(PERFORMER), "reference": practitioner(filed.record, office)}
    said = {"type": told.decision} if told.decision else {}
    return {
        "scope": concept(TREATMENT),
        "patient": told.subject,
        "dateTime": filed.issued_on.isoformat(),
        **({"performer": [told.who]} if told.decision else {}),
        "organization": [{"type": "Organization", "display": office.practice.name}],
        "sourceReference": told.source,
        "policyRule": _policies(filed, office),
        "provision": {**said, "period": _period(filed), "actor": [actor], "code": _planned(filed, office)},
    }


def _in_r5(told: _Told) -> Json:
    filed, office = told.filed, told.office
    return {
        "subject": told.subject,
        "date": filed.issued_on.isoformat(),
        **({"grantor": [told.who]} if told.decision else {}),
        "grantee": [practitioner(filed.record, office)],
        "controller": [{"type": "Organization", "display": office.practice.name}],
        "sourceReference": [told.source],
        "regulatoryBasis": [_policies(filed, office)],
        **({"decision": told.decision} if told.decision else {}),
        "provision": [{"period": _period(filed), "code": _planned(filed, office)}],
    }


def _period(filed: Filed) -> Json:
    return {"start": filed.record.scheduled_on.isoformat()}


def _policies(filed: Filed, office: Office) -> Json:
    """What the packet had to satisfy, as one rule: R4 has no room for more."""
    if not filed.policies:
        return concept(text=_OWN_RULES)
    system = office.named("policies", "")
    codings = [{"system": system, "version": version, "code": id_} for id_, version in filed.policies]
    return concept(*codings, text=", ".join(f"{id_} {version}" for id_, version in filed.policies))


def _planned(filed: Filed, office: Office) -> list[Json]:
    return [
        procedure_concept(office.procedures[one.procedure], said(one, office))
        for one in filed.record.procedures
    ]


def said(planned: PlannedProcedure, office: Office) -> str:
    """One procedure in words: ``Hyaluronic acid injection, left knee joint, for knee osteoarthritis``."""
    side = planned.laterality.value if planned.laterality else ""
    side = "both sides:" if side == "bilateral" else side
    place = " ".join(part for part in (side, planned.body_site) if part)
    reason = f"for {planned.indication}" if planned.indication else ""
    return ", ".join(part for part in (office.procedures[planned.procedure].title, place, reason) if part)
