"""The resources of packets, one after the other: lines of NDJSON, or entries of a transaction."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator
from dataclasses import dataclass, field

from consent.fhir_out.agreement import agreement
from consent.fhir_out.codes import Json
from consent.fhir_out.document import document
from consent.fhir_out.facts import Filed, Office, Version
from consent.fhir_out.people import patient, search_for
from consent.models.people.record import Patient

BUNDLE_BEGINS = '{"resourceType": "Bundle", "type": "transaction", "entry": ['
BUNDLE_ENDS = "]}\n"
_encode = json.JSONEncoder(ensure_ascii=False).encode


@dataclass(slots=True)
class Resources:
    """Makes them; each patient once, however many packets there are."""

    office: Office
    version: Version = Version.R4
    bundle: bool = False
    """Entries of a transaction, which a server carries out whole or not at all; else lines."""
    _known: set[str] = field(default_factory=set, repr=False)

    def texts(self, filed: Filed) -> Iterator[str]:
        """JSON for one packet: its patient where this is the first one, the document, the agreement."""
        person = filed.record.patient
        whose = self._number_of(person)
        if whose not in self._known:
            self._known.add(whose)
            yield self._text(patient(person, self.office), whose, f"?{search_for(person, self.office)}")
        subject = self._reference("Patient", whose)
        titles = dict.fromkeys(self.office.procedures[one.procedure].title for one in filed.record.procedures)
        title = f"Consent packet: {', '.join(titles)}"
        known_by = f"?identifier={self.office.packet_system}|{filed.name}"
        made = document(filed, self.office, self.version, subject, title)
        yield self._text(made, filed.name, known_by)
        source = self._reference("DocumentReference", filed.name)
        yield self._text(agreement(filed, self.office, self.version, subject, source), filed.name, known_by)

    def _number_of(self, person: Patient) -> str:
        # An id of a resource may stand in addresses and logs, so it is not the number itself.
        told = f"{self.office.named('patients', '')} {self.office.mrn_system or ''}|{person.mrn}"
        return hashlib.sha256(told.encode()).hexdigest()[:32]

    def _reference(self, kind: str, name: str) -> Json:
        return {"reference": self.office.named(kind, name) if self.bundle else f"{kind}/{name}"}

    def _text(self, resource: Json, name: str, known_by: str) -> str:
        kind = resource["resourceType"]
        if not self.bundle:
            return _encode({"resourceType": kind, "id": name, **resource})
        if kind == "Patient":
            # Nobody there is changed: only who is not known yet is made.
            request = {"method": "POST", "url": kind, "ifNoneExist": known_by[1:]}
        else:
            # Sent again with another status, it is the same resource that changes.
            request = {"method": "PUT", "url": f"{kind}{known_by}"}
        return _encode({"fullUrl": self.office.named(kind, name), "resource": resource, "request": request})
