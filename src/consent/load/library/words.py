"""``words/LANGUAGE.yaml``: single words the rules must know about."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from consent.load.codes import Kind
from consent.load.typed.document import read_document
from consent.load.typed.translate import validate
from consent.models.findings.finding import Finding
from consent.models.library.sources import Words


def load_words(roots: Sequence[Path], language: str) -> tuple[Words, tuple[Finding, ...]]:
    """The word lists of a language from the first folder that has them, and what is wrong with the file."""
    for root in roots:
        path = root / "words" / f"{language}.yaml"
        if path.is_file():
            value, findings = validate(Words, read_document(path, Kind.WORDS), Kind.WORDS)
            return value or Words(), findings
    return Words(), ()
