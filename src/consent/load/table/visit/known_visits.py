"""Rows that differ from an earlier one in the person alone come to what that one came to.

A schedule of ten thousand rows has a few hundred different visits. The first row of each takes the long
road, through every reader and every check; for the others the person is read and nothing else.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import partial
from operator import itemgetter
from typing import Any

from consent.load.rows.again import MovedMarks, said_again
from consent.load.rows.options import SourceOptions
from consent.load.rows.row import Candidate, Row, Settled, Unit
from consent.load.schedule.vocabulary import plain
from consent.load.table.cells import Cell
from consent.load.table.columns.fields import CODES, MODIFIER, PRACTITIONER_PART, TIME, WORDS
from consent.load.table.columns.headings import Layout
from consent.load.table.visit.number import plan_told, visit_number
from consent.load.table.visit.plain_people import VARYING, Person, PlainPeople
from consent.load.typed.tree import Document
from consent.models.library.collection import Library
from consent.models.people.age import ADULT_AT
from consent.models.people.record import Record
from consent.models.place import Path, Place, Source, Sourced

_KEPT = 5_000
"""Visits that are remembered; free text of a whole year would fill memory."""


@dataclass(frozen=True, slots=True)
class _Known:
    """What the first row of a visit came to."""

    row: Row = field(repr=False)
    marks: Mapping[Path, Place] = field(repr=False)
    """Where its values stood."""
    plan: str = field(repr=False)
    """As a made visit number tells it."""
    typed: Mapping[str, object] = field(repr=False)
    """What was understood of it, in the shape of a record file."""
    shown: frozenset[str] = field(default=frozenset(), repr=False)
    """Words of an unknown status that a warning repeats: shown of nobody who may be called so."""


@dataclass(slots=True)
class KnownVisits:
    """What became of the visits met so far, by the cells that say what is planned."""

    layout: Layout
    file: str
    unit: Unit
    people: PlainPeople = field(repr=False)
    _key: Callable[[Sequence[Cell]], Hashable] = field(init=False, repr=False)
    _times: tuple[int, ...] = field(init=False)
    _status: tuple[int, ...] = field(init=False)
    _off: dict[Hashable, Candidate] = field(default_factory=dict, repr=False)
    _known: dict[Hashable, _Known] = field(default_factory=dict, repr=False)

    def __post_init__(self) -> None:
        layout = self.layout
        read = {index for name, index in layout.columns.items() if name not in VARYING}
        read |= {
            at for role in (WORDS, CODES, MODIFIER, PRACTITIONER_PART) for at in layout.roles.get(role, ())
        }
        read |= {column.index for column in layout.status}
        read |= {index for index, named in enumerate(layout.named) if not named}
        self._key = itemgetter(*sorted(read)) if read else lambda _: ()
        self._times = layout.roles.get(TIME, ())
        self._status = tuple(column.index for column in layout.status)

    def settled(self, number: int, line: int, cells: Sequence[Cell]) -> Settled | None:
        """What the row comes to, where that is known and nothing about its person is odd."""
        if len(cells) != self.layout.width:
            return None
        known = self._known.get(self._key(cells))
        person = self.people.read(cells) if known is not None else None
        if known is None or person is None or (known.shown and known.shown & self._called(cells)):
            return None
        return self._again(known, person, number, line, cells)

    def off(self, cells: Sequence[Cell]) -> Candidate | None:
        """A visit that is off as an earlier one was; of such a row nothing else is ever asked."""
        if not self._off or len(cells) != self.layout.width:
            return None
        return self._off.get(tuple([cells[index] for index in self._status]))

    def learning(
        self, candidate: Candidate, cells: Sequence[Cell], unknown: Iterable[str]
    ) -> Callable[[Row], None] | None:
        """Who is to be told what a row came to; nobody when its person might have had a part in it.

        ``unknown`` are words of a status that a warning may repeat.
        """
        if len(cells) != self.layout.width:
            return None
        if candidate.left_out:
            if len(self._off) < _KEPT:
                self._off[tuple([cells[index] for index in self._status])] = candidate
            return None
        if self.people.read(cells) is None:
            return None
        document = candidate.document
        plan = _plan_of(document)
        typed = document.data if isinstance(document.data, dict) else {}
        key = self._key(cells)
        shown = frozenset(part for word in unknown for part in plain(word).split())
        if shown & self._called(cells):
            return None

        def learn(row: Row) -> None:
            if len(self._known) >= _KEPT:
                self._known.clear()
            marks = row.record.source.marks if row.record else document.source.marks
            self._known[key] = _Known(row, marks, plan, typed, shown)

        return learn

    def _called(self, cells: Sequence[Cell]) -> set[str]:
        """Every word that may be part of the patient's name."""
        who = [cells[index] for name, index in self.layout.columns.items() if name in VARYING]
        return {part for cell in who if isinstance(cell, str) for part in plain(cell).split()}

    def _again(self, known: _Known, person: Person, number: int, line: int, cells: Sequence[Cell]) -> Settled:
        first, names = known.row, person.names
        record_id = person.visit or self._made_number(known.plan, person, cells)
        old = first.place.line
        source = Source(self.file, MovedMarks(known.marks, self.file, old, line))
        record = None
        if first.record is not None:
            record = Sourced(_record(first.record.value, person, record_id), source)
        findings = said_again(first.findings, self.file, old, line) if first.findings else ()
        place = Place(self.file, line, first.place.column)
        typed = partial(_typed, known.typed, person, record_id)
        told = {} if record is not None else typed()
        row = Row(number, self.unit, place, record_id, record, findings, first.labels, first.evidence, told)
        return Settled(row, source, person.mrn, names.family, names.given, person.born, typed)

    def _made_number(self, plan: str, person: Person, cells: Sequence[Cell]) -> str:
        names, day = person.names, person.day
        who = (person.mrn, names.family, names.given, person.born.isoformat())
        at = self.layout.columns.get("scheduled_on")
        return visit_number(
            who,
            plan,
            [str(cells[index]) for index in self._times],
            [] if at is None else [str(cells[at])],
            None if day is None else day.isoformat(),
        )


