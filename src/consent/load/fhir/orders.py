"""ServiceRequest, and the services of an Appointment: what is to be done, where, on which side, what for."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from consent.load.fhir.code_map import CodeMap
from consent.load.fhir.facts import OrderFacts, PlanFacts, Problem, told_day
from consent.load.fhir.json_shape import Json, child, children, codings, text_of
from consent.load.fhir.ordered import ordered_procedures
from consent.load.fhir.references import type_of
from consent.load.fhir.sites import contradicts, sides_of_reason, sites_of
from consent.load.fhir.standing import doubts, standing
from consent.load.rows.codes import FHIR_ELEMENT
from consent.models.library.procedure import Procedure


def order_facts(request: Json, codes: CodeMap) -> OrderFacts:
    """What a record needs of a ServiceRequest; its Conditions are looked up later."""
    problems = list(doubts(request))
    plan = planned([child(request, "code")], request, codes, problems)
    return OrderFacts(
        patient=reference_of(child(request, "subject")),
        plan=plan,
        practitioners=tuple(references(request, "performer")),
        scheduled_on=_occurrence(request, codes, problems),
        reasons=tuple(references(request, "reasonReference")),
        problems=tuple(problems),
        standing=standing(request),
    )


def planned(
    concepts: Sequence[Json], request: Json, codes: CodeMap, problems: list[Problem]
) -> tuple[PlanFacts, ...]:
    """The procedures some concepts stand for, with the sites and reasons of the resource around them."""
    names: list[str] = []
    needs: list[str] = []
    for concept in concepts:
        names += ordered_procedures(concept, codes, problems)
        needs += (one for _, code, _ in codings(concept) for one in codes.needs.get(code, ()))
    sites = tuple(sites_of(request, codes, problems))
    reason_codes = children(request, "reasonCode")
    told = {side for one in reason_codes for side in sides_of_reason(one, codes)}
    if any(contradicts(side, told) for _, side in sites):
        problems.append(other_reason())
    meanings = [codes.indications.find(concept) for concept in reason_codes]
    reasons = tuple(found[0] for found in meanings if len(found) == 1)
    plan = tuple(_plan(codes.library[name].value, sites, reasons) for name in dict.fromkeys(names))
    return tuple(replace(one, needs=tuple(needs)) for one in plan)


def other_reason() -> Problem:
    """A warning: a diagnosis may be of the other side by mistake, or be another one."""
    message = "`procedures.laterality`: the reason names the other side than the body site"
    return Problem("procedures.laterality", message, "ask which side is meant", FHIR_ELEMENT, warning=True)


def with_reasons(one: PlanFacts, reasons: Sequence[str], codes: CodeMap) -> PlanFacts:
    """The procedure with further reasons, after those it has."""
    whole = _plan(codes.library[one.procedure].value, one.sites, (*one.indications, *reasons))
    return replace(whole, needs=one.needs)


def _plan(
    procedure: Procedure, sites: tuple[tuple[str | None, str | None], ...], reasons: tuple[str, ...]
) -> PlanFacts:
    """A procedure with those of the sites and reasons that it takes: guidance has no site of its own."""
    return PlanFacts(
        procedure.id,
        sites if procedure.body_sites else (),
        tuple(sorted(reasons, key=lambda reason: reason not in procedure.indications))
        if procedure.indications
        else (),
    )


def orders_behind(appointment: Json) -> list[str]:
    """The orders an appointment is based on; without any, those it names as further information."""
    named = references(appointment, "supportingInformation")
    return references(appointment, "basedOn") or [one for one in named if type_of(one) == "ServiceRequest"]


def references(node: Json, key: str) -> list[str]:
    """The references in the list under a key."""
    return [reference for one in children(node, key) if (reference := reference_of(one))]


def reference_of(node: Json) -> str:
    """A reference as text; one by identifier as ``system|value``."""
    reference = text_of(node, "reference")
    if reference:
        return reference
    identifier = child(node, "identifier")
    value = text_of(identifier, "value")
    return f"{text_of(identifier, 'system')}|{value}" if value else ""


def _occurrence(request: Json, codes: CodeMap, problems: list[Problem]) -> date | None:
    events = child(request, "occurrenceTiming").get("event")
    typed = (
        text_of(request, "occurrenceDateTime")
        or text_of(child(request, "occurrencePeriod"), "start")
        or (events[0] if isinstance(events, list) and events and isinstance(events[0], str) else "")
    )
    return day_of(typed, codes, problems)


def day_of(typed: str, codes: CodeMap, problems: list[Problem]) -> date | None:
    """The day something is scheduled on, or None."""
    return told_day("scheduled_on", codes.calendar.day(typed), problems) if typed else None
