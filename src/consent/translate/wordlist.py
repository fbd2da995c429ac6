"""Phrases of a list as one pattern, and the English lists."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cache
from importlib.resources import files

import yaml

from consent.models.library.held_words import HeldWords

_ALPHABETS = tuple(map(chr, range(0x600)))
"""Latin, Greek, Cyrillic, Armenian: those with letters of two sizes."""
CAPITALS = "".join(letter for letter in _ALPHABETS if letter.isupper())
SMALL = "".join(letter for letter in _ALPHABETS if letter.islower())


@cache
def english() -> HeldWords:
    """The English words."""
    text = (files("consent.translate") / "english.yaml").read_text("utf-8")
    return HeldWords.model_validate(yaml.safe_load(text))


@cache
def pattern(phrases: tuple[str, ...]) -> re.Pattern[str]:
    """What finds any of some phrases as whole words, in small letters or capitals; the longest first."""
    if not phrases:
        # Never matches. A choice of nothing would match everywhere.
        return re.compile(r"(?!)")
    ordered = sorted(phrases, key=len, reverse=True)
    words = "|".join(re.escape(one).replace(r"\*", r"\w*").replace(r"\ ", r"\s+") for one in ordered)
    return re.compile(rf"(?<![\w])(?:{words})(?![\w])", re.IGNORECASE)


def found(phrases: Iterable[str], text: str) -> list[str]:
    """The phrases of a list that a text has, as they stand in it."""
    return pattern(tuple(phrases)).findall(text)
