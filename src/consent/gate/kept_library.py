"""The library, read from its files or recalled from an earlier run in which nothing was wrong with it."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from consent.errors import ResourceError
from consent.gate import cache
from consent.gate.depended_on import library_files
from consent.load.library.kept import library_from_bytes, library_to_bytes
from consent.load.library.survey import survey_library
from consent.models.findings.finding import Finding
from consent.models.library.collection import Library
from consent.write import Cache


def surveyed(roots: Sequence[Path], folder: Path | None) -> tuple[Library, Sequence[Finding]]:
    """The library in these template folders, and everything wrong with it.

    Args:
        roots: template folders, the one searched first before the others.
        folder: the cache; None: the files are read each time.
    """
    if folder is None:
        return survey_library(roots)
    name = _name(roots)
    if name and (kept := Cache(folder).read(name)) is not None:
        try:
            return library_from_bytes(kept), ()
        except ResourceError:
            pass
    library, complaints = survey_library(roots)
    if name and not complaints and name == _name(roots):
        Cache(folder).write(name, library_to_bytes(library))
    return library, complaints


def _name(roots: Sequence[Path]) -> str:
    """What a library is kept under; empty where its files cannot be read."""
    try:
        files = cache.digest_of_files(library_files(roots))
    except OSError:
        return ""
    return f"{cache.key_of('library', *map(str, roots), files)}.library"
