"""One broken rule at one place."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from consent.models.place import Place


class Severity(StrEnum):
    """How bad it is. Only an error stops a packet."""

    ERROR = "error"
    WARNING = "warning"


@dataclass(frozen=True, slots=True)
class Finding:
    """One broken rule at one place."""

    place: Place
    """Where: a file with line and column, or a file and page."""

    code: str
    """Three letters and three digits, never reused, for example ``REC001``."""

    message: str
    """What is wrong, in one sentence. Never quotes a patient's data."""

    hint: str = ""
    """What to type to mend it."""

    severity: Severity = Severity.ERROR

    field: str = ""
    """The dotted name of the field, for example ``patient.date_of_birth``."""
