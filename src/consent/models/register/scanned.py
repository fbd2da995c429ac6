"""What was seen on paper that came back: ink, no ink, or a person must look. Never who signed."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum

from consent.models.paper.print_run import Copy


class Seen(StrEnum):
    """What stands in a place."""

    INK = "ink"
    NO_INK = "no ink"
    LOOK = "a person must look"


class Duty(StrEnum):
    """What a place is for."""

    REQUIRED = "required"
    """Signature, initials, date, time: the packet is not complete without ink here."""
    WRITE_IN = "write-in"
    """Filled or not; nobody reads it."""
    REFUSAL = "refusal"
    """Ink here says that somebody refuses or withdraws."""


class PlacedBy(StrEnum):
    """How it is known which page a scan shows."""

    CODE = "its code"
    NEIGHBOURS = "its layout, among the pages missing beside it"


@dataclass(frozen=True, slots=True)
class PlaceSeen:
    """One place on one scan."""

    name: str
    kind: str
    duty: Duty
    page: int
    seen: Seen
    why: str = ""
    """Why a person must look."""
    picture: bytes = field(default=b"", repr=False)
    """The place and what is around it, as a PNG."""


@dataclass(frozen=True, slots=True)
class Sheet:
    """Where a scan stands: which file, which page of it."""

    file: str
    page: int
    """Counted from 1."""


@dataclass(frozen=True, slots=True)
class PageSeen:
    """One scan, judged."""

    sheet: Sheet
    sha256: str
    """Of its pixels."""
    packet_id: str = ""
    mark: str = ""
    copy: Copy | None = None
    page: int = 0
    """Of the packet; 0 when it is not known which it is."""
    placed_by: PlacedBy | None = None
    turn: int = 0
    """Quarter turns clockwise that set the scan upright."""
    places: tuple[PlaceSeen, ...] = ()
    agreed: float = 0.0
    """Share of the page's landmarks that were found where they belong."""
    notes: tuple[str, ...] = ()
    """What else was seen: writing beside the places, a picture with too little grey for pencil."""
    unplaced: str = ""
    """Why it belongs to no packet."""


@dataclass(frozen=True, slots=True)
class PacketSeen:
    """What came back of one issue."""

    packet_id: str
    mark: str
    record_id: str
    pages: int
    """How many it was issued with."""
    found: tuple[PageSeen, ...]
    """In the order of its pages; the best one where a page came twice."""
    missing: tuple[int, ...]
    doubled: tuple[PageSeen, ...]
    superseded: bool
    """Whether another issue has taken its place."""

    @property
    def places(self) -> tuple[PlaceSeen, ...]:
        """Every place of every page that came back.

        Whoever refuses or withdraws may do so on the other copy, or on a page that is scanned again later:
        ink there counts from whichever scan of the page shows it.
        """
        refused = {
            place.name: place
            for page in self.doubled
            for place in page.places
            if place.duty is Duty.REFUSAL and place.seen is not Seen.NO_INK
        }
        found = []
        for place in (place for page in self.found for place in page.places):
            other = refused.pop(place.name, place)
            found.append(other if place.seen is Seen.NO_INK else place)
        return (*found, *refused.values())

    @property
    def alarms(self) -> tuple[PlaceSeen, ...]:
        """Places of a refusal that are not empty."""
        return tuple(p for p in self.places if p.duty is Duty.REFUSAL and p.seen is not Seen.NO_INK)

    @property
    def without_ink(self) -> tuple[PlaceSeen, ...]:
        """Required places that are empty."""
        return tuple(p for p in self.places if p.duty is Duty.REQUIRED and p.seen is Seen.NO_INK)

    @property
    def to_look_at(self) -> tuple[PlaceSeen, ...]:
        """Places a person must look at."""
        return tuple(p for p in self.places if p.seen is Seen.LOOK)

    @property
    def is_complete(self) -> bool:
        """Every page is there and every required place holds ink."""
        required = [p for p in self.places if p.duty is Duty.REQUIRED]
        return not self.missing and not self.alarms and all(p.seen is Seen.INK for p in required)


@dataclass(frozen=True, slots=True)
class Intake:
    """What a heap of scans came to."""

    packets: tuple[PacketSeen, ...]
    unplaced: tuple[PageSeen, ...]
    unreadable: tuple[tuple[str, str], ...]
    """Files that could not be read, and why."""
    known: int = 0
    """Scans that an earlier intake had seen."""
