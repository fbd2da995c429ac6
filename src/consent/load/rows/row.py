"""One row of a source: a record that can be used, or the reasons why it cannot. Silent in every ``repr``."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

from consent.load.rows.evidence import Evidence
from consent.load.typed.tree import Document
from consent.models.findings.finding import Finding
from consent.models.people.record import Record
from consent.models.place import Place, Source, Sourced


class Unit(StrEnum):
    """What is counted in a source."""

    ROW = "row"
    """A row of a sheet or of a CSV file; the headings are row 1."""
    LINE = "line"
    """A line of a JSONL or NDJSON file."""
    ENTRY = "entry"
    """An entry of a FHIR Bundle."""
    MESSAGE = "message"
    """A message of HL7 v2."""
    RECORD = "record"
    """A record of a record file."""


@dataclass(frozen=True, slots=True)
class Row:
    """What became of one row."""

    number: int
    """As a person counts, from 1."""
    unit: Unit
    place: Place
    """File and line; the line is 0 where a file has no lines to speak of."""
    record_id: str | None
    """When it is well-formed; it must not identify the patient, so it may be shown."""
    record: Sourced[Record] | None = field(repr=False)
    """None when the row is refused."""
    findings: tuple[Finding, ...] = ()
    """Why it is refused, or warnings about a good row. ``field`` is the source's own heading or element."""
    labels: Mapping[str, str] = field(default_factory=dict, repr=False)
    """What the source calls a field, as in ``Candidate``."""
    evidence: tuple[Evidence, ...] = ()
    """Where values were read that have no cell of their own."""
    typed: Mapping[str, object] = field(default_factory=dict, repr=False)
    """Of a refused row what was understood all the same, in the shape of a record file."""

    @property
    def refused(self) -> bool:
        """Whether no packet can be made of it."""
        return self.record is None


@dataclass(frozen=True, slots=True)
class Candidate:
    """A row as a reader understood it, not yet held against anything."""

    number: int
    unit: Unit
    place: Place
    document: Document = field(repr=False)
    """In the shape of a record file."""
    labels: Mapping[str, str] = field(default_factory=dict, repr=False)
    """What the source calls a field; the key is dotted and has no numbers: ``procedures.body_site``."""
    warnings: tuple[Finding, ...] = ()
    """What the reader left out of this row."""
    evidence: tuple[Evidence, ...] = ()
    """Where values were read that have no cell of their own."""
    left_out: str = ""
    """Why the row is passed over without an error, as what follows "the visit is off: "; empty otherwise."""
    learn: Callable[[Row], None] | None = field(default=None, repr=False)
    """Told what the row came to, where later rows may come to the same."""


@dataclass(frozen=True, slots=True)
class Settled:
    """A row of which it is known already what it comes to, and whose it is."""

    row: Row
    source: Source = field(repr=False)
    mrn: str = field(repr=False)
    family_name: str = field(repr=False)
    given_name: str = field(repr=False)
    date_of_birth: date = field(repr=False)
    typed: Callable[[], Mapping[str, object]] = field(repr=False)
    """What was understood of the row, in the shape of a record file; asked for when it is refused."""


@dataclass(frozen=True, slots=True)
class Opened:
    """A source that can be read, and what to know about it before the first row."""

    kind: str
    """``csv``, ``xlsx``, ``jsonl``, ``records`` or ``fhir``."""
    candidates: Iterator[Candidate | Settled] = field(repr=False)
    findings: tuple[Finding, ...] = ()
    """Warnings about the source as a whole."""
    people: Callable[[], Iterator[Mapping[str, object]]] | None = field(default=None, repr=False)
    """Reads the patients alone, once more; None when the source can be read only once."""
    glimpses: Callable[[], Iterator[tuple[int, int]]] | None = field(default=None, repr=False)
    """The same at a glance: hashes of the number without case, and of the person as written.

    Rows that make no packet may be among them. None where ``people`` is as good.
    """
