"""The identity values of a packet, apart from its content."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum
from types import MappingProxyType


class Slot(StrEnum):
    """A fixed-size place for an identity value."""

    PATIENT_NAME = "patient-name"
    DATE_OF_BIRTH = "date-of-birth"
    MRN = "mrn"
    PACKET_ID = "packet-id"
    ISSUED_ON = "issued-on"
    ISSUED_DAY = "issued-day"
    """The same day as programs write it, ``2026-11-24``: in the twin and the metadata."""
    SCHEDULED_ON = "scheduled-on"
    REPRESENTATIVE_NAME = "representative-name"
    REPRESENTATIVE_AUTHORITY = "representative-authority"
    INTERPRETER_LANGUAGE = "interpreter-language"
    """With how the interpreter takes part: ``Spanish, by video``."""


SENTINELS: Mapping[Slot, str] = MappingProxyType(
    {slot: f"ZQ{chr(65 + index)}XQZ" for index, slot in enumerate(Slot)}
)
"""What a master is typeset with in place of each value. ASCII, unlike any word, none inside another."""
