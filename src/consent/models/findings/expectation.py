"""What a finished PDF is held against, and what was found in it."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

from consent.models.findings.finding import Finding
from consent.models.library.collection import Library
from consent.models.library.form_language import FormLanguage
from consent.models.library.policy import Policy
from consent.models.library.sources import Words
from consent.models.paper.packet import Packet
from consent.models.people.practice import Practice
from consent.models.place import Sourced

UNREAD = "not read"
"""Stands in a packet that is held against a PDF for what is known only from that PDF."""


@dataclass(frozen=True, slots=True)
class Expectation:
    """What must stand on the sheets of one PDF."""

    library: Library = field(repr=False)
    practice: Sourced[Practice] | None
    policies: tuple[Sourced[Policy], ...]
    """The policies named for this PDF; empty: those its own twin, or the practice, asks for."""
    procedures: tuple[str, ...]
    """The procedures named for this PDF; empty: those of its own twin."""
    as_of: date
    packet: Packet | None = field(default=None, repr=False)
    """The packet the PDF was made from, when we made it just now."""
    words: Words = field(default_factory=Words, repr=False)
    """What the checks know of the language of the packet."""
    roots: tuple[Path, ...] = ()
    """Template folders, to assemble the packet again that one of our own PDFs claims to be."""
    languages: tuple[FormLanguage, ...] = field(default=(), repr=False)
    """Languages besides English in which a stranger's form can be judged."""
    page: str = field(default="", repr=False)
    """The page templates filled in for ``packet``, as HTML; empty when nobody says what surrounds clauses."""
    copy_page: str = field(default="", repr=False)
    """The same of the copy in English behind it, if there is one."""
    copy_words: Words = field(default_factory=Words, repr=False)
    """What the checks know of English, if there is a copy."""


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
