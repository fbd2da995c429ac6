"""What a form is taken apart into: plain values, which know no PDF library."""

from __future__ import annotations

from dataclasses import dataclass, field

from consent.errors import ConsentError

SAVE_AS_ARCHIVE = (
    "open it in a PDF program, save it as PDF/A-2a with sRGB colors and all fonts embedded, compare the two"
    " on paper, and pin the saved file with `sha256sum FILE`"
)
ASK_AGAIN = "get the form anew from the authority, as a plain PDF that opens without a password"


class UnusableFormError(ConsentError):
    """The form cannot stand in a packet; what is wrong with it and what to do."""


@dataclass(frozen=True, slots=True)
class PlainObject:
    """One object of a PDF in PDF's own syntax; ``3 0 R`` in it is the third of these objects, from 0."""

    entries: tuple[tuple[str, bytes], ...]
    """A dictionary's, or those of a stream; key without its slash."""
    other: bytes = b""
    """The object itself when it is no dictionary and no stream."""
    stream: bytes | None = field(default=None, repr=False)
    """A stream's data, packed as its entries say."""


@dataclass(frozen=True, slots=True)
class CarriedPage:
    """One page as a picture that a page of ours can show."""

    form: int
    """Which of the objects paints it."""
    box: tuple[float, float, float, float]
    """What of it is seen: left, bottom, right, top, in its own unit."""
    turn: int
    """By how many quarters it is turned clockwise to be read."""
