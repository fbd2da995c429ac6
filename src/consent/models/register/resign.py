"""Who signed words that have changed in what matters."""

from __future__ import annotations

from dataclasses import dataclass, field

from consent.models.people.record import Record
from consent.models.register.change import Change
from consent.models.register.issue import Issue


@dataclass(frozen=True, slots=True)
class Resign:
    """A consent that no longer says what would be signed now."""

    issue: Issue
    scheduled_on: str
    """Of the visit as it is planned now."""
    to_come: bool
    """Whether that visit is still to come. One that is over is told apart: the words were true on its day."""
    changes: tuple[Change, ...] = field(repr=False)
    """Only those that are material."""
    record: Record | None = field(repr=False)
    """As it stands now; None when it could not be read again."""
    printed_anew: str
    """The packet that was printed since with the new words and is not back yet; mostly empty."""


@dataclass(frozen=True, slots=True)
class Resigning:
    """What a look over the register found."""

    found: tuple[Resign, ...]
    """Visits to come first, the next one on top."""
    untold: tuple[tuple[Issue, str], ...]
    """Standing consents whose words could not be compared, each with the reason."""
    same: int
    """Standing consents that need nothing."""
