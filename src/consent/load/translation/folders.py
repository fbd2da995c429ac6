"""Where translations are: ``translations/LANGUAGE/`` in each templates folder, a practice's own first."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from consent.errors import ResourceError
from consent.models.spoken import SOURCE
from consent.suggest import did_you_mean

FOLDER = "translations"
HEAD = "language.yaml"
PAGES_FILE = "pages.yaml"
WANTED_FILE = "words.yaml"
CLAUSES = "clauses"
TEXTS = ("procedures", "shared", "policies", "anatomy")


@dataclass(frozen=True, slots=True)
class TranslationFiles:
    """The files of one language."""

    head: Path
    clauses: tuple[Path, ...]
    """One for each clause: the first folder's that has it."""
    texts: tuple[Path, ...]
    """All of them, the first folder's first: what they say adds up."""
    pages: tuple[Path, ...]
    wanted: tuple[Path, ...]
    """What every language must have of fixed words."""


def languages_in(roots: Sequence[Path]) -> tuple[str, ...]:
    """English and every language that the library can be printed in, by id."""
    found = {head.parent.name for root in roots for head in (root / FOLDER).glob(f"*/{HEAD}")}
    return (SOURCE, *sorted(found - {SOURCE}))


def require_language(roots: Sequence[Path], language: str) -> None:
    """Refuse a language that there is no translation into.

    Raises:
        ResourceError: it names the nearest language there is.

    """
    known = languages_in(roots)
    if language not in known:
        raise ResourceError(
            f"there is no translation into the language `{language}`",
            hint=f"{did_you_mean(language, known)}; a new language is a folder"
            f" `{FOLDER}/{language}/` in your templates: see docs/translating.md",
        )


def find_translation(roots: Sequence[Path], language: str) -> TranslationFiles:
    """The files of a language that ``require_language`` knows."""
    folders = [root / FOLDER / language for root in roots]
    clauses: dict[str, Path] = {}
    for folder in folders:
        for path in sorted((folder / CLAUSES).glob("*.md")):
            clauses.setdefault(path.stem, path)
    return TranslationFiles(
        head=next(path for folder in folders if (path := folder / HEAD).is_file()),
        clauses=tuple(clauses[stem] for stem in sorted(clauses)),
        texts=tuple(p for f in folders for name in TEXTS for p in sorted((f / name).glob("*.yaml"))),
        pages=tuple(path for folder in folders if (path := folder / PAGES_FILE).is_file()),
        wanted=tuple(path for root in roots if (path := root / FOLDER / WANTED_FILE).is_file()),
    )
