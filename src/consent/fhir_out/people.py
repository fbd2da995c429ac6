"""The patient, and who else a packet names."""

from __future__ import annotations

from urllib.parse import quote

from consent.fhir_out.codes import MEDICAL_RECORD, NPI, Json, concept
from consent.fhir_out.facts import Office
from consent.models.people.record import NO_NAME, Patient, Record


def patient(person: Patient, office: Office) -> Json:
    """As much of a Patient as a record holds: number, name, birth date."""
    return {
        "resourceType": "Patient",
        "identifier": [mrn(person, office)],
        "name": [_name(person)],
        "birthDate": person.date_of_birth.isoformat(),
    }


def mrn(person: Patient, office: Office) -> Json:
    """The medical record number, in the system it belongs to where that is known."""
    system = {"system": office.mrn_system} if office.mrn_system else {}
    return {"type": concept(MEDICAL_RECORD), **system, "value": person.mrn}


def search_for(person: Patient, office: Office) -> str:
    """How a server finds the patient."""
    system = f"{_escaped(office.mrn_system)}|" if office.mrn_system else ""
    return f"identifier={system}{_escaped(person.mrn)}"


def practitioner(record: Record, office: Office) -> Json:
    """The responsible practitioner, by number and name; the server knows who that is."""
    found = next(one for one in office.practice.practitioners if one.id == record.practitioner)
    known = {"identifier": {"system": NPI, "value": found.npi}} if found.npi else {}
    return {"type": "Practitioner", **known, "display": ", ".join((found.name, *found.credentials))}


def representative(record: Record, subject: Json) -> Json | None:
    """Who decides for the patient, to be contained in the agreement."""
    who = record.representative
    if who is None:
        return None
    return {
        "resourceType": "RelatedPerson",
        "id": "representative",
        "patient": subject,
        "relationship": [concept(text=who.authority)],
        "name": [{"text": who.name}],
    }


def _name(person: Patient) -> Json:
    parts = (person.given_name, person.middle_name, person.family_name, person.suffix)
    whole = " ".join(part for part in parts if part is not None and part != NO_NAME)
    given = [part for part in (person.given_name, person.middle_name) if part and part != NO_NAME]
    name: Json = {"use": "official", "text": whole}
    if person.family_name != NO_NAME:
        name["family"] = person.family_name
    if given:
        name["given"] = given
    return {**name, "suffix": [person.suffix]} if person.suffix else name


def _escaped(text: str) -> str:
    """A value in a search, whose own signs are escaped; then as it stands in an address."""
    for sign in "\\$,|":
        text = text.replace(sign, "\\" + sign)
    return quote(text, safe=":/")
