"""What a print run is made of and what it came to."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Copy(StrEnum):
    """Whom a copy of a packet is for."""

    CHART = "chart"
    PATIENT = "patient"


class SortField(StrEnum):
    """What a print run may be sorted by: the fields of a row, and how long its packet is."""

    SCHEDULED_ON = "scheduled_on"
    PRACTITIONER = "practitioner"
    PROCEDURE = "procedure"
    BODY_SITE = "body_site"
    LATERALITY = "laterality"
    FAMILY_NAME = "family_name"
    GIVEN_NAME = "given_name"
    DATE_OF_BIRTH = "date_of_birth"
    MRN = "mrn"
    RECORD_ID = "record_id"
    PAGES = "pages"


class SheetLabel(StrEnum):
    """What a separator sheet may say besides the code. Nothing here names a patient."""

    SCHEDULED_ON = "scheduled_on"
    PRACTITIONER = "practitioner"
    RECORD_ID = "record_id"


@dataclass(frozen=True, slots=True)
class Amount:
    """How much paper something takes."""

    packets: int = 0
    pages: int = 0
    """Separator sheets and blank backs included."""
    sheets: int = 0

    def __add__(self, other: Amount) -> Amount:
        return Amount(self.packets + other.packets, self.pages + other.pages, self.sheets + other.sheets)
