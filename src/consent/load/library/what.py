"""What a file holds, by its name, its folder, and the keys in it."""

from __future__ import annotations

import re
from enum import StrEnum
from pathlib import Path


class What(StrEnum):
    """What a file holds."""

    PROCEDURE = "procedure"
    SHARED = "shared part"
    ANATOMY = "anatomy"
    CLAUSE = "clause"
    POLICY = "policy"
    RECORD = "record"
    PRACTICE = "practice"
    WAIVERS = "waivers"
    WORDS = "word list"
    TRANSLATION = "translation"
    PAGE = "page template"
    PDF = "PDF"
    UNKNOWN = "unknown"


_BY_FOLDER = {
    "procedures": What.PROCEDURE,
    "shared": What.SHARED,
    "anatomy": What.ANATOMY,
    "policies": What.POLICY,
    "words": What.WORDS,
    "records": What.RECORD,
}
_BY_KEY = (
    ("waivers", What.WAIVERS),
    ("practitioners", What.PRACTICE),
    ("patient", What.RECORD),
    ("record_id", What.RECORD),
    ("authority", What.POLICY),
    ("requirements", What.POLICY),
    ("key_facts", What.PROCEDURE),
    ("nature", What.PROCEDURE),
    ("introduction", What.SHARED),
    ("known_abbreviations", What.WORDS),
)
_BY_NAME = {"practice.yaml": What.PRACTICE, "waivers.yaml": What.WAIVERS}
_BY_ENDING = {".pdf": What.PDF, ".md": What.CLAUSE, ".j2": What.PAGE}
_FORMS = "forms"
"""Below it a folder for each language, with words by which strangers' forms are judged."""
_LANGUAGE = re.compile(r"[a-z]{2,3}(-[A-Z]{2})?")
_OF_A_LANGUAGE = frozenset(
    {
        *("language.yaml", "pages.yaml", "schedules.yaml", "practice-comments.yaml"),
        *("clauses", "procedures", "shared", "policies", "anatomy"),
    }
)
"""What ``translations/LANGUAGE/`` holds."""
_DATA = frozenset({".yaml", ".yml", ".json"})
_TRANSLATED = frozenset({".md", ".yaml"})


def what_is(path: Path) -> What:
    """What a file holds, by its name, its folder, and the keys in it."""
    ending = path.suffix.lower()
    if ending in _TRANSLATED and translation_of(path) is not None:
        return What.TRANSLATION
    if ending in _BY_ENDING:
        return _BY_ENDING[ending]
    if path.name in _BY_NAME:
        return _BY_NAME[path.name]
    if ending not in _DATA:
        return What.UNKNOWN
    if path.parent.parent.name == _FORMS:
        return What.WORDS
    return _by_its_keys(path)


def _by_its_keys(path: Path) -> What:
    # A PDF is told by its name, and whoever checks one needs nothing of what reads YAML.
    from consent.load.codes import Kind
    from consent.load.typed.document import read_document
    from consent.models.library.anatomy import AnatomyFile

    data = read_document(path, Kind.PROCEDURE).data
    rows = data if isinstance(data, list) else [data]
    for key, what in _BY_KEY:
        if any(isinstance(row, dict) and key in row for row in rows):
            return what
    by_folder = _BY_FOLDER.get(path.parent.name, What.UNKNOWN)
    # A procedure has these keys too, so they come last.
    lists_anatomy = isinstance(data, dict) and data.keys() & AnatomyFile.model_fields.keys()
    return What.ANATOMY if by_folder is What.UNKNOWN and lists_anatomy else by_folder


def translation_of(path: Path) -> tuple[Path, str] | None:
    """The templates folder and the language of a file below ``translations/LANGUAGE/``.

    A practice's own translations stand in such a folder without a ``language.yaml`` of their own.
    """
    parts = path.resolve().parts
    for index in range(len(parts) - 2, 0, -1):
        is_language = parts[index - 1] == "translations" and _LANGUAGE.fullmatch(parts[index])
        if is_language and parts[index + 1] in _OF_A_LANGUAGE:
            return Path(*parts[: index - 1]), parts[index]
    return None
