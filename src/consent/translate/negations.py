"""Whether a translation says no as often as its English, sentence by sentence where both have as many."""

from __future__ import annotations

import re
from dataclasses import dataclass

from consent.models.library.held_words import HeldWords
from consent.translate.wordlist import CAPITALS, pattern

_END = re.compile(rf"(?<=[.?!;:])[\s*_”\"»)]+(?=[\s¿¡{CAPITALS}\d“\"«(*_])|\n\s*\n|\n\s*(?:[-*+]|\d+[.)])\s")

_BREAKS = frozenset(",;:(—")
_PARTS = re.compile(r"[,;:(.?!—]")


@dataclass(frozen=True, slots=True)
class _Sentence:
    text: str
    least: int
    """How often it says no."""
    most: int
    """The same with words that may say it."""


def lost_negations(
    english: str, translated: str, english_words: HeldWords, words: HeldWords
) -> tuple[str, str]:
    """An English sentence whose "no" is gone, and a translated one with one of its own; empty: none."""
    if not words.negations:
        return "", ""
    source, target = _sentences(english, english_words), _sentences(translated, words)
    if len(source) == len(target):
        pairs = list(zip(source, target, strict=True))
        lost = next((one.text for one, other in pairs if one.least > other.most), "")
        added = next((other.text for one, other in pairs if other.least > one.most), "")
        return lost, added
    # Sentences that were joined or parted can only be counted together.
    lost = _first(source) if sum(o.least for o in source) > sum(o.most for o in target) else ""
    added = _first(target) if sum(o.least for o in target) > sum(o.most for o in source) else ""
    return lost, added


def _sentences(text: str, words: HeldWords) -> list[_Sentence]:
    found = []
    for part in _END.split(text):
        if any(letter.isalpha() for letter in part):
            least = _count(part, words)
            maybe = len(pattern(words.maybe_negations).findall(part)) + _anew(part, words)
            found.append(_Sentence(" ".join(part.split()), least, least + maybe))
    return found


def _count(sentence: str, words: HeldWords) -> int:
    plain = [match.start() for match in pattern(words.negations).finditer(sentence)]
    maybe = [match.start() for match in pattern(words.maybe_negations).finditer(sentence)]
    after = [match.start() for match in pattern(words.negations_after).finditer(sentence)]
    first = [place for place in after if not any(other < place for other in (*plain, *maybe))]
    return len(plain) + (bool(first) and _begins(sentence[: first[0]], words))


def _anew(sentence: str, words: HeldWords) -> int:
    """How often a part of a sentence begins with a word that may say no anew: ``donde no hay, nadie``."""
    places = [match.start() for match in pattern(words.negations_after).finditer(sentence)]
    return sum(place > 0 and sentence[:place].rstrip()[-1:] in _BREAKS for place in places)


def _begins(before: str, words: HeldWords) -> bool:
    """Whether a word that says no only where it begins does begin its part of the sentence."""
    part = _PARTS.split(before)[-1].strip(' *_¿¡“"«')
    opener = part.rpartition(" ")[2]
    return not (part and words.before_negations) or bool(pattern(words.before_negations).fullmatch(opener))


def _first(sentences: list[_Sentence]) -> str:
    return next(one.text for one in sentences if one.least)
