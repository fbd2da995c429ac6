"""One medical record number with two names or birth dates: nobody can tell whose packet it would be."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

import numpy as np

from consent.load.schedule.vocabulary import plain
from consent.models.people.record import NO_NAME

Patient = Mapping[str, Any]
_CHUNK = 1 << 16


def identity(patient: object) -> tuple[int, int] | None:
    """Hashes of the number and of the person; None when one of the two is not known.

    Of the given names the first counts: a middle name is often left out.
    """
    if not isinstance(patient, Mapping):
        return None
    number, born = patient.get("mrn"), patient.get("date_of_birth")
    family, given = patient.get("family_name"), patient.get("given_name")
    if not (isinstance(number, str) and isinstance(family, str) and isinstance(given, str) and born):
        return None
    first = given if given == NO_NAME else next(iter(plain(given).split()), "")
    return hash(number.strip().casefold()), hash((plain(family), first, str(born)))


@dataclass(slots=True)
class Identities:
    """What is known of who has which number: hashes, 16 bytes for a row."""

    clashing: frozenset[int] = frozenset()
    """Hashes of numbers that belong to two people."""
    once: bool = False
    """Whether a source could not be read before: then the first person of a number stands."""
    seen: dict[int, int] = field(default_factory=dict)

    def is_clash(self, patient: object) -> bool:
        """Whether the patient's number is also another person's."""
        found = identity(patient)
        if found is None:
            return False
        number, person = found
        if number in self.clashing:
            return True
        return self.once and self.seen.setdefault(number, person) != person


def clashes(people: Iterable[object]) -> frozenset[int]:
    """The numbers that belong to two people, in a first reading of the sources."""
    pairs: list[np.ndarray[Any, Any]] = []
    chunk: list[tuple[int, int]] = []
    for patient in people:
        if found := identity(patient):
            chunk.append(found)
            if len(chunk) == _CHUNK:
                pairs.append(_distinct(np.array(chunk, dtype=np.int64)))
                chunk = []
    if chunk:
        pairs.append(np.array(chunk, dtype=np.int64))
    if not pairs:
        return frozenset()
    whole = _distinct(np.concatenate(pairs))
    numbers, counts = np.unique(whole[:, 0], return_counts=True)
    return frozenset(numbers[counts > 1].tolist())


def _distinct(pairs: np.ndarray[Any, Any]) -> np.ndarray[Any, Any]:
    return np.unique(pairs, axis=0)
