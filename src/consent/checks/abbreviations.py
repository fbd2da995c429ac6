"""Finds abbreviations in a text, and whether a text explains one."""

from __future__ import annotations

import re
from functools import lru_cache

_ABBREVIATION = re.compile(
    r"(?<![\w@./-])(?:[A-Z]{2,}[0-9]{0,2}|[A-Z][0-9]?[A-Z]+|[A-Z][a-z]?[A-Z]{1,4})(?=s?\b)(?![\w@]|\.\w)"
)
_SHOUTED = re.compile(r"(?:\b[A-Z]{2,}\b[\s,]+){3,}[A-Z]{2,}\b")


@lru_cache(maxsize=4096)
def abbreviations(text: str) -> tuple[tuple[str, int], ...]:
    """Each abbreviation in a text and where it begins. Words in a shouted sentence are none."""
    shouted = [match.span() for match in _SHOUTED.finditer(text)]
    return tuple(
        (match.group(), match.start())
        for match in _ABBREVIATION.finditer(text)
        if not any(first <= match.start() < last for first, last in shouted)
    )


def explains(text: str, word: str, explained_by: tuple[str, ...] = ()) -> bool:
    """Whether a text says what the abbreviation is short for, or is.

    Args:
        text: of one passage.
        word: the abbreviation.
        explained_by: how the text's language does that, out of its ``language.yaml``; nothing: in English, of
            which the words beside a bracket are understood in most languages.

    """
    return word in text and _explains(text, word, explained_by)


@lru_cache(maxsize=8192)
def _explains(text: str, word: str, explained_by: tuple[str, ...]) -> bool:
    name = re.escape(word)
    if explained_by:
        said = (pattern.replace("<WORD>", name) for pattern in explained_by)
        return any(re.search(pattern, text, re.IGNORECASE) for pattern in said)
    beside = rf"[A-Za-z][\w'’-]+\s+\((?:the\s+|an?\s+)?{name}s?\)|\b{name}s?\s+\([^)]*[a-z]{{3}}"
    if re.search(beside, text) or re.search(
        rf"\b{name}s?,?\s+(?:is\s+)?(?:short\s+for|stands\s+for)\b", text
    ):
        return True
    if re.search(rf"\b{name}s?\.\s+(?:That|This|It)\s+(?:is|means)\b", text):
        return True
    says = re.search(rf"\b{name}s?\s+(?:is|means)\s+(.*)", text)
    return says is not None and _in_order(word, says.group(1))


def _in_order(abbreviation: str, words: str) -> bool:
    """Whether some of the words begin with the letters of the abbreviation, in their order."""
    letters = iter(letter.upper() for letter in re.findall(r"\b[A-Za-z]", words))
    return all(letter in letters for letter in abbreviation if letter.isalpha())
