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


class DocumentKind(StrEnum):
    """Which document it is. Each has an id of its own, and none is part of another."""

    CONSENT = "consent"
    AUTHORIZATION = "hipaa-authorization"
    """To use a story, a picture or records: 45 CFR 164.508."""
    REFUSAL = "refusal"
    WITHDRAWAL = "withdrawal"


class Bilingual(StrEnum):
    """How the English stands beside a packet in another language."""

    COPY = "copy"
    """Behind it, whole, as a copy that nobody signs."""
    FACING = "facing"
    """Beside its words, clause by clause; each place to write stands once."""


@dataclass(frozen=True, slots=True)
class Look:
    """How a packet is printed."""

    issued_on: date
    edition: Edition = Edition.STANDARD
    paper: Paper = Paper.LETTER
    sources: bool = False
    """Whether the list of sources prints, on sheets of its own."""
    document: DocumentKind = DocumentKind.CONSENT
    bilingual: Bilingual | None = None
    """None: in one language. A packet in English is in one language always."""
