"""Where on the body, and on which side. A side that is said in two ways is refused, never chosen."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import Any

from consent.load.fhir.code_map import CodeMap, Site
from consent.load.fhir.facts import Problem
from consent.load.fhir.json_shape import Json, child, children, codings, text_of, words_of
from consent.load.rows.codes import FHIR_CODE, FHIR_ELEMENT
from consent.load.rows.words import SIDES
from consent.load.schedule.icd import icd_codes, side_of

MAP_HINT = "add the code to the file for `--fhir-map`"
_LATERALITY = "272741003"
_EXPRESSION = re.compile(
    rf"(\d+)\s*(?:\|[^|]*\|)?\s*:\s*{_LATERALITY}\s*(?:\|[^|]*\|)?\s*=\s*(\d+)", re.ASCII
)
"""A SNOMED CT expression: a site, with the attribute laterality."""
_SIDE = r"left|right|bilateral|bilat|both|lt|rt|(?<![/-])(?-i:[LR])(?![/-])"
"""A single letter counts as a capital that stands alone: no ``R/O``."""
_SIDE_WORD = re.compile(rf"(?:^|(?<=[\s,(/-]))({_SIDE})(?=\.?(?:$|[\s,)/-]))", re.IGNORECASE)
_MODIFIERS = {"LT": "left", "RT": "right", "50": "bilateral"}
"""Of CPT and HCPCS, for a side."""
_OF_MODIFIERS = ("cpt", "hcpcs", "modifier")
_BOTH = "bilateral"
_ICD = "icd-10"
_ABOUT_SIDES = ("laterality", "qualifier", "bodyside")
"""In the address of an extension; a qualifier may also say ``anterior``."""
_PART = r"(?:knees?|hips?|shoulders?|ankles?|elbows?|wrists?|hands?|f(?:oo|ee)t|thumbs?|glenohumeral|rotator)"
_SIDE_OF_PART = re.compile(
    rf"\b({_SIDE})\b\.?\s+(?:\w+\s+)?{_PART}\b|\b{_PART}(?:\s+joint)?\s*[,(-]?\s*({_SIDE})(?=\.?(?:$|[\s,)]))",
    re.IGNORECASE,
)
_LEFT_AND_RIGHT = re.compile(r"\b(?:left\s*(?:and|&|/)\s*right|right\s*(?:and|&|/)\s*left)\b", re.IGNORECASE)


def sites_of(
    request: Json, codes: CodeMap, problems: list[Problem]
) -> Iterator[tuple[str | None, str | None]]:
    """Site and side of each body site; left and right of one site, each said by itself, become both."""
    found: dict[str, set[str]] = {}
    loose: set[str] = set()
    for concept in children(request, "bodySite"):
        site = _site(concept, codes, problems)
        if site is None:
            continue
        if site.name is not None:
            found.setdefault(site.name, set()).update({site.side} if site.side else set())
        elif site.side is not None and not _means_more(concept, codes):
            loose.add(site.side)
        else:
            message = "`procedures.body_site`: no body site is known for the code"
            hint = f"{MAP_HINT}, under `body_sites:`"
            problems.append(Problem("procedures.body_site", message, hint, FHIR_CODE))
    # The whole request may say a side: in an extension, or in the words for what is to be done.
    loose |= _sides_in_extensions(request, codes)
    told = sides_told((child(request, "code"), *children(request, "orderDetail")), codes)
    for name, sides in found.items():
        side = _one_side(sides or loose)
        if _contradict(sides, loose) or _contradict({side} if side else set(), told):
            problems.append(_two_sides())
        else:
            yield name, side
    if not found and loose:
        yield None, _one_side(loose)


def _site(concept: Json, codes: CodeMap, problems: list[Problem]) -> Site | None:
    """The site of a concept and its side, or None when the concept contradicts itself."""
    names, sides = _in_codes(concept, codes)
    words_sides = _sides_in_words(concept)
    words_names = set(_names_in_words(concept, codes))
    sides |= _sides_in_extensions(concept, codes)
    if len(sides) > 1 or len(words_sides) > 1 or _contradict(sides, words_sides):
        problems.append(_two_sides())
        return None
    if len(names) > 1 or (names and words_names and not names & words_names):
        message = "`procedures.body_site`: the codes and words of one concept stand for different sites"
        problems.append(Problem("procedures.body_site", message, MAP_HINT, FHIR_CODE))
        return None
    name = next(iter(names or (words_names if len(words_names) == 1 else ())), None)
    # The words beside a code may say the side the code leaves out.
    side = next(iter(sides or (words_sides if name else ())), None)
    return Site(name, side)


def sides_told(concepts: Iterable[Json], codes: CodeMap) -> set[str]:
    """The sides that what is to be done names: in words, as a code, as CPT's modifier."""
    found: set[str] = set()
    for concept in concepts:
        found |= _sides_in_words(concept) | set(codes.sides.find(concept))
        found |= {
            _MODIFIERS[code]
            for system, code, _ in codings(concept)
            if code in _MODIFIERS and any(word in system.casefold() for word in _OF_MODIFIERS)
        }
    return found


