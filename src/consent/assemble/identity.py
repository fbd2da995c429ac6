"""Packet id, content hash, slot values: what tells one sheet of paper from another."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Iterable, Mapping
from dataclasses import fields, is_dataclass
from datetime import date
from enum import Enum
from functools import cache, partial
from typing import TYPE_CHECKING, Any

from pydantic import BaseModel

from consent.models.paper.slots import Slot
from consent.models.people.record import NO_NAME, Interpreter, Modality, Record
from consent.models.place import Place

if TYPE_CHECKING:
    from consent.models.paper.packet import Packet

_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
_TAKES_PART = {Modality.IN_PERSON: "in person", Modality.VIDEO: "by video", Modality.PHONE: "by phone"}
# Crockford's alphabet: no I, L, O or U, so an id read over the phone stays itself.
_ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"


def packet_id(content_hash: str, record_id: str) -> str:
    """Ten characters that name this content for this record, for example ``7K3M9-QPX2D``.

    Holds no patient data: two records of one patient differ, and a name cannot be guessed from it.
    """
    number = int.from_bytes(hashlib.sha256(f"{content_hash}\n{record_id}".encode()).digest())
    letters = "".join(_ALPHABET[(number >> (5 * i)) & 31] for i in range(10))
    return f"{letters[:5]}-{letters[5:]}"


def slot_values(record: Record | None, id_: str, issued_on: date) -> dict[Slot, str]:
    """The values of one packet's slots; a blank packet has only its id and its date."""
    values = {
        Slot.PACKET_ID: id_,
        Slot.ISSUED_ON: long_date(issued_on),
        Slot.ISSUED_DAY: issued_on.isoformat(),
    }
    if record is not None:
        values[Slot.PATIENT_NAME] = full_name(record)
        values[Slot.DATE_OF_BIRTH] = long_date(record.patient.date_of_birth)
        values[Slot.MRN] = record.patient.mrn
        values[Slot.SCHEDULED_ON] = long_date(record.scheduled_on)
        if record.representative is not None:
            values[Slot.REPRESENTATIVE_NAME] = record.representative.name
            values[Slot.REPRESENTATIVE_AUTHORITY] = record.representative.authority
        if record.interpreter is not None:
            values[Slot.INTERPRETER_LANGUAGE] = language_help(record.interpreter)
    return values


def content_values(packet: Packet) -> dict[Slot, str]:
    """What a packet's content says in slots: of the whole packet, so only what is the same throughout."""
    values = {
        Slot.PRACTITIONER_NAME: packet.practitioner.name,
        Slot.LICENCE: packet.practitioner.licence,
        Slot.TEMPLATE_VERSION: packet.template_version,
    }
    sites = {line.site for line in packet.proposed if line.site}
    indications = {line.indication for line in packet.proposed if line.indication}
    if len(sites) == 1:
        values[Slot.SITE] = sites.pop()
    if len(indications) == 1:
        values[Slot.INDICATION] = indications.pop()
    return values


def language_help(interpreter: Interpreter) -> str:
    """The language, and how the interpreter takes part: ``Spanish, by video``."""
    return f"{interpreter.language}, {_TAKES_PART[interpreter.modality]}"


def full_name(record: Record) -> str:
    """Given name first, as people write it; the one name of a person who has no other."""
    patient = record.patient
    parts = (patient.given_name, patient.middle_name, patient.family_name, patient.suffix)
    return " ".join(part for part in parts if part is not None and part != NO_NAME)


def long_date(day: date) -> str:
    """``Mar 9, 1961``: no reader can take the day for the month."""
    return f"{_MONTHS[day.month - 1]} {day.day}, {day.year}"


def content_digest(parts: object) -> str:
    """SHA-256 of values in a canonical form; places in files do not count."""
    text = json.dumps(_plain(parts), ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(text.encode()).hexdigest()


def _plain(value: object) -> object:
    # Most of what a packet holds, and asked for 4,000 values of each packet.
    if value is None or type(value) is str:
        return value
    return _reader(type(value))(value)  # type: ignore[arg-type]  # a class can be hashed, whatever mypy says


@cache
def _reader(kind: type) -> Callable[[Any], object]:
    """How a value of some type is written; found out once for each type."""
    if issubclass(kind, Enum):
        return _value
    if issubclass(kind, Place):
        return _nothing
    if issubclass(kind, bytes):
        return _digest
    if issubclass(kind, BaseModel):
        return partial(_named, tuple(kind.model_fields))
    if is_dataclass(kind):
        return partial(_named, tuple(f.name for f in fields(kind)))
    if issubclass(kind, Mapping):
        return _table
    if issubclass(kind, frozenset | set):
        return _sorted
    if issubclass(kind, tuple | list):
        return _listed
    return _iso if issubclass(kind, date) else _same


def _value(value: Enum) -> object:
    return value.value


def _nothing(_: object) -> None:
    return None


def _digest(value: bytes) -> str:
    return hashlib.sha256(value).hexdigest()


def _named(names: Iterable[str], value: object) -> dict[str, object]:
    return {name: _plain(getattr(value, name)) for name in names}


def _table(value: Mapping[object, object]) -> dict[str, object]:
    return {str(_plain(key)): _plain(item) for key, item in value.items()}


def _sorted(value: Iterable[object]) -> list[str]:
    return sorted(str(_plain(item)) for item in value)


def _listed(value: Iterable[object]) -> list[object]:
    return [_plain(item) for item in value]


def _iso(value: date) -> str:
    return value.isoformat()


def _same(value: object) -> object:
    return value
