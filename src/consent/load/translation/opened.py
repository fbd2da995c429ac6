"""The library in the language that is asked for."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

from consent.errors import InputError
from consent.load.library.survey import load_library
from consent.load.order import in_order
from consent.load.translation.apply import translated
from consent.load.translation.folders import require_language
from consent.load.translation.read import read_translation
from consent.load.translation.undone import undone
from consent.models.findings.finding import Finding
from consent.models.library.collection import Library
from consent.models.library.translation import Translation, UnitState
from consent.models.spoken import SOURCE


@dataclass(frozen=True, slots=True)
class Surveyed:
    """A library in another language, as far as it is translated."""

    library: Library = field(repr=False)
    translation: Translation = field(repr=False)
    states: tuple[UnitState, ...] = field(repr=False)
    findings: tuple[Finding, ...]
    """What is wrong with the translation's files; never what is stale or missing."""


def load_in(roots: Sequence[Path], language: str, *, allow_stale: bool = False) -> Library:
    """Read the library in some ``templates/`` folders, overlay first, in English or another language.

    ``allow_stale``: words whose English has changed stand as they are, and missing ones in English.

    Raises:
        InputError: something is wrong in the files, or words are stale or missing; it holds everything.
        ResourceError: a folder is missing, or there is no such language.

    """
    library = load_library(roots)
    if language == SOURCE:
        return library
    surveyed, findings = survey_in(roots, language, library)
    if surveyed is not None and not allow_stale:
        findings = (*findings, *undone(surveyed.states, surveyed.translation.language))
    if findings or surveyed is None:
        raise InputError(in_order(findings))
    found = surveyed.library
    return replace(found, catalogue=replace(found.catalogue, complete=True)) if allow_stale else found


def survey_in(
    roots: Sequence[Path], language: str, library: Library
) -> tuple[Surveyed | None, tuple[Finding, ...]]:
    """The English library in another language, and everything wrong with the files of its translation.

    Raises:
        ResourceError: there is no such language.

    """
    require_language(roots, language)
    translation, findings = read_translation(roots, language, library)
    if translation is None:
        return None, findings
    found, states = translated(library, translation)
    return Surveyed(found, translation, states, findings), findings
