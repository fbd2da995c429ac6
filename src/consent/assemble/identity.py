"""Packet id, slot values: what tells one sheet of paper from another."""

from __future__ import annotations

import hashlib
from datetime import date
from typing import TYPE_CHECKING

from consent.models.base import fixed
from consent.models.library.catalogue import ENGLISH, Catalogue
from consent.models.paper.slots import IN_COPY, Slot
from consent.models.people.record import NO_NAME, Interpreter, Modality, Record

if TYPE_CHECKING:
    from consent.models.paper.packet import Packet

_TAKES_PART = {
    Modality.IN_PERSON: fixed("{language}, in person"),
    Modality.VIDEO: fixed("{language}, by video"),
    Modality.PHONE: fixed("{language}, by phone"),
}
# Crockford's alphabet: no I, L, O or U, so an id read over the phone stays itself.
_ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"


def packet_id(content_hash: str, record_id: str) -> str:
    """Ten characters that name this content for this record, for example ``7K3M9-QPX2D``.

    Holds no patient data: two records of one patient differ, and a name cannot be guessed from it.
    """
    number = int.from_bytes(hashlib.sha256(f"{content_hash}\n{record_id}".encode()).digest())
    letters = "".join(_ALPHABET[(number >> (5 * i)) & 31] for i in range(10))
    return f"{letters[:5]}-{letters[5:]}"


def slot_values(
    record: Record | None, id_: str, issued_on: date, catalogue: Catalogue = ENGLISH
) -> dict[Slot, str]:
    """The values of one packet's slots; a blank packet has only its id and its date.

    In another language than English, those of a copy in English too.
    """
    values = _written(record, id_, issued_on, catalogue)
    if not catalogue.is_source:
        english = _written(record, id_, issued_on, ENGLISH)
        values |= {there: english[here] for here, there in IN_COPY.items() if here in english}
    return values


def _written(record: Record | None, id_: str, issued_on: date, catalogue: Catalogue) -> dict[Slot, str]:
    values = {
        Slot.PACKET_ID: id_,
        Slot.ISSUED_ON: catalogue.day(issued_on),
        Slot.ISSUED_DAY: issued_on.isoformat(),
    }
    if record is not None:
        values[Slot.PATIENT_NAME] = full_name(record)
        values[Slot.DATE_OF_BIRTH] = catalogue.day(record.patient.date_of_birth)
        values[Slot.MRN] = record.patient.mrn
        values[Slot.SCHEDULED_ON] = catalogue.day(record.scheduled_on)
        if record.representative is not None:
            values[Slot.REPRESENTATIVE_NAME] = record.representative.name
            values[Slot.REPRESENTATIVE_AUTHORITY] = catalogue.say_known(record.representative.authority)
        if record.interpreter is not None:
            values[Slot.INTERPRETER_LANGUAGE] = language_help(record.interpreter, catalogue)
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


def language_help(interpreter: Interpreter, catalogue: Catalogue = ENGLISH) -> str:
    """The language, and how the interpreter takes part: ``Spanish, by video``."""
    language = catalogue.language(interpreter.language)
    return catalogue.say(_TAKES_PART[interpreter.modality], language=language)


def full_name(record: Record) -> str:
    """Given name first, as people write it; the one name of a person who has no other."""
    patient = record.patient
    parts = (patient.given_name, patient.middle_name, patient.family_name, patient.suffix)
    return " ".join(part for part in parts if part is not None and part != NO_NAME)


def long_date(day: date) -> str:
    """``Mar 9, 1961``, for staff; what a packet prints is written by its catalogue."""
    return ENGLISH.day(day)
