"""A made-up language: English with its vowels accented, so that a word nobody translated shows at once."""

from __future__ import annotations

import re

from consent.models.library.held_words import HeldWords
from consent.translate.names import lost_names
from consent.translate.wordlist import english

_ACCENTED = str.maketrans("aeiouAEIOU", "àéîôûÀÉÎÔÛ")
_KEPT = re.compile(r"\{\{.*?\}\}|\{[^{}]*\}|\[[\w, -]+\]|https?://\S+|[\w.]+\.(?:gov|com|org)\S*|\S+@\S+")
_WORD = re.compile(r"[^\W\d_][\w’'.-]*\w|[^\W\d_]")
BARE = re.compile(r"(?<![\w’'.@/-])[a-z]*[aeiou][a-z]*(?![\w’'@/-])")
"""A word in small letters that is not of the language."""


def pseudo(text: str) -> str:
    """The text in the made-up language; numbers in figures as French writes them, names as they are."""
    names = {*lost_names(text, "", HeldWords()), "U.S"}
    numbers = english().numbers
    kept: list[str] = []

    def hidden(match: re.Match[str]) -> str:
        kept.append(match[0])
        return f"\0{len(kept) - 1}\0"

    def word(match: re.Match[str]) -> str:
        said = match[0]
        if any(name in said for name in names):
            return said.removesuffix("s") if said.removesuffix("s") in names else said
        if said.lower() in numbers:
            return f"{numbers[said.lower()]:g}"
        return (said if said.isupper() or not match.start() else said.lower()).translate(_ACCENTED)

    text = _KEPT.sub(hidden, text)
    text = re.sub(r"(?<=\d),(?=\d{3})", "\u202f", text)
    text = re.sub(r"(?<=\d)\.(?=\d)", ",", text)
    parts = re.split("\0(\\d+)\0", _WORD.sub(word, text))
    return "".join(kept[int(part)] if index % 2 else part for index, part in enumerate(parts))


def bare_words(text: str) -> set[str]:
    """What in a text is not of the made-up language."""
    return set(BARE.findall(text))
