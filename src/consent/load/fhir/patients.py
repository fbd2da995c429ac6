"""Patient and RelatedPerson: name, birth date, medical record number, language, and who decides."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from datetime import date
from typing import Any

from consent.load.fhir.code_map import CodeMap
from consent.load.fhir.facts import DeciderFacts, PatientFacts, Problem, told_day
from consent.load.fhir.json_shape import Json, child, children, codings, known_text, text_of
from consent.load.fhir.names import (
    best_name,
    is_current,
    parts_agree,
    parts_of,
    rivals,
    suffix_of,
    whole_name,
)
from consent.load.fhir.standing import doubts
from consent.load.rows.codes import FHIR_ELEMENT
from consent.load.rows.dates import NoDay
from consent.load.rows.words import NO_LANGUAGE, language

_GUARDIANS = {
    "GUARD": "legal guardian",
    "HPOWATT": "health care power of attorney",
    "DPOWATT": "durable power of attorney",
    "POWATT": "power of attorney",
    "SPOWATT": "special power of attorney",
    "GRD": "legal guardian",
}
"""Codes of HL7's RoleCode, and of its older table 0063, whose bearers decide for a patient of any age."""
_PARENTS = {
    "PRN": "parent",
    "PRNT": "parent",
    "MTH": "parent",
    "FTH": "parent",
    "NMTH": "parent",
    "NFTH": "parent",
    "NPRN": "parent",
    "ADOPTP": "parent",
    "ADOPTM": "parent",
    "ADOPTF": "parent",
    "PAR": "parent",
}
"""Codes whose bearers decide for a child."""
_ROLE_SYSTEMS = ("v3-RoleCode", "v2-0063", "v2/0063")
_TAG_SYSTEM = "bcp:47"
_TAG = re.compile(r"[a-z]{2,3}(-[A-Za-z0-9]{2,8})*")
_UNTOLD = frozenset({"UNK", "OTH", "ASKU", "ASKED-UNKNOWN", "NI", "NA", "UND", "MIS", "ZXX"})
"""Codes that stand for no language."""


def patient_facts(patient: Json, codes: CodeMap, today: date) -> PatientFacts:
    """What a record needs of a Patient."""
    problems: list[Problem] = []
    names = children(patient, "name")
    name = best_name(names, today)
    given, family = parts_of(name)
    if name and not given and not family and text_of(name, "text"):
        hint = "FHIR's `name.text` alone does not say which part is which; add `family` and `given`"
        problems.extend(
            Problem(field, f"`{field}` cannot be told from the whole name", hint, FHIR_ELEMENT)
            for field in ("patient.given_name", "patient.family_name")
        )
    if rivals(names, today):
        message = "the patient has several names in use of the same kind; the first is printed"
        hint = "end the period of the former name, or mark it as old"
        problems.append(Problem("patient.family_name", message, hint, FHIR_ELEMENT, warning=True))
    if name and not parts_agree(name):
        message = "the patient's name differs in `name.text` and in its parts; the parts are printed"
        hint = "check which is right, and correct the other"
        problems.append(Problem("patient.family_name", message, hint, FHIR_ELEMENT, warning=True))
    problems.extend(_standing(patient))
    problems.extend(doubts(patient))
    born = _birth(known_text(patient, "birthDate"), codes, problems)
    return PatientFacts(
        given_name=given or None,
        family_name=family or None,
        suffix=suffix_of(name) or None,
        date_of_birth=born,
        mrn=_mrn(patient, codes, today, problems),
        language=_language(children(patient, "communication")),
        problems=tuple(problems),
        contacts=tuple(
            decider
            for contact in children(patient, "contact")
            if (
                decider := _decider(
                    contact, children(contact, "relationship"), [child(contact, "name")], today
                )
            )
        ),
    )


def mrn_tokens(patient: Json, codes: CodeMap, today: date) -> list[str]:
    """The medical record numbers by which others may refer to a patient, as ``system|value``."""
    numbers = _numbers(_identifiers(patient, today), codes)
    systems = ((text_of(one, "system"), text_of(one, "value")) for one in numbers)
    return [f"{system}|{value}" for system, value in systems if system]


def related_facts(person: Json, today: date) -> DeciderFacts | None:
    """Who decides, when a RelatedPerson is marked as a guardian, an attorney or a parent."""
    if person.get("active") is False:
        return None
    return _decider(person, children(person, "relationship"), children(person, "name"), today)


