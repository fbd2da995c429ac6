"""A visit as a document in the shape of a record file, its complaints in FHIR's words."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from consent.load.fhir.facts import DeciderFacts, PatientFacts, PlanFacts, Problem
from consent.load.fhir.json_shape import text_of
from consent.load.fhir.resources import Found
from consent.load.fhir.standing import DOUBTS
from consent.load.rows.codes import NEEDS_GUIDANCE
from consent.load.rows.row import Candidate
from consent.load.typed.tree import Document
from consent.models.findings.finding import Finding, Severity
from consent.models.library.anatomy import Anatomy
from consent.models.people.age import ADULT_AT, age_on
from consent.models.place import Path, Place, Source

_PATIENT_LABELS = {
    "patient.given_name": "Patient.name.given",
    "patient.family_name": "Patient.name.family",
    "patient.suffix": "Patient.name.suffix",
    "patient.date_of_birth": "Patient.birthDate",
    "patient.mrn": "Patient.identifier",
    "patient.preferred_language": "Patient.communication",
    "patient": "Patient",
    "representative.name": "RelatedPerson.name",
    **DOUBTS,
}
_ORDER_LABELS = {
    "procedures": "ServiceRequest.code",
    "procedures.procedure": "ServiceRequest.code",
    "procedures.body_site": "ServiceRequest.bodySite",
    "procedures.laterality": "ServiceRequest.bodySite",
    "procedures.indication": "ServiceRequest.reasonCode",
}
_LABELS: Mapping[str, Mapping[str, str]] = {
    "Patient": {**_PATIENT_LABELS, "record_id": "Patient.id"},
    "ServiceRequest": {
        **_PATIENT_LABELS,
        **_ORDER_LABELS,
        "record_id": "ServiceRequest.id",
        "practitioner": "ServiceRequest.performer",
        "scheduled_on": "ServiceRequest.occurrence",
    },
    "Appointment": {
        **_PATIENT_LABELS,
        **_ORDER_LABELS,
        "record_id": "Appointment.id",
        "practitioner": "Appointment.participant",
        "scheduled_on": "Appointment.start",
    },
}
_WITHOUT_ORDER = {
    **_LABELS["Appointment"],
    "procedures": "Appointment.serviceType",
    "procedures.procedure": "Appointment.serviceType",
    "procedures.indication": "Appointment.reasonCode",
}


@dataclass(slots=True)
class Visit:
    """What is known of one row."""

    patient: PatientFacts | None = None
    deciders: Sequence[DeciderFacts] = ()
    plan: list[PlanFacts] = field(default_factory=list)
    practitioners: list[str] = field(default_factory=list)
    scheduled_on: date | None = None
    problems: list[Problem] = field(default_factory=list)
    ordered: bool = True
    """False for an appointment that is based on no order."""


def visit_candidate(
    found: Found, kind: str, visit: Visit, practitioner: str | None, anatomy: Anatomy
) -> Candidate:
    """The visit as a record file would have it; at each site the first reason that can be there."""
    problems = [*(visit.patient.problems if visit.patient else ()), *visit.problems, *_silent(visit.plan)]
    data: dict[str, Any] = {
        "record_id": text_of(found.resource, "id") or found.full_url.removeprefix("urn:uuid:") or None,
        "patient": _patient(visit.patient),
        "procedures": list(_procedures(visit.plan, anatomy)) or None,
        "practitioner": practitioner,
        "scheduled_on": visit.scheduled_on.isoformat() if visit.scheduled_on else None,
        "representative": _representative(visit),
    }
    data = {key: value for key, value in data.items() if value is not None}
    bad = {problem.field for problem in problems if not problem.warning}
    spoiled = {tuple(name.split(".")) for name in bad if not name.startswith("procedures.")}
    for path in spoiled:
        _spoil(data, path)
    labels = _LABELS[kind] if visit.ordered else _WITHOUT_ORDER
    place = found.place
    said = dict.fromkeys(
        Finding(place, one.code, one.message, one.hint, _severity(one), one.field) for one in problems
    )
    errors = tuple(finding for finding in said if finding.severity is Severity.ERROR)
    document = Document(data, Source(place.file, _marks(place)), {}, errors, frozenset(spoiled))
    warnings = tuple(finding for finding in said if finding.severity is Severity.WARNING)
    return Candidate(found.number, found.unit, place, document, labels, warnings)


def _silent(plan: Sequence[PlanFacts]) -> Iterator[Problem]:
    """Warnings of what a code includes and no order asks for."""
    planned = {one.procedure for one in plan}
    for needed in dict.fromkeys(name for one in plan for name in one.needs if name not in planned):
        message = f"`procedures`: a code of the order includes `{needed}`, and the packet says nothing of it"
        hint = f"order `{needed}` too, or correct the code"
        yield Problem("procedures", message, hint, NEEDS_GUIDANCE, warning=True)


def _severity(problem: Problem) -> Severity:
    return Severity.WARNING if problem.warning else Severity.ERROR


def _marks(place: Place) -> dict[Path, Place]:
    """A place of its own for each field, so that one that is spoiled does not stand for the others."""
    paths: Iterable[Path] = (
        (),
        ("record_id",),
        ("patient",),
        ("patient", "given_name"),
        ("patient", "family_name"),
        ("patient", "suffix"),
        ("patient", "date_of_birth"),
        ("patient", "mrn"),
        ("patient", "preferred_language"),
        ("procedures",),
        ("practitioner",),
        ("scheduled_on",),
        ("representative",),
    )
    return {path: Place(place.file, place.line, column) for column, path in enumerate(paths)}


def _spoil(data: dict[str, Any], path: tuple[str, ...]) -> None:
    node = data
    for part in path[:-1]:
        inner = node.setdefault(part, {})
        if not isinstance(inner, dict):
            return
        node = inner
    node[path[-1]] = None


def _patient(facts: PatientFacts | None) -> dict[str, str] | None:
    if facts is None:
        return None
    fields = {
        "given_name": facts.given_name,
        "family_name": facts.family_name,
        "suffix": facts.suffix,
        "date_of_birth": facts.date_of_birth.isoformat() if facts.date_of_birth else None,
        "mrn": facts.mrn,
        "preferred_language": facts.language,
    }
    return {key: value for key, value in fields.items() if value is not None}


def _procedures(plan: Iterable[PlanFacts], anatomy: Anatomy) -> Iterator[dict[str, Any]]:
    for one in plan:
        for site, side in one.sites or ((None, None),):
            entry = {"procedure": one.procedure, "body_site": site, "laterality": side}
            fitting = anatomy.fitting(one.indications, site) if site else ()
            indication = next(iter(fitting or one.indications), None)
            yield {
                key: value for key, value in {**entry, "indication": indication}.items() if value is not None
            }


def _representative(visit: Visit) -> dict[str, str] | None:
    """A guardian or attorney; a parent when the patient will be a child on the day."""
    facts, day = visit.patient, visit.scheduled_on
    if facts is None:
        return None
    child_then = (
        facts.date_of_birth is not None and day is not None and age_on(facts.date_of_birth, day) < ADULT_AT
    )
    for decider in (*visit.deciders, *facts.contacts):
        if child_then or not decider.minors_only:
            return {"name": decider.name, "authority": decider.authority}
    return None
