"""A good packet, digitally signed by somebody whom nobody but these tests trusts."""

from __future__ import annotations

from functools import cache

from tests.mutants.kitchen import pdf_of
from tests.support.signing import sign, signer


@cache
def signed_packet(kind: str) -> bytes:
    """Signed by the patient, then by the practitioner."""
    once = sign(pdf_of(kind), "patient-signature", signer("Maria"))
    return sign(once, "practitioner-signature", signer("Ana Ruiz"))
