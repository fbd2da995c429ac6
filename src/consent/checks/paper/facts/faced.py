"""A packet with English beside its words, parted: its own words, and the English, each as if alone."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from types import ModuleType

import numpy as np

from consent.checks.paper.facts.context import PaperContext
from consent.checks.paper.facts.copies import as_printed
from consent.models.findings.finding import Finding
from consent.models.library.sources import Words
from consent.models.paper.packet import Packet
from consent.models.spoken import BESIDE, SOURCE
from consent.reading.sheet import Page, Run, Sheets

_OF_WORDS = (".words.", ".sight.")
_ALSO = frozenset({"PAP242"})
_OF_PLACES = ".signing."
_OF_BOTH = frozenset({"PAP206"})
"""Whether words lie on others is asked of all of them together."""
_ONCE = frozenset({*_OF_BOTH, "PAP219"})
"""What lies on words, and pictures, stand once."""


@dataclass(frozen=True, slots=True)
class Faced:
    """What a rule is given of each."""

    own: PaperContext
    english: PaperContext = field(repr=False)
    both: PaperContext = field(repr=False)

    def of(self, rule: ModuleType) -> PaperContext:
        """What a rule on packets looks at: a place to write has the captions and the room of both."""
        return self.both if rule.CODE in _OF_BOTH or _OF_PLACES in rule.__name__ else self.own

    def beside(self, rules: tuple[ModuleType, ...]) -> Iterator[Finding]:
        """What is wrong with the English: its words, and how they can be read."""
        for rule in rules:
            of_words = rule.CODE in _ALSO or any(room in rule.__name__ for room in _OF_WORDS)
            if of_words and rule.CODE not in _ONCE:
                yield from rule.check(self.english)


def faced(context: PaperContext, facing: Packet, page: str, words: Words) -> Faced:
    """Part the words of a packet that has ``facing`` beside them; ``page`` and ``words`` are the English."""
    packet, sheets = context.packet, context.sheets
    alike = packet.language
    own = _some(sheets, lambda language: language != BESIDE)
    # What is dictated in English, and what both say alike, belongs to both.
    english = _some(sheets, lambda language: language in (BESIDE, SOURCE, alike))
    facts = replace(english.facts, spoken=(), widgets=())
    return Faced(
        own=replace(context, sheets=own),
        english=PaperContext(
            replace(english, facts=facts),
            as_printed(packet, facing),
            conformance=False,
            page=page,
            words=words,
            is_copy=True,
            is_beside=True,
        ),
        both=context,
    )


def _some(sheets: Sheets, wanted: Callable[[str], bool]) -> Sheets:
    """The same sheets with the words of some languages only."""

    def language(page: Page, run: Run) -> str:
        tag = sheets.facts.tags.get((page.number, run.mcid))
        return tag.language if tag is not None else ""

    pages = []
    for page in sheets.pages:
        keep = np.array([wanted(language(page, run)) for run in page.runs] + [True], dtype=bool)[page.run]
        text = "".join(letter if kept else " " for letter, kept in zip(page.text, keep.tolist(), strict=True))
        pages.append(replace(page, text=text, run=np.where(keep, page.run, -1).astype(page.run.dtype)))
    return replace(sheets, pages=tuple(pages))