def _standing(patient: Json) -> Iterator[Problem]:
    """What speaks against a packet for this patient."""
    if patient.get("deceasedBoolean") is True or text_of(patient, "deceasedDateTime"):
        message = "the patient is recorded as deceased"
        yield Problem("patient", message, "check the schedule", FHIR_ELEMENT)
    if any(text_of(link, "type") == "replaced-by" for link in children(patient, "link")):
        message = "the patient's record has been replaced by another one"
        hint = "make the appointment or the order for the record that replaced it"
        yield Problem("patient", message, hint, FHIR_ELEMENT)
    elif patient.get("active") is False:
        message = "the patient's record is marked as not in use"
        yield Problem("patient", message, "check that it is the right one", FHIR_ELEMENT, warning=True)


def _birth(typed: str, codes: CodeMap, problems: list[Problem]) -> date | None:
    if not typed:
        return None
    day = codes.calendar.day(typed) if "T" not in typed else NoDay("is not a date", "write it as YYYY-MM-DD")
    return told_day("patient.date_of_birth", day, problems)


def _mrn(patient: Json, codes: CodeMap, today: date, problems: list[Problem]) -> str | None:
    """The identifier of the configured system, or of HL7's type MR."""
    identifiers = _identifiers(patient, today)
    fitting = _numbers(identifiers, codes)
    for use in ("official", "usual"):
        preferred = [one for one in fitting if text_of(one, "use") == use]
        if preferred:
            fitting = preferred
            break
    values = list(dict.fromkeys(text_of(one, "value") for one in fitting))
    if len(values) == 1:
        return values[0]
    field = "patient.mrn"
    if values:
        message = f"`{field}`: the patient has several medical record numbers"
        hint = "say which system counts, with `mrn_system:` in the file for `--fhir-map`"
        problems.append(Problem(field, message, hint, FHIR_ELEMENT))
    elif identifiers:
        message = f"`{field}`: none of the patient's identifiers is marked as a medical record number"
        hint = "mark it with type MR, or name its system with `mrn_system:` in the file for `--fhir-map`"
        problems.append(Problem(field, message, hint, FHIR_ELEMENT))
    return None


def _identifiers(patient: Json, today: date) -> list[dict[str, Any]]:
    """Those in use."""
    return [
        one
        for one in children(patient, "identifier")
        if known_text(one, "value") and text_of(one, "use") != "old" and is_current(one, today)
    ]


def _numbers(identifiers: Sequence[dict[str, Any]], codes: CodeMap) -> list[dict[str, Any]]:
    """The medical record numbers among them."""
    if codes.mrn_system is not None:
        return [one for one in identifiers if text_of(one, "system") == codes.mrn_system]
    return [one for one in identifiers if _is_mr(child(one, "type"))]


def _is_mr(kind: Json) -> bool:
    # A code MR of another system is rare, and no other meaning of it is in use.
    return any(code == "MR" for _, code, _ in codings(kind)) or text_of(kind, "text").casefold() in (
        "mr",
        "mrn",
        "medical record number",
    )


def _language(communications: Sequence[dict[str, Any]]) -> str | None:
    """The preferred language; the only one; English among several; else the first."""
    preferred = [one for one in communications if one.get("preferred") is True]
    spoken = [tag for one in preferred or communications if (tag := _tag(child(one, "language")))]
    english = [tag for tag in spoken if tag.partition("-")[0] == "en"]
    return next(iter(spoken if preferred else english or spoken), None)


def _tag(concept: Json) -> str:
    told = list(codings(concept))
    # A system's own code may stand before the one that everybody knows.
    for system, code, _ in sorted(told, key=lambda one: not one[0].endswith(_TAG_SYSTEM)):
        if code.upper() in _UNTOLD:
            return ""
        if system.endswith(_TAG_SYSTEM) or _TAG.fullmatch(language(code)):
            return language(code)
    text = text_of(concept, "text")
    return language(text) if text and text.casefold() not in NO_LANGUAGE else ""


def _decider(
    node: Json, relationships: Sequence[Json], names: Sequence[dict[str, Any]], today: date
) -> DeciderFacts | None:
    if not is_current(node, today):
        return None
    name = whole_name(best_name(names, today))
    roles = [
        code
        for relationship in relationships
        for system, code, _ in codings(relationship)
        if system.endswith(_ROLE_SYSTEMS) or not system
    ]
    if not name:
        return None
    for meanings, minors_only in ((_GUARDIANS, False), (_PARENTS, True)):
        for role in roles:
            if role in meanings:
                return DeciderFacts(name, meanings[role], minors_only)
    return None
