"""Whether a translation says no where the English does, sentence by sentence where both have as many."""

from __future__ import annotations

import re
from dataclasses import dataclass

from consent.models.library.held_words import HeldWords
from consent.translate.wordlist import pattern

_END = re.compile(r"(?<=[.?!;:])[\s*_”\"»)]+(?=[\s¿¡A-ZÁÉÍÓÚÑ\d“\"«(*_])|\n\s*(?:[-*]|\d+[.)])?\s*")


@dataclass(frozen=True, slots=True)
class _Sentence:
    text: str
    says_no: bool
    may: bool


def lost_negations(
    english: str, translated: str, english_words: HeldWords, words: HeldWords
) -> tuple[str, str]:
    """An English sentence whose "no" is gone, and a translated one with a "no" of its own; empty when none."""
    if not words.negations:
        return "", ""
    source, target = _sentences(english, english_words), _sentences(translated, words)
    if len(source) == len(target):
        pairs = list(zip(source, target, strict=True))
        lost = next((one.text for one, other in pairs if one.says_no and not other.may), "")
        added = next((other.text for one, other in pairs if other.says_no and not one.may), "")
        return lost, added
    lost = _first(source) if _count(source) > sum(one.may for one in target) else ""
    added = _first(target) if _count(target) > sum(one.may for one in source) else ""
    return lost, added


def _sentences(text: str, words: HeldWords) -> list[_Sentence]:
    found = []
    for part in _END.split(text):
        if any(letter.isalpha() for letter in part):
            says_no = pattern(words.negations).search(part) is not None
            may = says_no or pattern(words.maybe_negations).search(part) is not None
            found.append(_Sentence(" ".join(part.split()), says_no, may))
    return found


def _count(sentences: list[_Sentence]) -> int:
    return sum(one.says_no for one in sentences)


def _first(sentences: list[_Sentence]) -> str:
    return next(one.text for one in sentences if one.says_no)
