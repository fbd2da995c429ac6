"""What every service is told, and what is written for it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from consent.esign.people import Person
from consent.esign.places import AskedPlace


@dataclass(frozen=True, slots=True)
class Handover:
    """One packet for one service."""

    packet_id: str
    pdf: bytes = field(repr=False)
    people: Sequence[Person]
    places: Sequence[AskedPlace]
    labels: Mapping[str, str] = field(default_factory=dict)
    """What the file calls each place, where its fields were named for the service."""

    @property
    def file_name(self) -> str:
        """Of the PDF; it names nobody."""
        return f"{self.packet_id}.pdf"

    @property
    def title(self) -> str:
        """Of the request; it names nobody."""
        return f"Consent packet {self.packet_id}"

    def of(self, person: Person) -> list[AskedPlace]:
        """The places of one person."""
        return [place for place in self.places if place.role == person.role]


@dataclass(frozen=True, slots=True)
class Body:
    """The body of one request."""

    what: str
    """Told apart in the file's name; empty when the service takes one request."""
    request: str
    """The method and path it goes to."""
    value: Mapping[str, Any] = field(repr=False)
    attached: str = ""
    """What goes beside it, in words."""