def sides_of_parts(text: str) -> set[str]:
    """The sides in a sentence, where they belong to a part of the body: nobody ``left a message``."""
    plain = _LEFT_AND_RIGHT.sub("bilateral", text)
    return {SIDES[side.casefold()] for found in _SIDE_OF_PART.findall(plain) for side in found if side}


def sides_of_reason(concept: Json, codes: CodeMap) -> set[str]:
    """The sides a diagnosis says: in words, by the digit of an ICD-10-CM code, as a SNOMED CT laterality."""
    found = {side for words in words_of(concept) for side in sides_of_parts(words)}
    diagnoses = icd_codes(text_of(concept, "text"))
    for system, code, _ in codings(concept):
        if _ICD in system.casefold() or not system:
            diagnoses += icd_codes(code)
        if match := _EXPRESSION.match(code):
            found |= set(codes.sides.find(_coded(system, match.group(2))))
    found |= {side for one in diagnoses if (side := side_of(one, codes.words))}
    return found | _sides_in_extensions(concept, codes)


def contradicts(side: str | None, told: set[str]) -> bool:
    """Whether one side is meant and only the other is told of."""
    return side is not None and bool(told) and _BOTH not in (side, *told) and side not in told


def _in_codes(concept: Json, codes: CodeMap) -> tuple[set[str], set[str]]:
    """The sites and the sides a concept's codes stand for."""
    names: set[str] = set()
    sides: set[str] = set(codes.sides.find(concept))
    whole = codes.body_sites.find(concept)
    for system, code, _ in codings(concept):
        if match := _EXPRESSION.match(code):
            whole = (*whole, *codes.body_sites.find(_coded(system, match.group(1))))
            sides |= set(codes.sides.find(_coded(system, match.group(2))))
    for site in whole:
        names |= {site.name} if site.name else set()
        sides |= {site.side} if site.side else set()
    return names, sides


def _sides_in_words(concept: Json) -> set[str]:
    """Sides from words such as ``Left knee joint``."""
    found: set[str] = set()
    for words in words_of(concept):
        plain = _LEFT_AND_RIGHT.sub("bilateral", words)
        found |= {SIDES[match.casefold()] for match in _SIDE_WORD.findall(plain)}
    return found


def _names_in_words(concept: Json, codes: CodeMap) -> Iterator[str]:
    """Sites from words such as ``Left knee joint`` or ``knee joint, left``."""
    for words in words_of(concept):
        rest = _SIDE_WORD.sub("", _LEFT_AND_RIGHT.sub("", words)).strip(" .,()/-")
        site = codes.body_sites.find({"text": " ".join(rest.split())})
        if len(site) == 1 and site[0].name:
            yield site[0].name


def _contradict(some: set[str], others: set[str]) -> bool:
    return bool(some and others and some != others)


def _one_side(sides: set[str]) -> str | None:
    if len(sides) > 1:
        return "bilateral"
    return next(iter(sides), None)


def _two_sides() -> Problem:
    message = "`procedures.laterality`: the side is said in two ways that differ"
    hint = "correct the order, so that its codes, words and extensions name the same side"
    return Problem("procedures.laterality", message, hint, FHIR_ELEMENT)


def _means_more(concept: Json, codes: CodeMap) -> bool:
    """Whether a concept with a side says something besides it."""
    return any(not codes.sides.find(_coded(system, code)) for system, code, _ in codings(concept))


def _coded(system: str, code: str) -> dict[str, Any]:
    return {"coding": [{"system": system, "code": code}]}


def _sides_in_extensions(node: Json, codes: CodeMap) -> set[str]:
    """The sides in extensions about laterality, whoever defined them."""
    found: set[str] = set()
    for extension in children(node, "extension"):
        if not any(word in text_of(extension, "url").casefold() for word in _ABOUT_SIDES):
            continue
        coded = child(extension, "valueCoding")
        for concept in (child(extension, "valueCodeableConcept"), {"coding": [coded]} if coded else {}):
            found |= set(codes.sides.find(concept)) or _sides_in_words(concept)
        for key in ("valueCode", "valueString"):
            if side := SIDES.get(text_of(extension, key).casefold()):
                found.add(side)
    return found
