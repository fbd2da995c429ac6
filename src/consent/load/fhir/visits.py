"""One appointment, order or patient with all it refers to: who, what, where, by whom, when."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from consent.load.fhir.code_map import CodeMap
from consent.load.fhir.facts import OrderFacts, PlanFacts, Problem
from consent.load.fhir.index import Index, mapped_practitioner, practitioner_id
from consent.load.fhir.json_shape import Json, child, children, codings, text_of, words_of
from consent.load.fhir.orders import (
    day_of,
    order_facts,
    orders_behind,
    other_reason,
    planned,
    reference_of,
    references,
    with_reasons,
)
from consent.load.fhir.patients import patient_facts
from consent.load.fhir.references import conditional_token, keys_of, type_of
from consent.load.fhir.resources import Found
from consent.load.fhir.sites import contradicts, sides_of_parts, sides_told
from consent.load.fhir.standing import WITHDRAWN, doubts
from consent.load.fhir.visit_document import Visit, visit_candidate
from consent.load.rows.codes import FHIR_ELEMENT, FHIR_REFERENCE, OTHER_PROCEDURE
from consent.load.rows.row import Candidate
from consent.load.schedule.phrases import Kind

_PEOPLE = ("Practitioner", "PractitionerRole")
_RESPONSIBLE = frozenset({"PPRF", "ATND", "SPRF", "PART"})


class VisitReader:
    """Turns a resource into a candidate, with the help of all that it may refer to."""

    def __init__(self, index: Index, codes: CodeMap, today: date) -> None:
        self._index = index
        self._codes = codes
        self._today = today

    def candidate(self, found: Found) -> Candidate:
        """The resource as a record file would have it."""
        resource = found.resource
        kind = text_of(resource, "resourceType")
        visit = Visit()
        if kind == "Appointment":
            self._appointment(resource, visit)
        elif kind == "ServiceRequest":
            order = order_facts(resource, self._codes)
            self._take_patient([order.patient], resource, visit)
            self._take_order(order, visit)
            visit.scheduled_on = order.scheduled_on
        else:
            own = found.full_url or f"Patient/{text_of(resource, 'id')}"
            visit.patient = self._index.patients.get(own) or patient_facts(resource, self._codes, self._today)
            visit.deciders = self._index.deciders_of(own)
        practitioner = self._practitioner(visit, resource)
        return visit_candidate(found, kind, visit, practitioner, self._codes.anatomy)

    def _appointment(self, resource: Json, visit: Visit) -> None:
        visit.problems += doubts(resource)
        actors = [(one, reference_of(child(one, "actor"))) for one in children(resource, "participant")]
        present = [
            (self._kind(one, reference, resource), reference, _is_responsible(one))
            for one, reference in actors
            if reference and text_of(one, "status") != "declined"
        ]
        patients = [reference for kind, reference, _ in present if kind == "Patient"]
        self._take_patient(patients, resource, visit)
        visit.scheduled_on = day_of(text_of(resource, "start"), self._codes, visit.problems)
        people = [(reference, first) for kind, reference, first in present if kind in _PEOPLE]
        responsible = [reference for reference, first in people if first]
        orders = orders_behind(resource)
        for reference in orders:
            order = self._index.orders.get(reference) or self._contained_order(resource, reference)
            if order is None:
                visit.problems.append(_lost("procedures", "ServiceRequest"))
            elif visit.patient is not None and not self._same_patient(order.patient, patients):
                message = "`procedures`: the order the appointment is based on is another patient's"
                visit.problems.append(Problem("procedures", message, "check the appointment", FHIR_ELEMENT))
            else:
                visit.problems += _standing(order)
                self._take_order(order, visit)
        if not orders:
            visit.ordered = False
            self._take_services(resource, visit)
        visit.problems += self._other_side(resource, visit)
        visit.problems += self._something_else(resource)
        visit.practitioners[:0] = responsible or [reference for reference, _ in people]

    def _other_side(self, resource: Json, visit: Visit) -> list[Problem]:
        """What the appointment itself is called may name the other side than the order."""
        told = sides_of_parts(text_of(resource, "description"))
        told |= sides_told(children(resource, "serviceType"), self._codes)
        sides = {side for one in visit.plan for _, side in one.sites if side}
        if len(sides) != 1 or not contradicts(sides.pop(), told):
            return []
        message = "`procedures.laterality`: the appointment names the other side than the order"
        hint = "ask which side is meant, and correct the other"
        return [Problem("procedures.laterality", message, hint, FHIR_ELEMENT)]

    def _something_else(self, resource: Json) -> list[Problem]:
        """What the appointment itself is called may be another injection than the one ordered."""
        concepts = [*children(resource, "serviceType"), child(resource, "appointmentType")]
        told = [text_of(resource, key) for key in ("description", "comment")]
        for words in (*told, *(words for one in concepts for words in words_of(one))):
            for part in self._codes.phrases.read(words).of(Kind.OTHER):
                message = f"`procedures`: the appointment names something else besides: `{part.words}`"
                hint = "ask what is meant, and correct the appointment or the order"
                return [Problem("procedures", message, hint, OTHER_PROCEDURE)]
        return []

    def _take_services(self, resource: Json, visit: Visit) -> None:
        """What an appointment itself says is to be done. An unknown service is named, not dropped."""
        services = children(resource, "serviceType")
        known = [one for one in services if self._codes.procedures.find(one)]
        reasons = references(resource, "reasonReference")
        visit.plan += self._with_reasons(planned(known, resource, self._codes, visit.problems), reasons)
        self._hold_against(reasons, visit)
        if len(known) < len(services):
            unknown: list[Problem] = []
            planned([one for one in services if one not in known], resource, self._codes, unknown)
            visit.problems += [replace(problem, warning=bool(known)) for problem in unknown]

    def _take_order(self, order: OrderFacts, visit: Visit) -> None:
        visit.plan += self._with_reasons(order.plan, order.reasons)
        self._hold_against(order.reasons, visit)
        visit.practitioners += order.practitioners
        visit.problems += order.problems
        if visit.scheduled_on is None:
            visit.scheduled_on = order.scheduled_on

    def _with_reasons(self, plan: Sequence[PlanFacts], references: Sequence[str]) -> list[PlanFacts]:
        """The plan with the indications of the Conditions referred to, after those it has."""
        found = [self._index.conditions.get(one) for one in references]
        reasons = [one.indication for one in found if one is not None and one.indication is not None]
        return [with_reasons(one, reasons, self._codes) for one in plan]

    def _hold_against(self, references: Sequence[str], visit: Visit) -> None:
        """A Condition of the other side than the visit."""
        found = [self._index.conditions.get(one) for one in references]
        told = {side for one in found if one is not None for side in one.sides}
        if any(contradicts(side, told) for one in visit.plan for _, side in one.sites):
            visit.problems.append(other_reason())

    def _take_patient(self, references: Sequence[str], resource: Json, visit: Visit) -> None:
        if len(set(references)) > 1:
            message = "`patient`: several patients take part"
            hint = "make an appointment for each of them"
            visit.problems.append(Problem("patient", message, hint, FHIR_ELEMENT))
            return
        if not references or not references[0]:
            visit.problems.append(
                Problem(
                    "patient", "`patient`: no patient is named", "name one in the resource", FHIR_REFERENCE
                )
            )
            return
        reference = references[0]
        inside = _contained(resource, reference)
        visit.patient = (
            patient_facts(inside, self._codes, self._today) if inside else self._index.patients.get(reference)
        )
        visit.deciders = self._index.deciders_of(reference)
        if visit.patient is None:
            visit.problems.append(_lost("patient", "Patient"))

    def _contained_order(self, resource: Json, reference: str) -> OrderFacts | None:
        inside = _contained(resource, reference)
        return order_facts(inside, self._codes) if inside else None

    def _same_patient(self, one: str, others: Sequence[str]) -> bool:
        """Whether an order is for the patient of the appointment; one that names nobody is."""
        number = self._index.patients.number(one)
        if not one or number is None:
            return not one or set(keys_of(one)) <= {key for other in others for key in keys_of(other)}
        return all(self._index.patients.number(other) == number for other in others)

    def _kind(self, participant: Json, reference: str, resource: Json) -> str:
        """The type of resource a participant is."""
        stated = text_of(child(participant, "actor"), "type")
        if stated or type_of(reference):
            return stated or type_of(reference)
        if inside := _contained(resource, reference):
            return text_of(inside, "resourceType")
        numbers = {
            "Patient": self._index.patients.number(reference),
            "Practitioner": self._index.practitioners.number(reference),
            "PractitionerRole": self._index.roles.number(reference),
        }
        return next((kind for kind, number in numbers.items() if number is not None), "")

    def _practitioner(self, visit: Visit, resource: Json) -> str | None:
        """The first of the people named that the practice knows. If it knows none, that is an error."""
        for reference in visit.practitioners:
            known = self._person(reference, resource)
            if known is not None:
                return known
        if visit.practitioners:
            message = "`practitioner`: nobody named is a practitioner of practice.yaml"
            hint = "say who it is under `practitioners:` in the file for `--fhir-map`"
            visit.problems.append(Problem("practitioner", message, hint, FHIR_REFERENCE))
        return None

    def _person(self, reference: str, resource: Json) -> str | None:
        codes = self._codes
        named = [reference, conditional_token(reference), reference.rpartition("/")[2]]
        mapped = next(mapped_practitioner(named, codes.practitioners, codes.known_practitioners), None)
        if mapped is not None:
            return mapped
        inside = _contained(resource, reference)
        if inside:
            return practitioner_id(inside, codes)
        role = self._index.roles.get(reference)
        if role is not None:
            who, known = role
            return known or (self._person(who, resource) if who and who != reference else None)
        return self._index.practitioners.get(reference)


def _is_responsible(participant: Json) -> bool:
    return any(code in _RESPONSIBLE for kind in children(participant, "type") for _, code, _ in codings(kind))


def _standing(order: OrderFacts) -> list[Problem]:
    """What speaks against an order an appointment is based on."""
    if not order.standing:
        return []
    withdrawn = order.standing in WITHDRAWN
    message = f"`procedures`: the order the appointment is based on is {order.standing}"
    hint = "ask whether the procedure is still meant; if so, renew the order"
    return [Problem("procedures", message, hint, FHIR_ELEMENT, warning=not withdrawn)]


def _contained(resource: Json, reference: str) -> Json | None:
    if not reference.startswith("#"):
        return None
    return next((one for one in children(resource, "contained") if text_of(one, "id") == reference[1:]), None)


def _lost(name: str, kind: str) -> Problem:
    message = (
        f"`{name}`: a reference to a {kind} leads to nothing in the source, or to more than one resource"
    )
    return Problem(
        name, message, f"put every {kind} that is referred to into the source, once", FHIR_REFERENCE
    )
