"""What a rule on the library's sources is given: one frozen value, everything read already."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property

from consent.checks.source.passages import Passage, passages_of
from consent.models.collection import Library
from consent.models.library import Reviewed
from consent.models.place import Place, Sourced
from consent.models.practice import Practice
from consent.models.sources import PageFile, Words


@dataclass(frozen=True)
class SourceContext:
    """The library, the files it came from, and the day it is judged on."""

    library: Library = field(repr=False)
    as_of: date
    practice: Sourced[Practice] | None = field(default=None, repr=False)
    texts: Mapping[str, str] = field(default_factory=dict, repr=False)
    """The raw text of each file, so that a finding can point at a word."""
    pages: tuple[PageFile, ...] = field(default=(), repr=False)
    """The page templates in use."""
    words: Words = Words()

    @cached_property
    def passages(self) -> tuple[Passage, ...]:
        """Every stretch of words that may print, in the order of the files."""
        return tuple(passages_of(self.library, self.practice, self.pages))

    def reviewed(self) -> Iterator[tuple[str, Sourced[Reviewed]]]:
        """Every file that somebody answers for, with the noun for it."""
        for procedure in self.library.procedures.values():
            yield "procedure", Sourced[Reviewed](procedure.value, procedure.source)
        for part in self.library.shared.values():
            yield "shared part", Sourced[Reviewed](part.value, part.source)
        for loaded in self.library.clauses.values():
            yield "clause", Sourced[Reviewed](loaded.clause.value, loaded.clause.source)
        for policy in self.library.policies.values():
            yield "policy", Sourced[Reviewed](policy.value, policy.source)

    def place(self, passage: Passage, start: int, end: int) -> Place:
        """Where these letters of a passage stand in its file; where the passage begins if they cannot be found."""
        words = passage.text[start:end]
        raw = self._raw.get(passage.place.file, "")
        return passage.find(words, raw, skip=passage.text.count(words, 0, start))

    @cached_property
    def _raw(self) -> Mapping[str, str]:
        return {**self.texts, **{page.file: page.text for page in self.pages}}
