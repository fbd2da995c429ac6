"""The templates, read from their files or recalled from an earlier run that found nothing wrong with them."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import TypeVar

from consent.errors import ResourceError
from consent.gate import cache
from consent.gate.depended_on import library_files
from consent.load.library.kept import from_bytes, to_bytes
from consent.models.findings.finding import Finding
from consent.models.library.collection import Library
from consent.models.library.form_language import FormLanguage
from consent.models.library.sources import Words
from consent.write import Cache

T = TypeVar("T")


@dataclass(frozen=True)
class Templates:
    """Some template folders; what reads them is imported only where nothing is recalled.

    Each answer is what was read, and everything wrong with it.
    """

    roots: tuple[Path, ...]
    """The one searched first before the others."""
    folder: Path | None
    """The cache; None: the files are read each time."""

    def library(self) -> tuple[Library, Sequence[Finding]]:
        """Procedures, clauses, policies and all else that packets are made of."""

        def read() -> tuple[Library, Sequence[Finding]]:
            from consent.load.library.survey import survey_library

            return survey_library(self.roots)

        return self._kept("library", Library, read)

    def words(self, language: str) -> tuple[Words, Sequence[Finding]]:
        """What the rules know of a language."""

        def read() -> tuple[Words, Sequence[Finding]]:
            from consent.load.library.words import load_words

            return load_words(self.roots, language)

        return self._kept(f"{language}.words", Words, read)

    def form_languages(self) -> tuple[tuple[FormLanguage, ...], Sequence[Finding]]:
        """The languages besides English in which strangers' forms are judged."""

        def read() -> tuple[tuple[FormLanguage, ...], Sequence[Finding]]:
            from consent.load.library.form_languages import load_form_languages

            return load_form_languages(self.roots)

        kind: type[tuple[FormLanguage, ...]] = tuple
        return self._kept("languages", kind, read)

    def _kept(
        self, what: str, kind: type[T], read: Callable[[], tuple[T, Sequence[Finding]]]
    ) -> tuple[T, Sequence[Finding]]:
        if self.folder is None or not self._state:
            return read()
        name = f"{cache.key_of(what, *map(str, self.roots), self._state)}.{what.rpartition('.')[2]}"
        if (data := Cache(self.folder).read(name)) is not None:
            try:
                return from_bytes(data, kind), ()
            except ResourceError:
                pass
        value, complaints = read()
        if not complaints and self._state == _state(self.roots):
            Cache(self.folder).write(name, to_bytes(value))
        return value, complaints

    @cached_property
    def _state(self) -> str:
        """A digest of all files when they were first asked for; empty where they cannot be read."""
        return _state(self.roots)


def _state(roots: Sequence[Path]) -> str:
    try:
        return cache.digest_of_files(library_files(roots))
    except OSError:
        return ""
