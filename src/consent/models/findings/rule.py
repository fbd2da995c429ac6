"""What people are told about a rule."""

from __future__ import annotations

from dataclasses import dataclass

from consent.models.findings.finding import Severity


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
    reference: str = ""
    """The regulation, guideline or standard it comes from."""
