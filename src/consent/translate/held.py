"""The translated words of a library held against their English, as findings."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from consent.models.findings.finding import Finding
from consent.models.library.language import Language
from consent.models.library.translation import State, UnitState
from consent.translate.faults import About, faults

CODES: Mapping[About, str] = {
    About.PLACEHOLDERS: "TRN101",
    About.NUMBERS: "TRN102",
    About.NEGATIONS: "TRN103",
    About.SIDES: "TRN104",
    About.NAMES: "TRN105",
    About.SHAPE: "TRN106",
    About.TERMS: "TRN110",
}
TOLD = {
    "TRN101": "a translation has other placeholders or keys than its English",
    "TRN102": "a translation has other numbers than its English",
    "TRN103": "a translation says no where its English does not, or the other way round",
    "TRN104": "a translation says another side than its English",
    "TRN105": "a translation has other names than its English",
    "TRN106": "a list of a translation has more or fewer items than its English",
    "TRN110": "a translation has another word for a thing than the rest of its language has",
}
"""What each code stands for."""


def check_words(states: Iterable[UnitState], language: Language) -> Iterator[Finding]:
    """A finding for everything that a translation made from today's English does not say as that does."""
    for one in states:
        if one.state in (State.CURRENT, State.DRAFT):
            yield from check_unit(one, language)


def check_unit(one: UnitState, language: Language) -> Iterator[Finding]:
    """The same for one text."""
    for fault in faults(one.english, one.text, language):
        if fault.about.value not in one.differs:
            where = one.owner if one.at == "body" else f"{one.owner} {one.at}"
            hint = f"{fault.hint}; or, if it must differ, write `differs: [{fault.about.value}]` beside it"
            yield Finding(one.place, CODES[fault.about], f"{where}: {fault.message}", hint)
