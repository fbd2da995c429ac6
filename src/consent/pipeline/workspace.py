"""What a run prints from: a practice, the library, the look."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from consent.load.practice.read import load_practice
from consent.load.record.read import load_records
from consent.models.findings.finding import Finding
from consent.models.library.collection import Library
from consent.models.people.practice import Practice
from consent.models.people.record import Record
from consent.models.place import Sourced
from consent.resources import template_roots

if TYPE_CHECKING:
    from consent.pipeline.memory import Memory


@dataclass(frozen=True, slots=True)
class Workspace:
    """A practice and the library it prints from."""

    practice: Sourced[Practice]
    library: Library = field(repr=False)
    roots: tuple[Path, ...]
    """Template folders; the first that has a file wins."""

    @property
    def folder(self) -> Path:
        """Where practice.yaml and the logo are."""
        return Path(self.practice.source.file).parent


def open_library(
    overlay: Path | None, practice_folder: Path | None, language: str, memory: Memory | None = None
) -> tuple[Library, tuple[Path, ...]]:
    """The library and the template folders it came from; read, or as ``memory`` has it of these folders."""
    roots = template_roots(overlay, practice_folder)
    if memory is None or memory.roots != roots:
        return _read(roots, language), roots
    library = memory.library(language)
    if library is None:
        library = _read(roots, language)
        memory.keep_library(language, library)
    return library, roots


def _read(roots: Sequence[Path], language: str) -> Library:
    # What reads Markdown takes a while to import.
    from consent.load.translation.opened import load_in

    return load_in(roots, language)


def open_workspace(
    practice_file: Path, overlay: Path | None, language: str, memory: Memory | None = None
) -> Workspace:
    """Load the practice and its library."""
    library, roots = open_library(overlay, practice_file.parent, language, memory)
    return Workspace(load_practice(practice_file, library), library, roots)


def read_records(
    paths: Sequence[Path], workspace: Workspace, issued_on: date
) -> tuple[tuple[Sourced[Record], ...], tuple[Finding, ...]]:
    """The records, and warnings about them."""
    loaded = load_records(paths, library=workspace.library, practice=workspace.practice, issued_on=issued_on)
    return loaded.records, loaded.warnings
