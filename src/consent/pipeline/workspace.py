"""What a run prints from: a practice, the library, the look."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from consent.errors import InputError
from consent.load.practice.languages import check_languages
from consent.load.practice.read import load_practice
from consent.load.record.read import load_records
from consent.models.findings.finding import Finding
from consent.models.library.catalogue import Catalogue
from consent.models.library.collection import Library
from consent.models.people.practice import Practice
from consent.models.people.record import BlankForm, Record
from consent.models.place import Sourced
from consent.models.spoken import SOURCE, spoken_as
from consent.resources import template_roots

if TYPE_CHECKING:
    from consent.pipeline.remembered.memory import Memory


@dataclass(frozen=True, slots=True)
class Workspace:
    """A practice and the library it prints from."""

    practice: Sourced[Practice]
    library: Library = field(repr=False)
    roots: tuple[Path, ...]
    """Template folders; the first that has a file wins."""
    others: Mapping[str, Library] = field(default_factory=dict, repr=False)
    """The library in the other languages that this practice prints for who prefers them."""

    english: Library | None = field(default=None, repr=False)
    """The library in English, for copies; None where nobody asked for any."""

    def language_of(self, form: Record | BlankForm) -> str:
        """The language that a form prints in."""
        preferred = form.patient.preferred_language if isinstance(form, Record) else ""
        return spoken_as(preferred, self.others) or self.library.language

    def library_for(self, form: Record | BlankForm) -> Library:
        """The library in that language."""
        return self.others.get(self.language_of(form), self.library)

    def catalogue_in(self, language: str) -> Catalogue:
        """The fixed words of a language that this practice prints in; of another one, those of its own."""
        return self.others.get(language, self.library).catalogue

    @property
    def folder(self) -> Path:
        """Where practice.yaml and the logo are."""
        return Path(self.practice.source.file).parent


def open_library(
    roots: tuple[Path, ...], language: str, memory: Memory | None = None, *, allow_stale: bool = False
) -> Library:
    """The library of some template folders in a language; read, or as ``memory`` has it of these folders."""
    if memory is None or memory.roots != roots:
        return _read(roots, language, allow_stale=allow_stale)
    library = memory.library(language, allow_stale=allow_stale)
    if library is None:
        library = _read(roots, language, allow_stale=allow_stale)
        memory.keep_library(language, library, allow_stale=allow_stale)
    return library


def _read(roots: Sequence[Path], language: str, *, allow_stale: bool) -> Library:
    # What reads Markdown takes a while to import.
    from consent.load.translation.opened import load_in

    return load_in(roots, language, allow_stale=allow_stale)


def open_workspace(
    practice_file: Path,
    overlay: Path | None,
    language: str | None = None,
    memory: Memory | None = None,
    *,
    allow_stale: bool = False,
    bilingual: bool = False,
) -> Workspace:
    """Load the practice and its library.

    In a ``language`` everything prints in it; in none each record in the one it prefers, if the practice
    prints in that one, and else in English. ``bilingual``: what is not in English may need it beside.
    """
    roots = template_roots(overlay, practice_file.parent)
    library = open_library(roots, language or SOURCE, memory, allow_stale=allow_stale)
    practice = load_practice(practice_file, library)
    if wrong := tuple(check_languages(practice, roots)):
        raise InputError(wrong)
    if language is not None:
        practice = replace(practice, value=practice.value.but(languages=()))
    others = {
        one: open_library(roots, one, memory, allow_stale=allow_stale)
        for one in practice.value.languages
        if one != SOURCE
    }
    english = open_library(roots, SOURCE, memory, allow_stale=allow_stale) if bilingual else None
    return Workspace(practice, library, roots, others, english)


def read_records(
    paths: Sequence[Path], workspace: Workspace, issued_on: date
) -> tuple[tuple[Sourced[Record], ...], tuple[Finding, ...]]:
    """The records, and warnings about them."""
    loaded = load_records(paths, library=workspace.library, practice=workspace.practice, issued_on=issued_on)
    return loaded.records, loaded.warnings
