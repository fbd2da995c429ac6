"""How a packet is printed: its date, type size and sheet."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum


class Edition(StrEnum):
    """How large it is printed."""

    STANDARD = "standard"
    """12 pt body."""
    LARGE_PRINT = "large-print"
    """18 pt body, leading 1.35, nothing smaller than 18."""


class Paper(StrEnum):
    """Sheet size."""

    LETTER = "letter"
    A4 = "a4"


@dataclass(frozen=True, slots=True)
class Look:
    """How a packet is printed."""

    issued_on: date
    edition: Edition = Edition.STANDARD
    paper: Paper = Paper.LETTER
    sources: bool = False
    """Whether the list of sources prints, on sheets of its own."""
