"""Everything a row may refer to, from one pass over the source; the rows come in a second pass."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Generic, TypeVar

from consent.load.fhir.code_map import CodeMap
from consent.load.fhir.facts import DeciderFacts, OrderFacts, PatientFacts, ReasonFacts
from consent.load.fhir.json_shape import Json, child, children, text_of
from consent.load.fhir.latest import Latest, is_later, mark_of
from consent.load.fhir.orders import order_facts, orders_behind, reference_of
from consent.load.fhir.patients import mrn_tokens, patient_facts, related_facts
from consent.load.fhir.references import is_absolute, keys_of, own_keys
from consent.load.fhir.resources import Found
from consent.load.fhir.sites import sides_of_reason, sides_told
from consent.load.fhir.standing import standing
from consent.load.fhir.version import other_version
from consent.models.place import Place

T = TypeVar("T")
DRIVERS = ("Appointment", "ServiceRequest", "Patient")
"""Types a row can be made of; of those that are there, the first."""
_NO_MARK = ("", "")
_SERIOUS = frozenset({"fatal", "error", "warning"})


class Shelf(Generic[T]):
    """Facts of resources of one type, by every name they may be referred to by."""

    def __init__(self) -> None:
        self._numbers: dict[str, int] = {}
        self._facts: list[T] = []
        self._marks: dict[int, tuple[str, str]] = {}
        self._urls: dict[int, str] = {}

    def put(self, resource: Json, full_url: str, facts: T, tokens: Iterable[str] = ()) -> None:
        """Add a resource. Of two versions the later stands; two that differ in no order stand for nothing.

        ``tokens`` are identifiers it may be referred to by, as ``system|value``.
        """
        keys = own_keys(resource, full_url)
        number = len(self._facts)
        self._facts.append(facts)
        if any(mark := mark_of(resource)):
            self._marks[number] = mark
        if is_absolute(full_url):
            self._urls[number] = keys[0]
        for key in (*keys, *tokens):
            earlier = self._numbers.get(key)
            self._numbers[key] = number if earlier is None else self._settle(earlier, number)

    def get(self, reference: str) -> T | None:
        """The facts behind a reference, or None when it leads nowhere or could lead to two resources."""
        number = self.number(reference)
        return None if number is None else self._facts[number]

    def number(self, reference: str) -> int | None:
        """What tells one resource from another."""
        exact, *others = keys_of(reference) if reference else ("",)
        if exact in self._numbers:
            number = self._numbers[exact]
            return None if number < 0 else number
        for key in others:
            number = self._numbers.get(key, -1)
            # A resource with an address of its own is not the one of the same id on another server.
            if number >= 0 and number not in self._urls:
                return number
        return None

    def standing(self) -> Iterator[T]:
        """The facts that some reference leads to: no older versions."""
        return (self._facts[number] for number in sorted({one for one in self._numbers.values() if one >= 0}))

    def __len__(self) -> int:
        return len(self._facts)

    def _settle(self, earlier: int, later: int) -> int:
        if earlier < 0 or self._facts[earlier] == self._facts[later]:
            return earlier
        if self._urls.get(earlier) != self._urls.get(later):
            return -1
        newer = is_later(self._marks.get(later, _NO_MARK), self._marks.get(earlier, _NO_MARK))
        if newer is None:
            return -1
        return later if newer else earlier


@dataclass(slots=True)
class Index:
    """All that rows refer to."""

    patients: Shelf[PatientFacts] = field(default_factory=Shelf)
    orders: Shelf[OrderFacts] = field(default_factory=Shelf)
    practitioners: Shelf[str | None] = field(default_factory=Shelf)
    """The id in practice.yaml, or None when the practice does not know the person."""
    roles: Shelf[tuple[str, str | None]] = field(default_factory=Shelf)
    """The practitioner as referred to, and the id in practice.yaml when the role itself is mapped."""
    conditions: Shelf[ReasonFacts] = field(default_factory=Shelf)
    deciders: list[tuple[str, DeciderFacts]] = field(default_factory=list, repr=False)
    by_patient: dict[int, list[DeciderFacts]] = field(default_factory=dict, repr=False)
    counts: Counter[str] = field(default_factory=Counter)
    """How many of each type there are."""
    latest: dict[str, Latest] = field(default_factory=dict, repr=False)
    """Which versions of what may make a row count, by type."""
    broken: int = 0
    """Lines that hold no resource."""
    warned: int = 0
    """Messages of the server that something is missing or wrong."""
    versions: dict[str, Place] = field(default_factory=dict)
    """Versions that cannot be read, and where each was met first."""
    based_on: set[str] = field(default_factory=set, repr=False)
    """The orders appointments refer to."""

    def deciders_of(self, reference: str) -> list[DeciderFacts]:
        """Who may decide for a patient besides the contacts the patient names."""
        number = self.patients.number(reference)
        return self.by_patient.get(number, []) if number is not None else []


def build_index(found: Iterable[Found], codes: CodeMap, today: date) -> Index:
    """Go through every resource once."""
    index = Index()
    for one in found:
        if one.finding is None:
            _add(index, one, codes, today)
        else:
            index.broken += 1
    for reference, decider in index.deciders:
        number = index.patients.number(reference)
        if number is not None:
            index.by_patient.setdefault(number, []).append(decider)
    index.deciders.clear()
    ordered = {index.orders.number(reference) for reference in index.based_on} - {None}
    index.counts["ServiceRequest alone"] = len(index.orders) - len(ordered)
    index.based_on.clear()
    return index


def _add(index: Index, found: Found, codes: CodeMap, today: date) -> None:
    resource, url = found.resource, found.full_url
    version = other_version(resource)
    if version:
        index.versions.setdefault(version, found.place)
        return
    kind = text_of(resource, "resourceType")
    index.counts[kind] += 1
    if kind == "Patient":
        tokens = mrn_tokens(resource, codes, today)
        index.patients.put(resource, url, patient_facts(resource, codes, today), tokens)
    elif kind == "ServiceRequest":
        index.orders.put(resource, url, order_facts(resource, codes))
    elif kind in ("Practitioner", "PractitionerRole"):
        _add_practitioner(index, kind, found, codes)
    elif kind == "RelatedPerson":
        decider = related_facts(resource, today)
        if decider is not None:
            index.deciders.append((reference_of(child(resource, "patient")), decider))
    elif kind == "Condition":
        index.conditions.put(resource, url, _reason(resource, codes))
    elif kind == "OperationOutcome":
        index.warned += any(text_of(one, "severity") in _SERIOUS for one in children(resource, "issue"))
    if kind in DRIVERS:
        _add_driver(index, kind, resource, url)


def _reason(condition: Json, codes: CodeMap) -> ReasonFacts:
    meaning = codes.indications.find(child(condition, "code"))
    sides = sides_of_reason(child(condition, "code"), codes)
    sides |= sides_told(children(condition, "bodySite"), codes)
    return ReasonFacts(meaning[0] if len(meaning) == 1 else None, frozenset(sides))


def _add_practitioner(index: Index, kind: str, found: Found, codes: CodeMap) -> None:
    resource = found.resource
    known = practitioner_id(resource, codes)
    if kind == "Practitioner":
        index.practitioners.put(resource, found.full_url, known)
    else:
        index.roles.put(resource, found.full_url, (reference_of(child(resource, "practitioner")), known))


def _add_driver(index: Index, kind: str, resource: Json, url: str) -> None:
    reason = standing(resource)
    index.latest.setdefault(kind, Latest()).put(resource, url, reason)
    if kind == "Appointment" and not reason:
        index.based_on.update(orders_behind(resource))


def practitioner_id(resource: Json, codes: CodeMap) -> str | None:
    """The id in practice.yaml: mapped by the resource's id or an identifier, or the same as one of them."""
    kind, own = text_of(resource, "resourceType"), text_of(resource, "id")
    names = [f"{kind}/{own}"] if own else []
    for identifier in children(resource, "identifier"):
        if value := text_of(identifier, "value"):
            names += [f"{text_of(identifier, 'system')}|{value}", value]
    if own:
        names.append(own)
    return next(mapped_practitioner(names, codes.practitioners, codes.known_practitioners), None)


def mapped_practitioner(
    names: Iterable[str], mapped: Mapping[str, str], known: Iterable[str]
) -> Iterator[str]:
    """The ids some names stand for."""
    listed = list(names)
    yield from (mapped[name] for name in listed if name in mapped)
    yield from (name for name in listed if name in known)
