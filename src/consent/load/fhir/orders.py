"""ServiceRequest, and the services of an Appointment: what is to be done, where, on which side, what for."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from datetime import date
from typing import Any

from consent.load.fhir.code_map import CodeMap, Site
from consent.load.fhir.facts import OrderFacts, PlanFacts, Problem
from consent.load.fhir.json_shape import Json, child, children, codings, text_of, words_of
from consent.load.source_codes import DATE_FORM, FHIR_CODE
from consent.load.table.dates import NoDay
from consent.load.table.words import SIDES
from consent.models.library import Procedure

_LATERALITY = "272741003"
_EXPRESSION = re.compile(
    rf"(\d+)\s*(?:\|[^|]*\|)?\s*:\s*{_LATERALITY}\s*(?:\|[^|]*\|)?\s*=\s*(\d+)", re.ASCII
)
"""A SNOMED CT expression: a site, with the attribute laterality."""
_SIDE_WORD = re.compile(r"(?:^|[\s,(])(left|right|bilateral|both)(?:$|[\s,)])", re.IGNORECASE)
_MAP_HINT = "add the code to the file for `--fhir-map`"


def order_facts(request: Json, codes: CodeMap) -> OrderFacts:
    """What a record needs of a ServiceRequest; its Conditions are looked up later."""
    problems: list[Problem] = []
    plan = planned([child(request, "code")], request, codes, problems)
    return OrderFacts(
        patient=text_of(child(request, "subject"), "reference"),
        plan=plan,
        practitioners=tuple(
            reference for one in children(request, "performer") if (reference := reference_of(one))
        ),
        scheduled_on=_occurrence(request, codes, problems),
        reasons=tuple(
            reference for one in children(request, "reasonReference") if (reference := reference_of(one))
        ),
        problems=tuple(problems),
    )


def planned(
    concepts: Sequence[Json], request: Json, codes: CodeMap, problems: list[Problem]
) -> tuple[PlanFacts, ...]:
    """The procedures some concepts stand for, with the sites and reasons of the resource around them."""
    names: list[str] = []
    for concept in concepts:
        found = codes.procedures.find(concept)
        if len(found) == 1:
            names.extend(found[0])
        elif found:
            message = "`procedures`: the codes of one concept stand for different procedures"
            problems.append(Problem("procedures", message, _MAP_HINT, FHIR_CODE))
        else:
            message = "`procedures`: no procedure is known for the code"
            hint = f"{_MAP_HINT}, under `procedures:`"
            problems.append(Problem("procedures", message, hint, FHIR_CODE))
    sites = tuple(_sites(request, codes, problems))
    meanings = [codes.indications.find(concept) for concept in children(request, "reasonCode")]
    reasons = tuple(found[0] for found in meanings if len(found) == 1)
    return tuple(_plan(codes.library[name].value, sites, reasons) for name in dict.fromkeys(names))


def with_reasons(one: PlanFacts, reasons: Sequence[str], codes: CodeMap) -> PlanFacts:
    """The procedure with further reasons, after those it has."""
    return _plan(codes.library[one.procedure].value, one.sites, (*one.indications, *reasons))


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


def reference_of(node: Json) -> str:
    """A reference as text; one by identifier as ``system|value``."""
    reference = text_of(node, "reference")
    if reference:
        return reference
    identifier = child(node, "identifier")
    value = text_of(identifier, "value")
    return f"{text_of(identifier, 'system')}|{value}" if value else ""


def _sites(request: Json, codes: CodeMap, problems: list[Problem]) -> Iterator[tuple[str | None, str | None]]:
    """Site and side of each body site; left and right of one site become both."""
    around = _side_in_extensions(request, codes)
    found: dict[str, set[str]] = {}
    loose: set[str] = set()
    for concept in children(request, "bodySite"):
        site = _site(concept, codes)
        side = _side_in_extensions(concept, codes) or site.side
        if site.name is not None:
            found.setdefault(site.name, set()).update({side} if side else set())
        elif side is not None and not _means_more(concept, codes):
            loose.add(side)
        else:
            message = "`procedures.body_site`: no body site is known for the code"
            hint = f"{_MAP_HINT}, under `body_sites:`"
            problems.append(Problem("procedures.body_site", message, hint, FHIR_CODE))
    if around:
        loose.add(around)
    for name, sides in found.items():
        yield name, _one_side(sides or loose)
    if not found and loose:
        yield None, _one_side(loose)


def _one_side(sides: set[str]) -> str | None:
    if len(sides) > 1:
        return "bilateral"
    return next(iter(sides), None)


def _site(concept: Json, codes: CodeMap) -> Site:
    """The site of a concept, and the side when the same concept says it."""
    for system, code, _ in codings(concept):
        if match := _EXPRESSION.match(code):
            whole = codes.body_sites.find(_coded(system, match.group(1)))
            side = codes.sides.find(_coded(system, match.group(2)))
            if len(whole) == 1 and len(side) == 1:
                return Site(whole[0].name, side[0])
    found = codes.body_sites.find(concept)
    sides = codes.sides.find(concept)
    side_of_words, site_of_words = _in_words(concept, codes)
    if len(found) == 1:
        # The words beside a code may say the side the code leaves out.
        return Site(found[0].name, found[0].side or (sides[0] if len(sides) == 1 else side_of_words))
    if found:
        return Site(None)
    return Site(site_of_words, sides[0] if len(sides) == 1 else side_of_words if site_of_words else None)


def _in_words(concept: Json, codes: CodeMap) -> tuple[str | None, str | None]:
    """Side and site from words such as ``Left knee joint`` or ``knee joint, left``."""
    for words in words_of(concept):
        match = _SIDE_WORD.search(words)
        if match is None:
            continue
        rest = (words[: match.start(1)] + words[match.end(1) :]).strip(" ,()")
        site = codes.body_sites.find({"text": " ".join(rest.split())})
        return SIDES[match.group(1).casefold()], site[0].name if len(site) == 1 else None
    return None, None


def _means_more(concept: Json, codes: CodeMap) -> bool:
    """Whether a concept with a side says something besides it."""
    return any(not codes.sides.find(_coded(system, code)) for system, code, _ in codings(concept))


def _coded(system: str, code: str) -> dict[str, Any]:
    return {"coding": [{"system": system, "code": code}]}


def _side_in_extensions(node: Json, codes: CodeMap) -> str | None:
    """The side in an extension about laterality, whoever defined it."""
    for extension in children(node, "extension"):
        if "laterality" not in text_of(extension, "url").casefold():
            continue
        coded = child(extension, "valueCoding")
        concepts = [child(extension, "valueCodeableConcept"), {"coding": [coded]} if coded else {}]
        for concept in concepts:
            if len(found := codes.sides.find(concept)) == 1:
                return found[0]
        for key in ("valueCode", "valueString"):
            if side := SIDES.get(text_of(extension, key).casefold()):
                return side
    return None


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
    if not typed:
        return None
    day = codes.calendar.day(typed)
    if isinstance(day, NoDay):
        field = "scheduled_on"
        problems.append(Problem(field, f"`{field}` {day.message}", day.hint, DATE_FORM))
        return None
    return day
