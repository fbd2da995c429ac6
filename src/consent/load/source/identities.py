"""One medical record number with two names or birth dates: nobody can tell whose packet it would be."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from itertools import chain, islice
from typing import TYPE_CHECKING, Any

from consent.load.rows.row import Candidate, Opened, Settled
from consent.load.schedule.vocabulary import plain
from consent.models.people.record import NO_NAME

if TYPE_CHECKING:
    import numpy as np

Pair = tuple[int, int]
"""Hashes of a number and of a person."""
_CHUNK = 1 << 16
_NAMES_KEPT = 20_000


def identity(patient: object) -> Pair | None:
    """Hashes of the number and of the person; None when one of the two is not known.

    Of the given names the first counts: a middle name is often left out.
    """
    if not isinstance(patient, Mapping):
        return None
    number, born = patient.get("mrn"), patient.get("date_of_birth")
    family, given = patient.get("family_name"), patient.get("given_name")
    if not (isinstance(number, str) and isinstance(family, str) and isinstance(given, str) and born):
        return None
    return hash(number.strip().casefold()), hash((*_compared(family, given), str(born)))


@lru_cache(_NAMES_KEPT)
def _compared(family: str, given: str) -> tuple[str, str]:
    return plain(family), given if given == NO_NAME else next(iter(plain(given).split()), "")


def _identity(row: Candidate | Settled) -> Pair | None:
    if isinstance(row, Candidate):
        data = row.document.data
        return identity(data.get("patient") if isinstance(data, dict) else None)
    who = (*_compared(row.family_name, row.given_name), row.date_of_birth.isoformat())
    return hash(row.mrn.casefold()), hash(who)


@dataclass(slots=True)
class Identities:
    """What is known of who has which number: hashes, 16 bytes for a row."""

    clashing: frozenset[int] = frozenset()
    """Hashes of numbers that belong to two people."""
    once: bool = False
    """Whether a source could not be read before: then the first person of a number stands."""
    seen: dict[int, int] = field(default_factory=dict)

    def is_clash(self, row: Candidate | Settled) -> bool:
        """Whether the patient's number is also another person's."""
        if not (self.clashing or self.once):
            return False
        found = _identity(row)
        if found is None:
            return False
        number, person = found
        if number in self.clashing:
            return True
        return self.once and self.seen.setdefault(number, person) != person


def clashes(sources: Sequence[Opened]) -> frozenset[int]:
    """The numbers that belong to two people, in a first reading of the sources.

    Most numbers stand with one name and one birth date, written in one way: that takes no understanding of
    either. Only what is written in two ways is read once more, and then by its meaning.
    """
    doubtful = _with_two(pair for one in sources for pair in _at_a_glance(one))
    if not doubtful:
        return doubtful
    return _with_two(pair for one in sources for pair in _understood(one) if pair[0] in doubtful)


def _at_a_glance(source: Opened) -> Iterator[Pair]:
    return source.glimpses() if source.glimpses is not None else _understood(source)


def _understood(source: Opened) -> Iterator[Pair]:
    for patient in source.people() if source.people is not None else ():
        if found := identity(patient):
            yield found


def _with_two(people: Iterable[Pair]) -> frozenset[int]:
    """The numbers that stand with more than one person."""
    found = iter(people)
    first = list(islice(found, _CHUNK))
    return _of_many(chain(first, found)) if len(first) == _CHUNK else _of_few(first)


def _of_few(people: Sequence[Pair]) -> frozenset[int]:
    """The same without numpy, which takes longer to import than a clinic's schedule takes to read."""
    counts = Counter(number for number, _ in set(people))
    return frozenset(number for number, count in counts.items() if count > 1)


def _of_many(people: Iterator[Pair]) -> frozenset[int]:
    import numpy as np

    pairs: list[np.ndarray[Any, Any]] = []
    while chunk := list(islice(people, _CHUNK)):
        pairs.append(_distinct(np.array(chunk, dtype=np.int64)))
    whole = _distinct(np.concatenate(pairs))
    numbers, counts = np.unique(whole[:, 0], return_counts=True)
    return frozenset(numbers[counts > 1].tolist())


def _distinct(pairs: np.ndarray[Any, Any]) -> np.ndarray[Any, Any]:
    import numpy as np

    return np.unique(pairs, axis=0)
