"""What the words and codes in the cells of a table stand for, besides our own ids."""

from __future__ import annotations

from typing import Protocol

from consent.load.schedule.phrases import Phrasebook
from consent.load.schedule.standing import StatusWords
from consent.models.library.collection import Library


class Meanings(Protocol):
    """Looks up what other systems write. Each answers with what it was given when it knows nothing better."""

    @property
    def library(self) -> Library:
        """The procedures there are."""

    @property
    def standing(self) -> StatusWords:
        """What the words of a status mean."""

    @property
    def phrases(self) -> Phrasebook:
        """What free text says."""

    def exact_procedures(self, typed: str) -> tuple[str, ...]:
        """The ids behind an id, a title or a code; none when nothing is known."""

    def procedures(self, typed: str) -> tuple[str, ...]:
        """The ids behind an id, a title or a code."""

    def body_site(self, typed: str) -> tuple[str, str | None]:
        """The name of a site, and its side where the code says it."""

    def indication(self, typed: str) -> str:
        """The words of the library for a reason or a code."""

    def practitioner(self, typed: str) -> str:
        """The id of a practitioner, by id, by whole name or by a mapped identifier."""
