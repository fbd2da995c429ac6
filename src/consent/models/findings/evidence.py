"""What was found in a finished PDF."""

from __future__ import annotations

from dataclasses import dataclass

from consent.models.findings.finding import Finding


@dataclass(frozen=True, slots=True)
class Evidence:
    """One requirement, and the words on paper that meet it."""

    policy: str
    requirement: str
    clause: str
    file: str
    page: int
    """0 when nothing was found."""
    quote: str
    """At most a line or two of what was found."""
    confidence: float
    """0 to 1; 1 is letter for letter. In a stranger's form: how often such a find was right on the forms that
    were judged by hand; see docs/ci.md."""
    title: str = ""
    """In a stranger's form: what is told, for people."""
    section: str = ""
    """In a stranger's form: the heading that the words stand under, if there is one."""
    box: tuple[float, float, float, float] | None = None
    """In a stranger's form: where on the page the words stand; see ``Place.box``."""


@dataclass(frozen=True, slots=True)
class PaperReport:
    """What was read from one PDF."""

    findings: tuple[Finding, ...]
    evidence: tuple[Evidence, ...]
    pages: int
