"""SIU messages as candidates: of each appointment what the last message about it says."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace

from consent.load.hl7.message import Message, messages
from consent.load.hl7.visit_row import appointment_id, cells_of, layout, number_of
from consent.load.rows.byte_source import ByteSource
from consent.load.rows.codes import CUT_OFF, HL7_LEFT_OUT, HL7_MESSAGE
from consent.load.rows.options import SourceOptions
from consent.load.rows.row import Candidate, Opened, Unit
from consent.load.table.files.lines import Line, check_encoding, codec, read_lines
from consent.load.table.row import RowReader
from consent.load.table.visit.meanings import Meanings
from consent.load.typed.text import RefusalError
from consent.models.findings.finding import Finding, Severity
from consent.models.place import Place

_STANDS = frozenset({"S12", "S13", "S14", "S18", "S19", "S20", "S21"})
_OFF = frozenset({"S15", "S16", "S17", "S22", "S26"})
"""Cancelled, discontinued, deleted, and a patient who did not come."""
_PEOPLE = frozenset({"A01", "A04", "A05", "A08", "A28", "A31"})


@dataclass(frozen=True, slots=True)
class _Told:
    """The last message about an appointment, and what came with it."""

    number: int
    file: str
    message: Message = field(repr=False)
    event: str


def open_hl7(
    sources: Sequence[ByteSource], options: SourceOptions, meanings: Meanings, mrn_system: str | None
) -> Opened:
    """Files of messages, and batches of them, as one source.

    Raises:
        RefusalError: a file cannot be read, or none of them holds an appointment.
    """
    reading = _Reading(mrn_system)
    for source in sources:
        reading.take(source, options.encoding)
    if not reading.appointments:
        message = "the messages hold no appointment (SIU)"
        hint = "send SIU^S12 to S15; what there is: " + (reading.listed() or "nothing")
        raise RefusalError([Finding(Place(sources[0].name), HL7_MESSAGE, message, hint)])
    told = [one for one in reading.appointments.values() if one.event in _STANDS]
    reader = RowReader(layout(), sources[0].name, Unit.MESSAGE, options, meanings)
    findings = tuple(reading.findings(Place(sources[0].name), len(reading.appointments) - len(told)))
    return Opened(
        "hl7",
        _candidates(told, reading, reader),
        findings,
        lambda: _people(told, reading, reader),
    )


@dataclass(slots=True)
class _Reading:
    """What the messages have said so far."""

    mrn_system: str | None
    appointments: dict[str, _Told] = field(default_factory=dict, repr=False)
    """By the number the appointment is changed by; a message without one stands alone."""
    people: dict[str, Message] = field(default_factory=dict, repr=False)
    """The last demographics by medical record number."""
    others: Counter[str] = field(default_factory=Counter)
    count: int = 0

    def take(self, source: ByteSource, encoding: str | None) -> None:
        """Read the messages of a file."""
        name = codec(encoding)
        if source.path is not None:
            check_encoding(source.path, name)
        failed = ""
        try:
            with source.open() as file:
                for message in messages(_segments(read_lines(file, name))):
                    self.count += 1
                    self._note(message, source.name)
        except OSError as error:
            failed = f"the source cannot be read: {error.strerror}"
        if failed:
            raise RefusalError([Finding(Place(source.name), CUT_OFF, failed, "check the disk")])

    def _note(self, message: Message, file: str) -> None:
        kind, _, event = message.kind().partition("^")
        if kind == "SIU" and event in _STANDS | _OFF:
            key = appointment_id(message) or f"{file} {message.line}"
            earlier = self.appointments.get(key)
            if earlier is None or _when(message) >= _when(earlier.message):
                self.appointments[key] = _Told(self.count, file, message, event)
        elif kind == "ADT" and event in _PEOPLE:
            number = number_of(message, self.mrn_system)
            if isinstance(number, str):
                earlier_one = self.people.get(number)
                if earlier_one is None or _when(message) >= _when(earlier_one):
                    self.people[number] = message
        else:
            self.others[message.kind() or "unknown"] += 1

    def person(self, message: Message) -> Message:
        """The message whose demographics count: a later ADT goes before the appointment's own."""
        number = number_of(message, self.mrn_system)
        found = self.people.get(number) if isinstance(number, str) else None
        return found if found is not None and _when(found) > _when(message) else message

    def listed(self) -> str:
        """The kinds of other messages, with their number."""
        return ", ".join(f"{count} {kind}" for kind, count in sorted(self.others.items()))

    def findings(self, place: Place, off: int) -> Iterator[Finding]:
        """What was left out."""
        if off:
            message = f"appointments left out because they are cancelled, deleted or were missed: {off}"
            yield Finding(place, HL7_LEFT_OUT, message, "nothing to do if that is right", Severity.WARNING)
        if self.others:
            message = f"messages of other kinds left out: {self.listed()}"
            yield Finding(place, HL7_LEFT_OUT, message, "nothing to do if that is right", Severity.WARNING)


def _when(message: Message) -> str:
    return message.components("MSH", 7)[0][:14]


def _segments(lines: Iterator[Line]) -> Iterator[tuple[int, str]]:
    """Segments end with a carriage return; files often have line ends of their own."""
    for line in lines:
        for segment in (line.text or "").split("\r"):
            yield line.number, segment


def _candidates(told: Sequence[_Told], reading: _Reading, reader: RowReader) -> Iterator[Candidate]:
    for one in told:
        cells = cells_of(one.message, reading.person(one.message), reading.mrn_system)
        own = replace(reader, file=one.file)
        yield own.candidate(one.number, one.message.line, cells)


def _people(told: Sequence[_Told], reading: _Reading, reader: RowReader) -> Iterator[Mapping[str, object]]:
    for one in told:
        yield reader.patient(cells_of(one.message, reading.person(one.message), reading.mrn_system))
