"""DOC101: an authorization, a refusal or a withdrawal says all that makes it valid, and is signed under it.

An authorization that lacks one of the statements of 45 CFR 164.508(c) is none: what is then posted is
a breach.

Bad::

    clauses/en/auth-expiry.md is gone from the library, or replaced by one with another id

Good::

    what, by whom, to whom, what for, until when, payment; taking it back, care without it, passing on, a copy
"""

from __future__ import annotations

from collections.abc import Iterator

from consent.models.findings.finding import Finding, Severity
from consent.models.library.clause import Signer
from consent.models.paper.packet import Packet
from consent.models.people.look import DocumentKind
from consent.models.place import Place

CODE = "DOC101"
TITLE = "document whole and alone"
SEVERITY = Severity.ERROR
REFERENCE = "45 CFR 164.508(b)(3), (c); Cal. Civ. Code 56.11"

ELEMENTS = {
    "auth-free": "that care does not depend on it",
    "auth-what": "what may be used",
    "auth-who": "who may give it out",
    "auth-to-whom": "who may receive it",
    "auth-purpose": "what for",
    "auth-payment": "whether anybody is paid",
    "auth-expiry": "when it ends",
    "auth-revoke": "how to take it back",
    "auth-redisclosure": "that it may be passed on",
    "auth-copy": "that a copy is given",
}
"""The clauses by which each element is told."""


def check(packet: Packet) -> Iterator[Finding]:
    """Yield one finding for each thing that is missing, or does not belong there."""
    there = {clause.id for section in packet.sections for clause in section.clauses}
    if packet.document is DocumentKind.AUTHORIZATION:
        for id_, what in ELEMENTS.items():
            if id_ not in there:
                yield _finding(f"the authorization does not say {what}", f"restore the clause `{id_}`")
        if packet.procedures or packet.consent:
            yield _finding("the authorization is part of a consent", "print it as a document of its own")
    elif packet.document.value not in there:
        clause = packet.document.value
        yield _finding("nothing says what is signed", f"restore the clause `{clause}`")
    if not {block.signer for block in packet.signatures} & {Signer.PATIENT, Signer.REPRESENTATIVE}:
        yield _finding("nobody signs for the patient", "give the record a patient or a representative")


def _finding(message: str, hint: str) -> Finding:
    return Finding(place=Place("document"), code=CODE, message=message, hint=hint)
