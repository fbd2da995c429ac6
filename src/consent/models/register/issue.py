"""What the register knows of a packet that went to the printer: ids, digests, dates, states; no name."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

from consent.models.carried import Carried
from consent.models.library.passage import Passage
from consent.models.paper.print_run import Copy
from consent.models.paper.slots import Slot

_PACKET_ID = re.compile(r"([0-9A-HJKMNP-TV-Z]{5})-?([0-9A-HJKMNP-TV-Z]{5})")
MARKS: tuple[str, ...] = ("", *"BCDEFGHIJKLMNOPQRSTUVWXYZ")
"""What tells apart papers with one packet id, in order. The first needs none, so it stands for A."""


class State(StrEnum):
    """How far an issue has come. Each is kept with its time; the last one counts."""

    BEGUN = "begun"
    """A program set out to write it and did not come back: it may be on paper."""
    ISSUED = "issued"
    INCOMPLETE = "returned-incomplete"
    """Read back; a page or ink at a required place is missing."""
    COMPLETE = "returned-complete"
    """Read back; every page is there and every required place holds ink."""
    SIGNED = "signed"
    """A person has looked and says so."""
    REFUSED = "refused"
    WITHDRAWN = "withdrawn"
    SUPERSEDED = "superseded"
    """Another issue for the same record took its place before it came back."""


STANDING = frozenset({State.COMPLETE, State.SIGNED})
"""States of a consent that is there."""
OPEN = frozenset({State.BEGUN, State.ISSUED})
"""States in which a newer issue takes its place."""


@dataclass(frozen=True, slots=True)
class PrintedClause(Carried):
    """A clause as a content prints it."""

    id: str
    version: str
    sha256: str
    """Of its body as written."""
    words: str = field(repr=False)
    """As printed, its placeholders filled."""


@dataclass(frozen=True, slots=True)
class Content:
    """What packets of one content share."""

    sha256: str
    template_version: str
    edition: str
    paper: str
    language: str
    procedures: str
    """Id and version of each, separated by spaces, as ``ha-medium@1.2.0``."""
    policies: str
    clauses: tuple[PrintedClause, ...] = field(repr=False)
    subject: str = ""
    """For which body sites and indications; sides and people have no part in it."""
    passages: tuple[Passage, ...] = field(default=(), repr=False)
    """Everything it says, clauses among it."""
    proposed: str = ""
    """What it proposes, a line for each procedure: its id, and where, with the side."""


@dataclass(frozen=True, slots=True)
class Wanted:
    """A packet that is about to be made."""

    packet_id: str
    record_id: str
    """Empty on a blank packet."""
    mrn: str = field(repr=False)
    """Never kept: only its keyed digest is."""
    content: str
    issued_on: date
    scheduled_on: date | None
    values: Mapping[Slot, str] = field(repr=False)
    """Never kept: only their keyed digest is."""


@dataclass(frozen=True, slots=True)
class Printed:
    """A packet's file as it was written."""

    packet_id: str
    mark: str
    sha256: str
    size: int
    pages: int
    master: str
    """Digest of the kept master it was stamped from; empty when it was typeset on its own."""
    path: str
    source: str = ""
    """Where its record stood."""


@dataclass(frozen=True, slots=True)
class Event:
    """Something that happened to an issue."""

    state: str
    at: str
    """UTC, ISO 8601."""
    note: str


@dataclass(frozen=True, slots=True)
class Issue:
    """One packet id on one paper."""

    number: int
    """Of its row in the register."""
    packet_id: str
    mark: str
    record_id: str
    content: str
    issued_on: str
    scheduled_on: str
    state: State
    state_at: str
    files: tuple[Printed, ...] = ()
    """More than one when another version of a library made other bytes of the same words and values."""

    @property
    def name(self) -> str:
        """As people say it: the packet id, and its mark if it has one."""
        return f"{self.packet_id} {self.mark}".rstrip()


def copy_mark(mark: str, copy: Copy | None) -> str:
    """What a page code ends in: for the patient's copy a small letter, ``a`` for that of the first issue."""
    return (mark or "A").lower() if copy is Copy.PATIENT else mark


def read_packet_id(typed: str) -> str | None:
    """A packet's id as people type it, with or without its hyphen, in any case; None: it is none."""
    match = _PACKET_ID.fullmatch(typed.strip().upper())
    return "-".join(match.groups()) if match else None


def issue_mark(code_mark: str) -> tuple[str, Copy | None]:
    """The issue's mark, and whose copy it is, from what a page code ends in."""
    letter = code_mark.upper()
    copy = Copy.PATIENT if code_mark != letter else None
    return ("" if letter == "A" else letter), copy
