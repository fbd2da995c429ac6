"""A file held against what was issued: how it stands to it, what was filled, what each signature says."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum


class Standing(StrEnum):
    """How a file stands to the packet as it was issued."""

    AS_ISSUED = "as issued"
    """Byte for byte."""
    ADDED_TO = "filled or signed since"
    """Its first bytes are those that were issued; behind them only fields were filled or signed."""
    CHANGED = "changed since"
    """Its first bytes are those that were issued; behind them, something else was changed too."""
    ALTERED = "altered"
    """Bytes that were issued are others now, or a page shows something else."""
    SHORTENED = "shortened"
    """Its end is missing."""
    RESAVED = "re-saved"
    """Another program has written it anew; its pages show what they did."""
    FLATTENED = "flattened"
    """Its fields are gone; what was in them may be drawn on its pages."""
    PICTURES = "pictures only"
    """A scan, or pages that were turned into pictures."""
    MERGED = "merged"
    """It holds other pages beside those of the packet, or several packets."""
    PAGES_MISSING = "pages missing"
    UNKNOWN = "not known here"
    """It says that it is a packet, and nothing that was issued here begins so."""
    FOREIGN = "no packet"
    UNREADABLE = "unreadable"


class Trust(StrEnum):
    """Whether the certificate leads to one that the asker trusts."""

    TRUSTED = "trusted"
    NOT_TRUSTED = "not trusted"
    NOT_ASKED = "not asked"
    """Nobody said whom to trust."""


class Role(StrEnum):
    """What a signature is for."""

    SEAL = "seal"
    """It certifies the whole file and says what may be changed after it."""
    SIGNATURE = "signature"
    TIME_STAMP = "time stamp"


@dataclass(frozen=True, slots=True)
class Certificate:
    """What a certificate says. That it is true is for whoever issued it to answer for."""

    subject: str
    issuer: str
    serial: str
    """Hexadecimal."""
    valid_from: str
    """UTC, ISO 8601."""
    valid_until: str


@dataclass(frozen=True, slots=True)
class SignatureSeen:
    """One digital signature."""

    field: str
    """Whole name of the place that holds it."""
    role: Role
    fault: str
    """Why it does not hold; empty when it does."""
    later: str
    """What came after it: ``nothing``, ``filling and signing``, or ``other changes``."""
    end: int
    """The bytes from the first to this one are what it covers."""
    trust: Trust
    why: str = ""
    """Why it is not trusted."""
    certificate: Certificate | None = None
    said_at: str = ""
    """When it was made, as the signer's own computer says. UTC, ISO 8601."""
    stamped_at: str = ""
    """The same by a time stamp inside it."""
    stamp_trust: Trust = Trust.NOT_ASKED
    in_register: bool = False
    """Whether the register has noted this very seal."""

    @property
    def holds(self) -> bool:
        """Whether the bytes it covers are those that were signed, and nothing forbidden came after."""
        return not self.fault


@dataclass(frozen=True, slots=True)
class WrittenPlace:
    """A place to write, and whether anything is in it."""

    name: str
    label: str
    page: int
    duty: str
    filled: bool


@dataclass(frozen=True, slots=True)
class Verified:
    """All there is to say of one file."""

    file: str
    standing: Standing
    details: tuple[str, ...] = ()
    """What differs, or why nothing can be said, each in a few words."""
    packet_id: str = ""
    mark: str = ""
    state: str = ""
    """Of the issue in the register."""
    issued_sha256: str = ""
    filled: tuple[str, ...] = ()
    """Fields that have an answer since, by their own names; never the answers."""
    signed: tuple[str, ...] = ()
    places: tuple[WrittenPlace, ...] = ()
    signatures: tuple[SignatureSeen, ...] = field(default=())

    @property
    def missing(self) -> tuple[WrittenPlace, ...]:
        """Required places with nothing in them."""
        return tuple(place for place in self.places if place.duty == "required" and not place.filled)

    @property
    def refused(self) -> tuple[WrittenPlace, ...]:
        """Places to refuse or withdraw in which something stands."""
        return tuple(place for place in self.places if place.duty == "refusal" and place.filled)

    @property
    def is_true(self) -> bool:
        """Whether it is what was issued, only filled and signed, and no signature is in doubt."""
        return self.standing in (Standing.AS_ISSUED, Standing.ADDED_TO) and all(
            one.holds and one.trust is not Trust.NOT_TRUSTED for one in self.signatures
        )

    @property
    def is_complete(self) -> bool:
        """Whether every required place is filled, and nobody refused."""
        return not self.missing and not self.refused
