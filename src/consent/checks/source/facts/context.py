"""What a rule on the library's sources is given: one frozen value, everything read already."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from typing import TYPE_CHECKING, TypeVar

from consent.checks.source.facts.passages import Passage, passages_of
from consent.checks.source.facts.wording import Wording, wording_of
from consent.models.library.collection import Library
from consent.models.library.reviewed import Reviewed
from consent.models.library.sources import PageFile, Words
from consent.models.people.practice import Practice
from consent.models.place import Place, Sourced
from consent.models.spoken import SOURCE

if TYPE_CHECKING:
    from consent.checks.source.jinja.state import Problem

R = TypeVar("R", bound=Reviewed)


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
    words: Words = field(default_factory=Words)
    built_in: Library | None = field(default=None, repr=False)
    """The library that came with this program; None where no file is the practice's own."""

    @cached_property
    def passages(self) -> tuple[Passage, ...]:
        """Every stretch of words that may print, in the order of the files."""
        return tuple(passages_of(self.library, self.practice, self.pages))

    @cached_property
    def wording(self) -> Wording | None:
        """The claims of the language that the library was translated into; in English the rules know them."""
        return None if self.library.tongue.id == SOURCE else wording_of(self.words.claims)

    def reviewed(self) -> Iterator[tuple[str, Sourced[Reviewed]]]:
        """Every file that somebody answers for, with the noun for it."""
        for procedure in self.library.procedures.values():
            yield "procedure", _as_reviewed(procedure)
        for part in self.library.shared.values():
            yield "shared part", _as_reviewed(part)
        for loaded in self.library.clauses.values():
            yield "clause", _as_reviewed(loaded.clause)
        for policy in self.library.policies.values():
            yield "policy", _as_reviewed(policy)

    def place(self, passage: Passage, start: int, end: int) -> Place:
        """Where these letters of a passage stand in its file; where it begins if they cannot be found."""
        words = passage.text[start:end]
        raw = self._raw.get(passage.place.file, "")
        return passage.find(words, raw, skip=passage.text.count(words, 0, start))

    @cached_property
    def template_problems(self) -> tuple[Problem, ...]:
        """What the page templates ask for and will not find."""
        # Jinja is read only when a rule asks: most of what is checked has no page templates.
        from consent.checks.source.jinja.walk import problems_of

        return problems_of(tuple(self.pages))

    @cached_property
    def _raw(self) -> Mapping[str, str]:
        return {**self.texts, **{page.file: page.text for page in self.pages}}


def _as_reviewed(file: Sourced[R]) -> Sourced[Reviewed]:
    return Sourced(file.value, file.source)
