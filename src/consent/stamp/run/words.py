"""What a print run says on the sheets it adds, in the language of a packet."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache

from consent.models.base import fixed
from consent.models.library.catalogue import Catalogue
from consent.models.paper.print_run import Copy

_COPIES = {Copy.CHART: fixed("Chart copy"), Copy.PATIENT: fixed("Patient copy")}


@dataclass(frozen=True)
class Words:
    """One language's words."""

    language: str
    """As a file says what it is written in: ``es-US``."""
    blank: str
    not_counted: str
    """Why page x of y is right although there is one sheet side more."""
    packet: str
    separator: str
    copies: Mapping[Copy, str]
    catalogue: Catalogue

    def pages(self, count: int) -> str:
        """``1 page``, ``12 pages``."""
        return self.catalogue.counted("1 page", "{count} pages", count=count)


@lru_cache(maxsize=16)
def words_in(catalogue: Catalogue) -> Words:
    """The words of the language that a catalogue holds."""
    say = catalogue.say
    return Words(
        language=catalogue.tongue.tag,
        blank=say("This page is intentionally blank."),
        not_counted=say("It does not count as a page of the packet."),
        packet=say("Packet"),
        separator=say("Separator sheet"),
        copies={copy: say(english) for copy, english in _COPIES.items()},
        catalogue=catalogue,
    )
