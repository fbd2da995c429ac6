"""How easily a Spanish text reads: Szigriszt's perspicuity, on the INFLESZ scale, and Fernández-Huerta's.

Syllables are those of Spanish spelling, which says them: every vowel group is one syllable but where
a written accent, or two strong vowels, part it (RAE, *Ortografía*, 2010). Letters of an abbreviation
are named one by one: FDA is *efe de a*.

Source of the formulas: Barrio-Cantalejo and others, An Sist Sanit Navar 31(2), 2008; Fernández Huerta, 1959.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import lru_cache

from consent.checks.grade import Size, counted

_WORD = re.compile(r"[^\W\d_]+|\d+(?:[.,]\d+)*")
_NOT_AN_END = re.compile(r"\b(?:Dra?|Sra?|Srta|EE|UU|núm|p\. ej|aprox|a\. m|p\. m)\.$")
_SILENT = (
    (re.compile(r"(?<=[aeiouáéíóúü])h(?=[aeiouáéíóúü])"), ""),
    (re.compile(r"qu(?=[eiéí])"), "k"),
    (re.compile(r"gu(?=[eiéí])"), "g"),
    (re.compile(r"y(?![aeiouáéíóú])"), "i"),
)
_NUCLEUS = re.compile(r"[iuü]?[aeoáéó][iuü]?|i[uúü]|[uü][ií]|[iuüíú]")
_NAMES_OF_LETTERS = {**dict.fromkeys("FHJLMNÑRSXZ", 2), "W": 3}
_LONGEST_SPELLED = 4


def size_of(texts: Iterable[str]) -> Size:
    """The size of several texts together; each of them ends its last sentence."""
    return counted(texts, _WORD, syllables, _NOT_AN_END)


def inflesz(size: Size) -> float:
    """Up to 40 very hard, 55 to 65 normal, 65 to 80 fairly easy, above very easy."""
    if not size.words:
        return 100.0
    return 206.835 - 62.3 * size.syllables / size.words - size.words / size.sentences


def fernandez_huerta(size: Size) -> float:
    """60 to 70 normal for adults, 70 to 80 fairly easy. Often misprinted with sentences for words."""
    if not size.words:
        return 100.0
    return 206.84 - 60 * size.syllables / size.words - 1.02 * size.words / size.sentences


@lru_cache(maxsize=8192)
def syllables(word: str) -> int:
    """How many syllables a word has; a number counts one, as in English."""
    if word[0].isdigit():
        return 1
    if word.isupper() and 1 < len(word) <= _LONGEST_SPELLED:
        return sum(_NAMES_OF_LETTERS.get(letter, 1) for letter in word)
    spoken = word.lower()
    for silent, heard in _SILENT:
        spoken = silent.sub(heard, spoken)
    return max(1, len(_NUCLEUS.findall(spoken)))
