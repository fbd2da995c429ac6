"""The codes of FHIR for the cells of a table, where a code stands alone, without its system."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import TypeVar

from consent.load.fhir.code_map import CodeMap, Site
from consent.load.fhir.lookup import Lookup, of_one_meaning
from consent.load.schedule.phrases import Phrasebook
from consent.load.schedule.standing import StatusWords
from consent.models.library.collection import Library
from consent.models.people.practice import Practice

T = TypeVar("T")
_TITLES = frozenset({"dr", "doctor"})
_NUMBER = re.compile(r"[\[(]\s*[A-Z]{0,3}\d+\s*[\])]")
"""A system's own number of a person behind the name."""
_WORDS = re.compile(r"[^\W_]+(?:['\u2019-][^\W_]+)*")


@dataclass(frozen=True, slots=True)
class CellMeanings:
    """What stands in a cell, looked up among the library's words and the practice's codes."""

    library: Library = field(repr=False)
    known_procedures: Lookup[tuple[str, ...]]
    known_sites: Lookup[Site]
    known_indications: Lookup[str]
    people: Mapping[str, str] = field(repr=False)
    """Ids of practitioners by name and by mapped identifier."""
    standing: StatusWords = field(repr=False)
    phrases: Phrasebook = field(repr=False)

    def procedures(self, typed: str) -> tuple[str, ...]:
        """The ids behind an id, a title or a code; an id in any case when nothing is known."""
        return self.exact_procedures(typed) or (typed.casefold(),)

    def exact_procedures(self, typed: str) -> tuple[str, ...]:
        """The ids behind an id, a title or a code; none when nothing is known."""
        if typed in self.library.procedures:
            return (typed,)
        found = self.known_procedures.find(_concept(typed))
        return found[0] if len(found) == 1 else ()

    def body_site(self, typed: str) -> tuple[str, str | None]:
        """The name of a site, and its side where the code says it."""
        found = self.known_sites.find(_concept(typed))
        return (found[0].name or typed, found[0].side) if len(found) == 1 else (typed, None)

    def indication(self, typed: str) -> str:
        """The words of the library for a reason or a code."""
        found = self.known_indications.find(_concept(typed))
        return found[0] if len(found) == 1 else typed

    def practitioner(self, typed: str) -> str:
        """The id of a practitioner, by id, by whole name or by a mapped identifier."""
        if typed in self.people:
            return self.people[typed]
        key = " ".join(typed.casefold().split())
        return self.people.get(typed) or self.people.get(key) or self.people.get(_name_key(typed)) or typed


def cell_meanings(codes: CodeMap, library: Library, practice: Practice) -> CellMeanings:
    """The same meanings as in FHIR, for cells."""
    return CellMeanings(
        library,
        _bare(codes.procedures),
        _bare(codes.body_sites),
        _bare(codes.indications),
        _people(codes, practice),
        StatusWords(library.schedules),
        codes.phrases,
    )


def _concept(typed: str) -> dict[str, object]:
    return {"coding": [{"code": " ".join(typed.casefold().split())}], "text": typed}


def _bare(lookup: Lookup[T]) -> Lookup[T]:
    return Lookup(_without_system(lookup.configured), _without_system(lookup.usual), lookup.words)


def _without_system(meanings: Mapping[str, T]) -> dict[str, T]:
    """By the code alone, without case; a code that two systems give different meanings has none."""
    return of_one_meaning(
        (" ".join(token.rpartition("|")[2].casefold().split()), value) for token, value in meanings.items()
    )


def _people(codes: CodeMap, practice: Practice) -> dict[str, str]:
    own = {one.id: one.id for one in practice.practitioners}
    npis = {one.npi: one.id for one in practice.practitioners if one.npi}
    return {
        **of_one_meaning(_names_of(practice)),
        **own,
        **npis,
        **_without_system(codes.practitioners),
    }


def _names_of(practice: Practice) -> Iterator[tuple[str, str]]:
    for one in practice.practitioners:
        yield _key(_words(one.id)), one.id
        # Schedules often add the degree, all of them or the first ones, and write either name first.
        degrees = [word for degree in one.credentials for word in _words(degree)]
        for count in range(len(degrees) + 1):
            yield _key([*_words(one.name), *degrees[:count]]), one.id


def _name_key(typed: str) -> str:
    """A name in any order and without case: ``RUIZ, ANA, MD [5501]`` is ``Ana Ruiz MD``."""
    return _key(_words(_NUMBER.sub(" ", typed)))


def _words(text: str) -> list[str]:
    plain = text.casefold().replace(".", "")
    return [word for word in _WORDS.findall(plain) if word not in _TITLES]


def _key(words: list[str]) -> str:
    return " ".join(sorted(words))
