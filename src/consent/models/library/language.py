"""A language that packets print in: what it is called, how it writes, how it joins words."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Annotated, Literal

from pydantic import AfterValidator, Field, StringConstraints

from consent.models.base import Model, Text
from consent.models.library.claim_words import Pattern
from consent.models.library.held_words import HeldWords, Phrase
from consent.models.spoken import SOURCE


def _is_pattern(value: str) -> str:
    try:
        re.compile(value)
    except re.error as error:
        raise ValueError("`before:` is no regular expression") from error
    return value


class Joiner(Model):
    """A word between the last two of a list."""

    word: Text
    before: Annotated[str, AfterValidator(_is_pattern)] = ""
    """A regular expression that the next word begins with, in small letters; empty: before any other."""


class Joiners(Model):
    """How a list ends; of several words the first whose ``before`` fits."""

    both: tuple[Joiner, ...] = Field(default=(Joiner(word="and"),), alias="and", min_length=1)
    """Typed ``and``."""
    either: tuple[Joiner, ...] = Field(default=(Joiner(word="or"),), alias="or", min_length=1)
    """Typed ``or``."""
    comma_before: bool = True
    """Whether a comma stands before the joining word of three or more."""


class Language(Model):
    """``translations/LANGUAGE/language.yaml``."""

    id: Annotated[str, StringConstraints(pattern=r"^[a-z]{2,3}(-[A-Z]{2})?$")]
    """Also the folder's name."""
    name: Text
    """In the language itself: ``español``."""
    english_name: Text
    """``Spanish``: what records and messages call it."""
    tag: Annotated[str, StringConstraints(pattern=r"^[a-z]{2,3}(-[A-Z]{2})?$")]
    """The ``/Lang`` of every page (BCP 47): ``es-US``."""
    locale: Annotated[str, StringConstraints(pattern=r"^[a-z]{2,3}(_[A-Z]{2})?$")]
    """By which Babel writes dates and numbers: ``es_US``."""
    readability: Literal["flesch-kincaid", "inflesz"] | None = None
    """The measure of how easily it reads; none when no formula for it is known here."""
    length: Annotated[float, Field(ge=1, le=1.25)] = 1.0
    """How many words it takes for one of English, over the first pages: their bound grows by as much."""
    explained_by: tuple[Pattern, ...] = ()
    """How a sentence says what an abbreviation is, with ``<WORD>`` for it: ``<WORD> quiere decir``."""
    out_of: tuple[Phrase, ...] = ()
    """What stands before the number of whom something happens to, and before nothing else: ``de cada``."""
    joiners: Joiners = Joiners()
    held: HeldWords = HeldWords()
    """By which a translation is held against its English."""

    def joined(self, words: Sequence[str], *, either: bool = False) -> str:
        """``a``, ``a and b``, ``a, b, and c``; in Spanish ``a e hija``, ``a, b y c``."""
        if len(words) < 2:
            return "".join(words)
        last = words[-1]
        chosen = self.joiners.either if either else self.joiners.both
        fits = (one.word for one in chosen if re.match(one.before, last.casefold()))
        joiner = next(fits, chosen[-1].word)
        comma = "," if len(words) > 2 and self.joiners.comma_before else ""
        return f"{', '.join(words[:-1])}{comma} {joiner} {last}"


ENGLISH = Language(
    id=SOURCE, name="English", english_name="English", tag="en", locale="en_US", readability="flesch-kincaid"
)
