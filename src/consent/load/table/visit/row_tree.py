"""The values of one row as a document in the shape of a record file."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from consent.load.rows.codes import CELL, DATE_FORM
from consent.load.rows.dates import NoDay
from consent.load.rows.options import FLAGS, SourceOptions
from consent.load.schedule.icd import icd_codes
from consent.load.schedule.named import named
from consent.load.table.cells import YES_NO, Cell, Trouble, read_cell
from consent.load.table.columns.fields import (
    CODES,
    COUNTS,
    DATES,
    FIELDS,
    MODIFIER,
    PRACTITIONER_PART,
    TIME,
    WORDS,
    YES_OR_NO,
)
from consent.load.table.columns.headings import Layout
from consent.load.table.names import given_first_name, whole_name
from consent.load.table.visit.dealing import DETAILS, Dealing
from consent.load.table.visit.details import VisitDetails
from consent.load.table.visit.heard import Heard, Notes
from consent.load.table.visit.meanings import Meanings
from consent.load.table.visit.number import plan_told, visit_number
from consent.load.table.visit.plan_memory import KnownPlan
from consent.load.table.visit.procedures import VisitProcedures
from consent.load.typed.shape import dotted
from consent.load.typed.tree import Document
from consent.models.findings.finding import Finding
from consent.models.place import Path, Place, Source

_NAMES: Sequence[Path] = (("patient", "given_name"), ("patient", "family_name"))


@dataclass(slots=True)
class RowTree:
    """Collects the values of one row."""

    file: str
    line: int
    layout: Layout
    meanings: Meanings
    data: dict[str, Any] = field(default_factory=lambda: {"patient": {}})
    marks: dict[Path, Place] = field(default_factory=dict)
    findings: list[Finding] = field(default_factory=list)
    spoiled: set[Path] = field(default_factory=set)
    details: dict[str, str] = field(default_factory=dict)
    """Body site, side and indication as typed, until it is known which procedures they belong to."""
    bad_details: set[str] = field(default_factory=set)
    notes: Notes = field(init=False)

    def __post_init__(self) -> None:
        self.notes = Notes(lambda index: Place(self.file, self.line, index + 1))

    def read(self, name: str, cell: Cell, options: SourceOptions) -> None:
        """Take the cell of a field."""
        value = read_cell(name, cell, options.date_format, options.today)
        if isinstance(value, (NoDay, Trouble)):
            self._complain(name, value)
        elif value is None:
            return
        elif name == "procedures":
            self.details[name] = value
        elif name == "patient_name":
            self._whole_name(value, given_first=options.given_first)
            return
        elif name == "practitioner":
            self._put(FIELDS[name], self.meanings.practitioner(value))
        elif name in DETAILS:
            self.details[name] = named(name, value, self.meanings.library.schedules)
        elif name in COUNTS:
            self.data[name] = int(value)
        elif name in YES_OR_NO:
            self.data[name] = YES_NO[value.casefold()]
        else:
            self._put(FIELDS[name], named(name, value, self.meanings.library.schedules))
        self.marks[FIELDS[name]] = self._place(name)

    def _whole_name(self, value: str, *, given_first: bool) -> None:
        """A name as ``Family, Given`` or ``Family^Given``; any other way of writing it is not taken apart."""
        parts = whole_name(value) or (given_first_name(value) if given_first else None)
        if parts is None:
            message = "is not written family name, comma, given names"
            hint = "write it as `Example, Ada`, or give the two names columns of their own"
            self._complain("patient_name", Trouble(message, hint, CELL))
            return
        named = {
            "given_name": parts.given,
            "middle_name": parts.middle,
            "family_name": parts.family,
            "suffix": parts.suffix,
        }
        for key, part in named.items():
            self.marks["patient", key] = self._place("patient_name")
            if part:
                self._put(("patient", key), part)

    def plan(self, options: SourceOptions, cells: Sequence[Cell]) -> None:
        """Decide on the procedures, and hand body site, side and indication to those they belong to."""
        words = self._heard(WORDS, cells)
        ids = self._procedures(words, cells) if ("procedures",) not in self.spoiled else []
        if ids or "procedures" in self.details:
            self.data["procedures"] = [{"procedure": one} for one in ids] or None
        if not self.data.get("procedures") and ("procedures",) not in self.spoiled and options.procedures:
            self.data["procedures"] = [{"procedure": name} for name in options.procedures]
            self.marks["procedures",] = Place(FLAGS["procedures"])
        planned = self.data.get("procedures") or []
        found = [self.meanings.library.procedures.get(item["procedure"]) for item in planned]
        procedures = [one.value if one else None for one in found]
        self._hear_details(planned, words, cells, options)
        dealing = Dealing(planned, procedures, self.meanings, self._place)
        self.findings += dealing.deal_out(
            {name: self.details[name] for name in DETAILS if name in self.details}
        )
        self.bad_details |= dealing.bad
        self.findings += dealing.settle_sides(self.bad_details)
        for name in DETAILS:
            for index in range(len(planned)):
                path = ("procedures", index, name)
                if name in self.layout.columns:
                    self.marks[path] = self._place(name)
                if name in self.bad_details:
                    planned[index][name] = None
                    self.spoiled.add(path)

    def _procedures(self, words: Sequence[Heard], cells: Sequence[Cell]) -> list[str]:
        """The ids of what is to be done."""
        typed = self._typed("procedures")
        decided = VisitProcedures(self.meanings, self.notes, typed, self._heard(CODES, cells), words).decide()
        if self.notes.errors:
            self._spoil_plan()
        return decided

    def _hear_details(
        self,
        planned: Sequence[Mapping[str, Any]],
        words: Sequence[Heard],
        cells: Sequence[Cell],
        options: SourceOptions,
    ) -> None:
        """Read site, side and indication in the words; values for each procedure stay as they are typed."""
        if any(";" in text and not icd_codes(text) for name, text in self.details.items() if name in DETAILS):
            return
        typed = {name: heard for name in DETAILS if (heard := self._typed(name))}
        own = self._typed("procedures")
        before = len(self.notes.errors)
        decided = VisitDetails(
            self.meanings,
            self.notes,
            [item["procedure"] for item in planned],
            typed,
            [*([own] if own else []), *words],
            self._heard(MODIFIER, cells),
            options.side_from_diagnosis,
            options.usual_indications,
        ).decide()
        for name, value in decided.items():
            if name not in self.bad_details:
                self.details[name] = value
        if len(self.notes.errors) > before:
            self._spoil_plan()

    def _spoil_plan(self) -> None:
        """What was refused about the visit is said; nothing more is to be said of its procedures."""
        self.data["procedures"] = None
        self.spoiled.add(("procedures",))
        self.marks["procedures",] = self.notes.errors[0].place

    def practitioner_parts(self, cells: Sequence[Cell]) -> None:
        """A practitioner whose name stands in several columns."""
        indices = self.layout.roles.get(PRACTITIONER_PART, ())
        name = " ".join(cell.strip() for index in indices if isinstance(cell := cells[index], str))
        if name:
            self._put(FIELDS["practitioner"], self.meanings.practitioner(name))
            self.marks[FIELDS["practitioner"]] = Place(self.file, self.line, indices[0] + 1)

    def make_record_id(self, cells: Sequence[Cell]) -> None:
        """A visit number where the table has none: the same for the same visit, and nobody's number."""
        patient = self.data["patient"]
        who = [str(patient.get(key)) for key in ("mrn", "family_name", "given_name", "date_of_birth")]
        times = [str(cells[index]) for index in self.layout.roles.get(TIME, ())]
        day = [str(cells[index]) for name, index in self.layout.columns.items() if name == "scheduled_on"]
        plan = plan_told(self.data.get("procedures"))
        self.data["record_id"] = visit_number(who, plan, times, day, self.data.get("scheduled_on"))

    def known_plan(self) -> KnownPlan:
        """The plan, for the next row that says the same."""
        marks = {path: place for path, place in self.marks.items() if path[:1] == ("procedures",)}
        warnings, evidence = tuple(self.notes.warnings), tuple(self.notes.evidence)
        return KnownPlan(self.data.get("procedures"), marks, warnings, evidence)

    def take(self, known: KnownPlan) -> None:
        """The plan of an earlier row, at the places of this one."""
        if known.procedures is not None:
            self.data["procedures"] = known.procedures
        for path, place in known.marks.items():
            self.marks[path] = self._here(place)
        self.notes.evidence.extend(known.evidence)
        self.notes.warnings.extend(replace(one, place=self._here(one.place)) for one in known.warnings)

    def _here(self, place: Place) -> Place:
        """The same column of this row; an option is no place in a row."""
        return place if place.file.startswith("--") else Place(self.file, self.line, place.column)

    def _typed(self, name: str) -> Heard | None:
        text = self.details.get(name)
        if text is None:
            return None
        index = self.layout.columns[name]
        return Heard(self.layout.headings[index], index, text, self.meanings.phrases.read(text))

    def _heard(self, role: str, cells: Sequence[Cell]) -> list[Heard]:
        """The cells of a role that hold a text."""
        found = []
        for index in self.layout.roles.get(role, ()):
            cell = cells[index]
            if isinstance(cell, str) and cell.strip():
                text = cell.strip()
                found.append(
                    Heard(self.layout.headings[index], index, text, self.meanings.phrases.read(text))
                )
        return found

    def document(self) -> Document:
        """Everything read."""
        self.marks[()] = Place(self.file, self.line)
        findings = (*self.findings, *self.notes.errors)
        return Document(self.data, Source(self.file, self.marks), {}, findings, frozenset(self.spoiled))

    def _put(self, path: Path, value: str | None) -> None:
        node = self.data
        for part in path[:-1]:
            node = node.setdefault(str(part), {})
        node[str(path[-1])] = value

    def _complain(self, name: str, value: NoDay | Trouble) -> None:
        number = value.code if isinstance(value, Trouble) else DATE_FORM if name in DATES else CELL
        key = dotted(FIELDS[name])
        message = f"`{key}` {value.message}"
        self.findings.append(Finding(self._place(name), number, message, value.hint, field=key))
        if name in DETAILS:
            self.bad_details.add(name)
            return
        for path in _NAMES if name == "patient_name" else (FIELDS[name],):
            self._put(path, None)
            self.spoiled.add(path)
            self.marks[path] = self._place(name)

    def _place(self, name: str) -> Place:
        """Where a field was typed; the row, where it was read out of something else."""
        index = self.layout.columns.get(name)
        return Place(self.file, self.line, index + 1) if index is not None else Place(self.file, self.line)
