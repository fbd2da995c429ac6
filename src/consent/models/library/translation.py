"""What a translator writes: a file for each file of the library, and one for the fixed words of pages."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Annotated, Literal

from pydantic import Field, StringConstraints

from consent.models.base import Date, Id, Model, Text, Version
from consent.models.library.language import Language
from consent.models.library.prose import Prose
from consent.models.place import Place, Sourced

EnglishHash = Annotated[str, StringConstraints(pattern=r"^([0-9a-f]{16})?$")]
"""Of the English words that a text was made from; empty while nobody has filled it in."""

Differs = Literal["placeholders", "numbers", "negations", "sides", "names", "terms", "shape"]
"""In what a translation rightly differs from its English, because who signs for it says so."""

PAGES = "pages"
"""The owner of the fixed words."""
ANATOMY = "anatomy"
"""The owner of the names of body sites and indications, whichever file lists them."""

TO_DO = "TRANSLATE"
"""What a text begins with that is still to be translated: it counts as missing."""


class Signed(Model):
    """Somebody who answers for a translation."""

    name: Text
    credentials: Text
    """``ATA-certified translator``, ``MD, native speaker``."""
    date: Date


class Translated(Model):
    """What every file of a translation says of itself."""

    translator: Signed | None = None
    """Who made it, if a person did."""
    reviewed_by: Signed | None = None
    """Who read it and signs for it; until somebody does, pages that use it print DRAFT."""


class ClauseTranslation(Translated):
    """``clauses/ID.md``: front matter and the wording, in the Markdown of the English one."""

    id: Id
    of: Version
    """The version of the English clause that it was made from."""
    english: EnglishHash = ""
    title: Text
    fields: dict[Id, Text] = Field(default_factory=dict)
    """The captions of the clause's lines to write on, by their ids."""
    differs: tuple[Differs, ...] = ()
    body: Text = Field(repr=False)
    """Of a dictated clause, what helps to read the words that stay English."""
    elsewhere: bool = False
    """The authority has words of its own in this language: the body says where, and is no translation."""


class TranslatedText(Model):
    """One text of a YAML file."""

    at: Text
    """``risks.infection.name``: rows by their id, else by their position from 0."""
    english: EnglishHash = ""
    text: Text
    differs: tuple[Differs, ...] = ()


class TextsTranslation(Translated):
    """``procedures/ID.yaml``, ``shared/ID.yaml``, ``policies/ID.yaml``, ``anatomy/NAME.yaml``."""

    of: Annotated[str, StringConstraints(pattern=r"^[a-z]+/[a-z0-9-]+$")]
    """The English file: ``procedures/msc-exosomes``."""
    version: Version | None = None
    """Its version when the translation was made; a file of ``anatomy/`` has none."""
    texts: tuple[TranslatedText, ...] = ()


class FixedWords(Model):
    """Words of a page template, or of a sentence that the program puts together."""

    english: Text
    """The words themselves, with ``{name}`` where a value goes."""
    text: Text
    note: str = ""
    """Where they stand, for the translator."""
    differs: tuple[Differs, ...] = ()


class WantedWords(Model):
    """Words that every language must have."""

    english: Text
    where: str = ""
    """Which page or module says them."""


class WantedFile(Model):
    """``translations/words.yaml``: written by the program's own tools from its pages and its sentences."""

    texts: tuple[WantedWords, ...] = ()


class PagesTranslation(Translated):
    """``pages.yaml``."""

    texts: tuple[FixedWords, ...] = ()


class State(StrEnum):
    """How far the translation of one text is, the best first."""

    CURRENT = "current"
    DRAFT = "draft"
    """Made from today's English, and nobody has signed for it."""
    STALE = "stale"
    """Made from other English words."""
    MISSING = "missing"


@dataclass(frozen=True, slots=True)
class LoadedClauseTranslation:
    """A clause's translation and its parsed body."""

    clause: Sourced[ClauseTranslation]
    prose: Prose = field(repr=False)


@dataclass(frozen=True, slots=True)
class Translation:
    """Everything of one language, a practice's own before what comes with the program."""

    language: Language
    clauses: Mapping[str, LoadedClauseTranslation] = field(repr=False, default_factory=dict)
    texts: Mapping[str, tuple[Sourced[TextsTranslation], ...]] = field(repr=False, default_factory=dict)
    """By owner, as ``procedures/msc-exosomes``; the practice's own file first."""
    pages: tuple[Sourced[PagesTranslation], ...] = field(repr=False, default=())
    wanted: tuple[Sourced[WantedFile], ...] = field(repr=False, default=())
    """The fixed words that every language must have."""


@dataclass(frozen=True, slots=True)
class UnitState:
    """One text and how far its translation is."""

    owner: str
    """``clauses/costs``, ``procedures/prp``, ``anatomy``, ``pages``."""
    at: str
    """``risks.infection.name``; of a clause ``title``, ``body`` or ``fields.price``; of pages the words."""
    state: State
    place: Place
    """Of the translation, or of the English words where there is none."""
    english: str = field(default="", repr=False)
    text: str = field(default="", repr=False)
    differs: tuple[Differs, ...] = ()
    made_by: str = ""
    """Who translated it, if a person did."""


@dataclass(frozen=True, slots=True)
class Standing:
    """How far the translation of a library is: the owners of what is not done. Empty in English."""

    drafts: frozenset[str] = frozenset()
    stale: frozenset[str] = frozenset()
    """With what is missing; their pages print words that are old or English, and say so."""
    signed: Mapping[str, tuple[tuple[Signed | None, Signed | None], ...]] = field(default_factory=dict)
    """By owner: who translated each of its files, and who read that and signs for it."""
