"""What people are told about a rule."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from consent.models.findings.finding import Severity

FIRST_RELEASE = "0.2.0"
"""The version of every rule that says no other."""


class Persona(StrEnum):
    """Who can mend what a rule finds."""

    FRONT_DESK = "front desk"
    """Types records, or exports the schedule."""
    PRACTICE = "practice manager"
    """Keeps ``practice.yaml``."""
    WRITER = "clinical writer"
    """Writes procedures and clauses."""
    COUNSEL = "counsel"
    """Decides on policies and waivers, and judges forms of others."""
    TRANSLATOR = "translator"
    """Writes the library in another language, or signs for it."""
    DESIGNER = "page designer"
    """Makes page templates and styles."""


@dataclass(frozen=True, slots=True)
class Rule:
    """One code: what it means, why it matters, where it comes from."""

    code: str
    title: str
    """A name of a few words, for people."""
    severity: Severity
    summary: str
    """What must be so, in one sentence."""
    explanation: str = ""
    """Why it matters, with a bad and a good example; plain text."""
    remedy: str = ""
    """What to do, where the examples do not show it."""
    reference: str = ""
    """The regulation, guideline or standard it comes from."""
    persona: Persona = Persona.WRITER
    since: str = FIRST_RELEASE
    related: tuple[str, ...] = ()
    """Codes that the explanation names, and those that name this one."""
