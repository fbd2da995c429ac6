"""What a print run is made of and what it came to."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Copy(StrEnum):
    """Whom a copy of a packet is for."""

    CHART = "chart"
    PATIENT = "patient"


@dataclass(frozen=True, slots=True)
class Amount:
    """How much paper something takes."""

    packets: int = 0
    pages: int = 0
    """Separator sheets and blank backs included."""
    sheets: int = 0

    def __add__(self, other: Amount) -> Amount:
        return Amount(self.packets + other.packets, self.pages + other.pages, self.sheets + other.sheets)
