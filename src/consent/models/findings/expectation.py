"""What a finished PDF is held against."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from consent.models.library.collection import Library
from consent.models.library.form_language import FormLanguage
from consent.models.library.policy import Policy
from consent.models.library.sources import Words
from consent.models.place import Sourced

if TYPE_CHECKING:
    from consent.models.paper.packet import Packet
    from consent.models.people.practice import Practice

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
