"""What a print run says on the sheets it adds, by language."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

from consent.errors import StampError
from consent.models.paper.print_run import Copy


@dataclass(frozen=True)
class Words:
    """One language's words."""

    language: str
    blank: str
    not_counted: str
    """Why page x of y is right although there is one sheet side more."""
    packet: str
    page: str
    pages: str
    """With ``{}`` for how many."""
    separator: str
    copies: Mapping[Copy, str]


WORDS: Mapping[str, Words] = MappingProxyType(
    {
        "en": Words(
            language="en",
            blank="This page is intentionally blank.",
            not_counted="It does not count as a page of the packet.",
            packet="Packet",
            page="1 page",
            pages="{} pages",
            separator="Separator sheet",
            copies=MappingProxyType({Copy.CHART: "Chart copy", Copy.PATIENT: "Patient copy"}),
        )
    }
)


def words_in(language: str) -> Words:
    """The words of a language such as ``en`` or ``en-US``."""
    words = WORDS.get(language) or WORDS.get(language.partition("-")[0])
    if words is None:
        raise StampError(f"a print run has no words in language {language!r} for its blank pages")
    return words