def known_visits(
    layout: Layout, file: str, unit: Unit, options: SourceOptions, library: Library
) -> KnownVisits | None:
    """A memory for the rows of one table; None where the day of issue is not known."""
    if options.today is None:
        return None
    oldest = max((one.value.ages.start for one in library.procedures.values()), default=0)
    people = PlainPeople(layout, options, options.today, max(ADULT_AT, oldest))
    return KnownVisits(layout, file, unit, people)


def _plan_of(document: Document) -> str:
    data: Any = document.data
    return plan_told(data.get("procedures") if isinstance(data, dict) else None)


def _typed(first: Mapping[str, object], person: Person, record_id: str) -> Mapping[str, object]:
    """What the first row was understood to say, with another person in it."""
    names, before = person.names, first.get("patient")
    patient = {
        **(before if isinstance(before, dict) else {}),
        "given_name": names.given,
        "middle_name": names.middle,
        "family_name": names.family,
        "suffix": names.suffix,
        "date_of_birth": person.born.isoformat(),
        "mrn": person.mrn,
    }
    changed: dict[str, object] = {
        "record_id": record_id,
        "patient": {name: value for name, value in patient.items() if value},
    }
    if person.day is not None:
        changed["scheduled_on"] = person.day.isoformat()
    return {**first, **changed}


def _record(first: Record, person: Person, record_id: str) -> Record:
    """The record with another person in it; each of the values fits its field."""
    names = person.names
    patient: dict[str, Any] = {
        "given_name": names.given,
        "middle_name": names.middle or None,
        "family_name": names.family,
        "suffix": names.suffix or None,
        "date_of_birth": person.born,
        "mrn": person.mrn,
    }
    changed: dict[str, Any] = {"record_id": record_id, "patient": first.patient.but(**patient)}
    if person.day is not None:
        changed["scheduled_on"] = person.day
    return first.but(**changed)
