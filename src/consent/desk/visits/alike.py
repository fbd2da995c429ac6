"""The order of a list: by name, so that two people of one name stand together, with what tells them apart."""

from __future__ import annotations

import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from consent.desk.visits.visit import Standing, Visit
from consent.load.schedule.vocabulary import plain


@dataclass(frozen=True, slots=True)
class Listed:
    """A line of a list."""

    visit: Visit = field(repr=False)
    standing: Standing
    alike: int = 1
    """How many people on the list have this name."""
    differs: tuple[str, ...] = ()
    """What tells them apart: ``date of birth``, ``MRN``."""
    begins: bool = False
    """Whether it is the first line of them."""


def listed(visits: Sequence[Visit], standings: Mapping[str, Standing]) -> tuple[Listed, ...]:
    """The visits in the order of a list. Rows without a name are first: they need somebody."""
    named: dict[tuple[str, str], list[Visit]] = {}
    for visit in sorted(visits, key=_order):
        named.setdefault(_name(visit), []).append(visit)
    lines = []
    for name, group in named.items():
        people = {(one.born, one.mrn.strip().casefold()) for one in group}
        alike = len(people) if any(name) else 1
        differs = _differs(group) if alike > 1 else ()
        lines += [
            Listed(visit, standings[visit.key], alike, differs, begins=alike > 1 and not place)
            for place, visit in enumerate(group)
        ]
    return tuple(lines)


def folded(text: str) -> str:
    """A name as people type it in a hurry: no accents, no case, no punctuation."""
    apart = unicodedata.normalize("NFKD", text)
    return plain("".join(one for one in apart if not unicodedata.combining(one)))


def _name(visit: Visit) -> tuple[str, str]:
    """Of the given names the first: a middle name is often left out."""
    return folded(visit.family_name), next(iter(folded(visit.given_name).split()), "")


def _order(visit: Visit) -> tuple[bool, tuple[str, str], str, str, int]:
    name = _name(visit)
    return any(name), name, visit.born, visit.mrn, visit.number


def _differs(group: Sequence[Visit]) -> tuple[str, ...]:
    fields = {
        "date of birth": {one.born for one in group},
        "MRN": {one.mrn.strip().casefold() for one in group},
    }
    return tuple(name for name, values in fields.items() if len(values) > 1)
