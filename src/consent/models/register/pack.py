"""A pack for an outage: blank packets with numbers of their own, and the visits that are planned."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date

UNUSED = ""
USED = "used"
DESTROYED = "destroyed"
BECAME: tuple[str, ...] = (USED, DESTROYED)
"""What the log may say of a blank packet; nothing means that it lies in the pack still."""


@dataclass(frozen=True, slots=True)
class Packed:
    """One packet of a pack."""

    packet_id: str
    procedures: tuple[str, ...]
    """Ids, in the order of print."""
    versions: tuple[str, ...]
    """Of each of them."""
    language: str
    edition: str
    practitioner: str
    """Name, as printed."""
    template_version: str
    pages: int
    path: str
    """From the folder of the pack, with slashes."""
    record_id: str = ""
    """Empty on a blank packet."""
    scheduled_on: str = ""


@dataclass(frozen=True, slots=True)
class Expiry:
    """The last day on which a pack may be used."""

    day: date
    because: str
    """As what follows "because": ``a packet is good for 30 days``."""


@dataclass(frozen=True, slots=True)
class Pack:
    """What lies in a folder."""

    made_on: date
    expiry: Expiry
    blank: tuple[Packed, ...]
    planned: tuple[Packed, ...]
    not_printed: tuple[str, ...]
    """Rows of the schedule for which there is no packet, as people call them."""
    to_destroy: tuple[str, ...]
    """Packet ids of earlier packs of which nobody has said what became of them."""


@dataclass(frozen=True, slots=True)
class LogRow:
    """What the log says of one blank packet."""

    line: int
    packet_id: str
    mrn: str = field(repr=False)
    record_id: str
    used_on: date | None
    became: str
    """One of ``BECAME``, or ``UNUSED``."""


@dataclass(frozen=True, slots=True)
class Became:
    """What became of an issue that was printed for nobody."""

    number: int
    """Of its row in the register."""
    mrn: str = field(repr=False)
    """Never kept: only its keyed digest is. Empty when it was destroyed."""
    record_id: str
    used_on: date | None
    note: str
