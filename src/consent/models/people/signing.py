"""How a packet is signed: by whom, by what right, and in which way."""

from __future__ import annotations

from enum import StrEnum

from consent.models.base import fixed

AUTHORITIES = (
    fixed("parent"),
    fixed("legal guardian"),
    fixed("court-appointed guardian"),
    fixed("conservator"),
    fixed("health care agent"),
    fixed("health care proxy"),
    fixed("health care power of attorney"),
    fixed("surrogate under state law"),
)
"""The rights by which somebody may decide for a patient. A relative is none of them by being a relative."""
OF_MINORS = frozenset({"parent"})
"""Rights that end when the patient is grown up."""


class Capacity(StrEnum):
    """Whether the patient decides too."""

    NONE = "none"
    """The representative decides and signs for the patient."""
    SHARED = "shared"
    """Both decide, and both sign."""


class SigningWay(StrEnum):
    """How whoever decides signs."""

    PEN = "pen"
    MARK = "mark"
    """A mark in place of a name, before two witnesses."""
    TELEPHONE = "telephone"
    """A yes on the telephone, heard by two witnesses; the signature follows."""
