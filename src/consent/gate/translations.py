"""What is wrong with the translations of a library, and which of them nobody has signed."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from consent.counted import counted
from consent.gate.unread import unread
from consent.load.library.words import load_words
from consent.load.translation.folders import FOLDER, HEAD, PAGES_FILE, languages_in
from consent.load.translation.opened import Surveyed, survey_in
from consent.load.translation.undone import undone
from consent.load.translation.unused import unused
from consent.models.findings.finding import Finding, Severity
from consent.models.library.collection import Library
from consent.models.library.sources import Words
from consent.models.library.translation import State, UnitState
from consent.models.people.practice import Practice
from consent.models.place import Place, Sourced
from consent.models.spoken import SOURCE
from consent.translate.held import check_words

DRAFT = "TRN023"
UNUSED = "TRN022"


@dataclass(frozen=True, slots=True)
class Translations:
    """The languages that were looked at, and everything wrong with them."""

    libraries: dict[str, Library] = field(repr=False)
    words: dict[str, Words] = field(repr=False)
    """What the rules know of each of them."""
    findings: tuple[Finding, ...]


def asked_languages(
    language: str, practice: Sourced[Practice] | None, roots: Sequence[Path]
) -> tuple[str, ...]:
    """The languages to look at beside English: the one asked for, and those the practice prints in.

    Without a practice all that there are: then the library is what is checked.
    """
    others = languages_in(roots) if practice is None else practice.value.languages
    return tuple(dict.fromkeys(one for one in (language, *others) if one != SOURCE))


def check_translations(library: Library, roots: Sequence[Path], languages: Iterable[str]) -> Translations:
    """Each language's files, its stale and missing words, and every word that is not what the English says.

    Raises:
        ResourceError: there is no such language.

    """
    libraries: dict[str, Library] = {}
    spoken: dict[str, Words] = {}
    findings: list[Finding] = []
    for language in languages:
        surveyed, complaints = survey_in(roots, language, library)
        findings += complaints
        if surveyed is not None:
            libraries[language] = surveyed.library
            findings += _of(surveyed, library)
            words, complaints = load_words(roots, language)
            spoken[language] = words
            # What cannot be read is not called missing as well.
            head = _file_of(roots, language)
            findings += complaints or unread(surveyed.translation.language, words, head)
    return Translations(libraries, spoken, tuple(findings))


def _of(surveyed: Surveyed, library: Library) -> Iterator[Finding]:
    language = surveyed.translation.language
    yield from undone(surveyed.states, language)
    yield from check_words(surveyed.states, language)
    for at, place in unused(surveyed.translation, library):
        message = f"`{at}` translates nothing that the library has"
        yield Finding(
            place, UNUSED, message, "take it out, or write where the words stand now", Severity.WARNING
        )
    yield from _drafts(surveyed)


def _drafts(surveyed: Surveyed) -> Iterator[Finding]:
    """One finding for all that one person made and nobody has signed."""
    by_maker: dict[str, list[UnitState]] = defaultdict(list)
    for one in surveyed.states:
        if one.state is State.DRAFT:
            by_maker[one.made_by].append(one)
    for maker, units in sorted(by_maker.items()):
        folders = Counter(owner.partition("/")[0] for owner in {one.owner for one in units})
        listed = ", ".join(f"{name} ({count})" for name, count in sorted(folders.items()))
        count = len({one.owner for one in units})
        name = surveyed.translation.language.name
        by = f" by {maker}" if maker else ""
        wait = (
            "waits for a qualified translator to sign it"
            if count == 1
            else "wait for a qualified translator to sign them"
        )
        message = f"{counted(count, 'file')} in {name}{by} {wait}: {listed}"
        hint = (
            "write `reviewed_by: {name: …, credentials: …, date: …}` into each that was read;"
            f" `consent translations {surveyed.translation.language.id}` lists them. Until then their pages"
            " print that they are a draft"
        )
        yield Finding(Place(str(_head_of(units))), DRAFT, message, hint, Severity.WARNING)


def _file_of(roots: Sequence[Path], language: str) -> str:
    """The ``language.yaml`` in use."""
    files = (root / FOLDER / language / HEAD for root in roots)
    return str(next(file for file in files if file.is_file()))


def _head_of(units: Sequence[UnitState]) -> Path:
    """``language.yaml`` of the folder that these files are in, or the folder."""
    file = Path(units[0].place.file)
    folder = file.parent if file.name == PAGES_FILE else file.parent.parent
    head = folder / HEAD
    return head if head.is_file() else folder
