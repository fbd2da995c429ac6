"""The words of schedules, of every templates folder and language as one: the practice's meaning first."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

from consent.load.codes import Kind
from consent.load.typed.document import read_document
from consent.load.typed.translate import validate
from consent.models.findings.finding import Finding
from consent.models.people.schedule_words import ScheduleWords

FOLDER = "schedules"
_FILE = "words.yaml"
_MEANINGS = ("on", "off", "off_alone")
_BY_KEY = (
    *("procedure_names", "sides", "site_names", "indication_names", "language_names", "modality_names"),
)
_OF_THEIR_OWN = {*_MEANINGS, *_BY_KEY, "method_codes", "product_codes", "same_words"}
_LISTS = tuple(sorted(set(ScheduleWords.model_fields) - _OF_THEIR_OWN))


def load_schedule_words(roots: Sequence[Path]) -> tuple[ScheduleWords, tuple[Finding, ...]]:
    """The words of all folders, those of an earlier one first, and what is wrong with the files.

    A word that an earlier folder calls ``on`` is no longer ``off``, and the other way round.
    """
    findings: list[Finding] = []
    whole = ScheduleWords()
    for root in roots:
        # Clinics write in two languages in one column: a language's words are known whatever is printed.
        languages = sorted((root / "translations").glob("*/schedules.yaml"))
        for path in (one for one in (root / FOLDER / _FILE, *languages) if one.is_file()):
            value, complaints = validate(ScheduleWords, read_document(path, Kind.WORDS), Kind.WORDS)
            findings.extend(complaints)
            whole = _added(whole, value) if value is not None else whole
    return whole, tuple(findings)


def _added(first: ScheduleWords, more: ScheduleWords) -> ScheduleWords:
    """Both, where the first has the first word."""
    said = {_key(word) for word in (*first.on, *first.off, *first.off_alone)}
    told = {*(one.code for one in first.method_codes), *(one.code for one in first.product_codes)}
    whole: dict[str, Any] = {name: (*getattr(first, name), *getattr(more, name)) for name in _LISTS}
    for name in _MEANINGS:
        whole[name] = (*getattr(first, name), *(one for one in getattr(more, name) if _key(one) not in said))
    whole["method_codes"] = (*first.method_codes, *(one for one in more.method_codes if one.code not in told))
    whole["product_codes"] = (
        *first.product_codes,
        *(one for one in more.product_codes if one.code not in told),
    )
    whole["same_words"] = {**more.same_words, **first.same_words}
    for name in _BY_KEY:
        ours, theirs = getattr(first, name), getattr(more, name)
        whole[name] = {
            key: (*ours.get(key, ()), *theirs.get(key, ())) for key in dict.fromkeys((*ours, *theirs))
        }
    return ScheduleWords(**whole)


def _key(word: str) -> str:
    return word.casefold().strip()
