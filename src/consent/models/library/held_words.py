"""The words of a language by which a translation is held against its English."""

from __future__ import annotations

import re
from typing import Annotated

from pydantic import AfterValidator, Field

from consent.models.base import Model, Text

_PHRASE = re.compile(r"[\w’'.-]+\*?(?: [\w’'.-]+\*?)*")


def _is_phrase(value: str) -> str:
    if not _PHRASE.fullmatch(value):
        raise ValueError("write words, with `*` only at the end of one: `izquierd*`")
    return value


Phrase = Annotated[Text, AfterValidator(_is_phrase)]
"""A word or several in small letters; one that ends in ``*`` may go on: ``izquierd*``."""


class HeldWords(Model):
    """What numbers, negations, sides and names are in a language. What it does not list is not looked for."""

    numbers: dict[Phrase, float] = Field(default_factory=dict)
    """``dos: 2``. What is written in figures is a number in every language."""
    maybe_numbers: dict[Phrase, float] = Field(default_factory=dict)
    """Words that may stand for a number and need not: ``una: 1``, ``ambos: 2``."""
    negations: tuple[Phrase, ...] = ()
    """Words that say no: each says it once."""
    negations_after: tuple[Phrase, ...] = ()
    """Words that say no where none has said it before, and only stress it after one: ``no … ningún``."""
    before_negations: tuple[Phrase, ...] = ()
    """Words after which one of these says no alone, as it does where a part of a sentence begins:
    ``porque nadie``. After any other word it lacks the one that says no.
    """
    maybe_negations: tuple[Phrase, ...] = ()
    """Words that may stand for a negation and need not: ``falta``."""
    left: tuple[Phrase, ...] = ()
    right: tuple[Phrase, ...] = ()
    terms: dict[Phrase, tuple[Phrase, ...]] = Field(default_factory=dict)
    """By which words the language says what English has one word for: ``shot*: [inyecci*, inyect*]``."""
    names: dict[Text, tuple[Text, ...]] = Field(default_factory=dict)
    """English names that are called otherwise, and how: ``MRI: [resonancia]``. Others stay as they are."""
