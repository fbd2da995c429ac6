"""An appointment message as the row of a table whose headings are HL7's own names."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from consent.load.hl7.message import Message
from consent.load.rows.codes import CELL
from consent.load.schedule.standing import About, StatusColumn
from consent.load.table.cells import Cell, Trouble
from consent.load.table.columns.fields import CODES, FIELDS, TIME, WORDS
from consent.load.table.columns.headings import Layout

_FIELDS = {
    "record_id": "SCH-2",
    "patient_name": "PID-5",
    "date_of_birth": "PID-7",
    "mrn": "PID-3",
    "preferred_language": "PID-15",
    "indication": "DG1-3",
    "practitioner": "AIP-3",
    "scheduled_on": "SCH-11",
}
_ROLES = (
    (CODES, "AIS-3 code"),
    (WORDS, "AIS-3"),
    (WORDS, "SCH-7"),
    (WORDS, "SCH-8"),
    (WORDS, "NTE-3"),
    (TIME, "time"),
)
_STATUS = "SCH-25"
_HEADINGS = (*_FIELDS.values(), *(heading for _, heading in _ROLES), _STATUS)
_DAY = 8
_LEGAL = "L"
_NOT_TODAYS = frozenset({"M", "N", "A", "S", "B"})
"""Types of names that are not the one to print: maiden, nickname, alias, coded, at birth."""


def layout() -> Layout:
    """Where each field of a record stands in the row."""
    columns = {name: index for index, name in enumerate(_FIELDS)}
    labels = {}
    for name, heading in _FIELDS.items():
        if name == "patient_name":
            labels.update(dict.fromkeys(("patient", "patient.given_name", "patient.family_name"), heading))
        else:
            labels[".".join(str(part) for part in FIELDS[name])] = heading
    roles: dict[str, list[int]] = {}
    for offset, (role, _) in enumerate(_ROLES):
        roles.setdefault(role, []).append(len(_FIELDS) + offset)
    status = StatusColumn(len(_HEADINGS) - 1, _STATUS, About.STATUS)
    labels["procedures"] = labels["procedures.procedure"] = "AIS-3"
    named = (True,) * len(_HEADINGS)
    return Layout(
        columns, labels, named, (status,), {role: tuple(ones) for role, ones in roles.items()}, _HEADINGS
    )


def cells_of(message: Message, person: Message, mrn_system: str | None) -> list[Cell]:
    """The cells of an appointment; ``person`` is the message with the demographics to print."""
    start = _start(message)
    return [
        appointment_id(message) or None,
        _name(person),
        person.components("PID", 7)[0][:_DAY] or None,
        number_of(message, mrn_system),
        person.components("PID", 15)[0] or None,
        "; ".join(_diagnoses(message)) or None,
        _practitioner(message),
        start[:_DAY] or None,
        " ".join(_codes(message)) or None,
        " ".join(_services(message)) or None,
        _words(message, "SCH", 7),
        _words(message, "SCH", 8),
        " ".join(message.plain(one) for one in message.fields("NTE", 3)) or None,
        start[_DAY:12] or None,
        next((one for one in message.components("SCH", 25) if one), None),
    ]


def appointment_id(message: Message) -> str:
    """The number an appointment is changed and cancelled by: the filler's, else the placer's."""
    for number in (2, 1):
        found = message.components("SCH", number)[0]
        if found:
            return found
    return ""


def number_of(message: Message, system: str | None) -> Cell:
    """The medical record number: of the practice's system, else of type MR, else the only one there is."""
    found = [(parts + [""] * 5)[:5] for parts in message.repetitions("PID", 3) if parts[0]]
    if system is not None:
        fitting = [parts for parts in found if system in (parts[3], f"urn:oid:{parts[3]}")]
    else:
        fitting = [parts for parts in found if parts[4] in ("MR", "MRN")]
        fitting = fitting or [parts for parts in found if not parts[4]]
    numbers = list(dict.fromkeys(parts[0] for parts in fitting))
    if len(numbers) == 1:
        return numbers[0]
    if not found:
        return None
    message_ = "holds several medical record numbers" if numbers else "holds no medical record number"
    hint = "say which assigning authority counts, with `mrn_system:` in the file for `--fhir-map`"
    return Trouble(message_, hint, CELL)


def _name(message: Message) -> Cell:
    names = [(parts + [""] * 7)[:7] for parts in message.repetitions("PID", 5)]
    usable = [parts for parts in names if parts[6] not in _NOT_TODAYS]
    legal = [parts for parts in usable if parts[6] == _LEGAL] or usable
    return "^".join(legal[0][:6]).rstrip("^") if legal else None


def _start(message: Message) -> str:
    """The first of the places where systems put the time of an appointment."""
    timed = message.components("SCH", 11)
    for found in (
        timed[3] if len(timed) > 3 else "",
        message.components("TQ1", 7)[0],
        message.components("AIS", 4)[0],
        message.components("AIG", 8)[0],
        message.components("AIP", 6)[0],
        message.components("AIL", 6)[0],
        message.components("PV2", 8)[0],
    ):
        if found:
            return re.sub(r"[^0-9].*", "", found)
    return ""


def _practitioner(message: Message) -> Cell:
    """The first person among the resources, by number or by name; else the attending one."""
    for name, number in (("AIP", 3), ("PV1", 7), ("SCH", 16), ("AIG", 3)):
        for text in message.fields(name, number):
            parts = [*message.split(text), "", "", ""][:3]
            shown = ", ".join(part for part in parts[1:] if part)
            if parts[0] or shown:
                return f"{shown} [{parts[0]}]" if shown and parts[0] else shown or parts[0]
    return None


def _codes(message: Message) -> Iterator[str]:
    for name, number in (("AIS", 3), ("PR1", 3)):
        for text in message.fields(name, number):
            parts = message.split(text)
            yield from (one for one in (parts[0], parts[3] if len(parts) > 3 else "") if one)


def _services(message: Message) -> Iterator[str]:
    for name, number in (("AIS", 3), ("PR1", 3), ("PR1", 4)):
        for text in message.fields(name, number):
            yield from (one for one in message.split(text)[1:2] if one)


def _words(message: Message, name: str, number: int) -> Cell:
    texts = [one for one in message.components(name, number)[:2] if one]
    return " ".join(dict.fromkeys(texts)) or None


def _diagnoses(message: Message) -> Iterator[str]:
    for text in message.fields("DG1", 3):
        parts: Sequence[str] = message.split(text)
        yield " ".join(one for one in parts[:2] if one)
