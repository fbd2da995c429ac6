"""The places of fixed size on a page, apart from its words."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum
from types import MappingProxyType


class Slot(StrEnum):
    """A fixed-size place for a value: of the patient, of the day, or of the content."""

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
    SITE = "site"
    """With the side: ``left shoulder joint``. Only where the whole packet is about one site."""
    INDICATION = "indication"
    """Only where the whole packet is about one."""
    PRACTITIONER_NAME = "practitioner-name"
    """With credentials."""
    LICENCE = "licence"
    """The responsible practitioner's."""
    TEMPLATE_VERSION = "template-version"
    PAGE_OF = "page-of"
    """Which page of how many: ``Page 3 of 12``."""
    ISSUE = "issue"
    """What tells this paper from others with the same packet id; in the page codes alone, and not needed."""
    COPY_DATE_OF_BIRTH = "copy-date-of-birth"
    """This and those that follow: values that languages write in ways of their own, as English does."""
    COPY_ISSUED_ON = "copy-issued-on"
    COPY_SCHEDULED_ON = "copy-scheduled-on"
    COPY_REPRESENTATIVE_AUTHORITY = "copy-representative-authority"
    COPY_INTERPRETER_LANGUAGE = "copy-interpreter-language"


OF_CONTENT = frozenset(
    {Slot.SITE, Slot.INDICATION, Slot.PRACTITIONER_NAME, Slot.LICENCE, Slot.TEMPLATE_VERSION, Slot.PAGE_OF}
)
"""Slots whose values belong to a packet's content: they are drawn when its parts are joined."""


IN_COPY: Mapping[Slot, Slot] = MappingProxyType(
    {
        Slot.DATE_OF_BIRTH: Slot.COPY_DATE_OF_BIRTH,
        Slot.ISSUED_ON: Slot.COPY_ISSUED_ON,
        Slot.SCHEDULED_ON: Slot.COPY_SCHEDULED_ON,
        Slot.REPRESENTATIVE_AUTHORITY: Slot.COPY_REPRESENTATIVE_AUTHORITY,
        Slot.INTERPRETER_LANGUAGE: Slot.COPY_INTERPRETER_LANGUAGE,
    }
)
"""Which slot of the copy in English has the value of one of the packet's own."""


COUNTED_IN_ALL = "{said}, {sheet} of {sheets} in all"
"""What stands in the place of a copy's page number: ``Page 3 of 12, 14 of 25 in all``."""


SENTINELS: Mapping[Slot, str] = MappingProxyType(
    {slot: f"ZQ{chr(65 + index)}XQZ" for index, slot in enumerate(Slot)}
)
"""What a master is typeset with in place of each value. ASCII, unlike any word, none inside another."""
