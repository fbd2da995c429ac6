"""Everything clinicians and lawyers wrote, read once: the library of a run."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from consent.models.library.anatomy import Anatomy
from consent.models.library.catalogue import ENGLISH as ENGLISH_WORDS
from consent.models.library.catalogue import Catalogue
from consent.models.library.clause import Clause
from consent.models.library.language import ENGLISH, Language
from consent.models.library.policy import Policy
from consent.models.library.procedure import Procedure, SharedPart
from consent.models.library.prose import Prose
from consent.models.library.translation import Standing
from consent.models.people.schedule_words import ScheduleWords
from consent.models.place import Sourced


@dataclass(frozen=True, slots=True)
class LoadedClause:
    """A clause and its parsed body."""

    clause: Sourced[Clause]
    prose: Prose = field(repr=False)
    gloss: Prose = field(repr=False, default=())
    """In another language than English: what a dictated clause says, to help reading. Never in its place."""
    gloss_title: str = ""
    gloss_elsewhere: bool = False
    """It says where the authority's own words in that language are."""


@dataclass(frozen=True, slots=True)
class Library:
    """Procedures, shared parts, clauses and policies by id, in a fixed order; the anatomy by name."""

    language: str
    procedures: Mapping[str, Sourced[Procedure]] = field(repr=False)
    shared: Mapping[str, Sourced[SharedPart]] = field(repr=False)
    clauses: Mapping[str, LoadedClause] = field(repr=False)
    policies: Mapping[str, Sourced[Policy]] = field(repr=False)
    anatomy: Anatomy = field(repr=False, default_factory=Anatomy)
    schedules: ScheduleWords = field(default_factory=ScheduleWords, repr=False)
    """What the words of other people's schedules mean."""
    tongue: Language = field(default=ENGLISH, repr=False)
    """The language its printed words are in."""
    catalogue: Catalogue = field(default=ENGLISH_WORDS, repr=False)
    """The fixed words of pages in that language."""
    standing: Standing = field(default_factory=Standing, repr=False)
    """Which of its words are no translation that somebody signed."""
