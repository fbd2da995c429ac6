"""``forms/LANGUAGE/`` of every templates folder: languages in which strangers' forms are judged."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from consent.load.codes import Kind
from consent.load.library.words import load_words
from consent.load.typed.document import read_document
from consent.load.typed.translate import validate
from consent.models.findings.finding import Finding
from consent.models.library.claim_words import ClaimLanguage
from consent.models.library.form_language import FormLanguage, TellingWords, Told

FOLDER = "forms"
_FILES = ("language", "told")


def load_form_languages(roots: Sequence[Path]) -> tuple[tuple[FormLanguage, ...], tuple[Finding, ...]]:
    """Every language by its folder's name, an earlier templates folder before a later, and what is wrong."""
    folders: dict[str, Path] = {}
    for root in roots:
        for folder in sorted((root / FOLDER).glob("*/")):
            if folder.is_dir():
                folders.setdefault(folder.name, folder)
    found: list[FormLanguage] = []
    findings: list[Finding] = []
    for _, folder in sorted(folders.items()):
        language, complaints = _read(folder, load_words(roots, folder.name)[0].claims)
        findings += complaints
        if language is not None:
            found.append(language)
    return tuple(found), tuple(findings)


def _read(folder: Path, claims: ClaimLanguage | None) -> tuple[FormLanguage | None, tuple[Finding, ...]]:
    kind = Kind.WORDS
    head, told = (read_document(folder / f"{name}.yaml", kind) for name in _FILES)
    words, one = validate(TellingWords, head, kind)
    said, two = validate(Told, told, kind)
    findings = (*one, *two)
    if words is None or said is None:
        return None, findings
    return FormLanguage(words=words, told=said, claims=claims), findings
