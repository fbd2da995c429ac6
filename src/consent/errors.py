"""The exception tree. No message ever quotes a patient's data.

::

    ConsentError                  something the user can mend; exit code 2
    ├── InputError                one or more problems in files the user typed, all in one pass
    ├── ResourceError             templates, fonts or libraries are missing or damaged
    ├── TypesetError              a page could not be typeset; nothing was written
    ├── StampError                a value could not be stamped; nothing was written
    │   └── Overflow              a value is wider than its slot, or a glyph is missing: take the slow road
    ├── SealError                 a packet could not be sealed or handed over; nothing was written
    └── WriteError                a file could not be written whole; nothing was left behind

Anything else that escapes is our bug (exit code 3).
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from consent.models.findings.finding import Finding


class ConsentError(Exception):
    """Something the user can mend: one sentence, and what to type."""

    def __init__(self, message: str, *, hint: str = "") -> None:
        super().__init__(message)
        self.message = message
        self.hint = hint


class InputError(ConsentError):
    """Everything wrong with the input, found in one pass."""

    def __init__(self, findings: Sequence[Finding]) -> None:
        count = len(findings)
        super().__init__(f"{count} problem{'' if count == 1 else 's'} in the input")
        self.findings = tuple(findings)


class ResourceError(ConsentError):
    """Templates, fonts or system libraries are missing or damaged."""


class TypesetError(ConsentError):
    """A page could not be typeset. No file was written."""


class StampError(ConsentError):
    """A value could not be stamped into a master. No file was written."""


class Overflow(StampError):  # noqa: N818 - the name of what happens
    """A value is wider than its slot, or no stamping font has its glyph."""

    def __init__(self, slot: str, reason: str) -> None:
        super().__init__(f"{slot}: {reason}")
        self.slot = slot
        self.reason = reason


class SealError(ConsentError):
    """A packet could not be sealed or handed over. No file was written."""


class WriteError(ConsentError):
    """A file could not be written whole. Nothing was left behind."""
