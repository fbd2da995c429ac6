"""The most common words of a few languages, and the scripts of others."""

from __future__ import annotations

import unicodedata
from collections.abc import Mapping, Sequence
from types import MappingProxyType


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


ENGLISH = "English"
COMMON: Mapping[str, frozenset[str]] = MappingProxyType(
    {
        ENGLISH: _words(
            "the of and to in a is that for it as with be by on or not you your i my this have has been are"
            " may will from at we any which if do can was me all these no"
        ),
        "Spanish": _words(
            "de la que el en y los se del las un por con no una su para es al lo como o pero sus le ha este"
            " si esta usted puede son ser"
        ),
        "Portuguese": _words(
            "de a o que e do da em um para com não uma os no se na por mais as dos como mas ao das seu sua"
            " ou são você pode foi"
        ),
        "French": _words(
            "de la le et les des en un du une que est pour qui dans par plus pas au sur ne se vous votre ce"
            " il avec être ou peut"
        ),
        "German": _words(
            "der die und in den von zu das mit sich des auf für ist im dem nicht ein eine als auch es an"
            " werden aus er hat dass sie oder kann"
        ),
        "Italian": _words(
            "di e il la che in un a per è non una sono del con si da le dei al come gli alla nel più può"
        ),
        "Tagalog": _words("ang ng sa mga na at ay ko mo ito kung hindi para ni si o may ako ikaw po"),
        "Vietnamese": _words("và của là có không cho các được trong một này với bạn để những khi người"),
    }
)
_SCRIPTS: Mapping[str, str] = MappingProxyType(
    {
        "CJK": "Chinese or Japanese",
        "HIRAGANA": "Japanese",
        "KATAKANA": "Japanese",
        "HANGUL": "Korean",
        "CYRILLIC": "Russian or another language in Cyrillic letters",
        "ARABIC": "Arabic",
        "HEBREW": "Hebrew",
        "GREEK": "Greek",
        "DEVANAGARI": "Hindi",
        "THAI": "Thai",
        "ARMENIAN": "Armenian",
    }
)
_LATIN_ENDS = 0x24F
_FEWEST_LETTERS = 25
_SHARE, _MORE = 0.28, 2.0
"""Which part of a sentence are common words of another language, and how many times as many as of its own."""


def likeliest(words: Sequence[str], common: Mapping[str, frozenset[str]] = COMMON) -> tuple[str, float]:
    """The language whose common words are the largest share of a text, and that share."""
    shares = {name: share_of(known, words) for name, known in common.items()}
    best = max(shares, key=lambda name: shares[name])
    return best, shares[best]


def share_of(known: frozenset[str], words: Sequence[str]) -> float:
    """Which part of some words are known."""
    return sum(word in known for word in words) / max(len(words), 1)


def other_than(own: str, words: Sequence[str], common: Mapping[str, frozenset[str]] = COMMON) -> str:
    """The language of a sentence, if it is clearly another than its own; else nothing."""
    best, share = likeliest(words, common)
    mine = share_of(common.get(own, frozenset()), words)
    return best if best != own and share >= max(_SHARE, _MORE * mine) else ""


def script_of(text: str) -> str:
    """The language of letters that are not Latin, if most are not; else nothing."""
    letters = [c for c in text if c.isalpha()]
    others = [unicodedata.name(c, "?").split()[0] for c in letters if ord(c) > _LATIN_ENDS]
    if len(others) * 2 < len(letters) or len(others) < _FEWEST_LETTERS:
        return ""
    most = max(set(others), key=others.count)
    return _SCRIPTS.get(most, "a language that is not written in Latin letters")
