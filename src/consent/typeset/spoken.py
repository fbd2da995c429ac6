"""What page templates call for their own words: ``_("Sign here")``, and what counts and lists."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from markupsafe import Markup, escape

from consent.models.library.catalogue import Catalogue


@dataclass(frozen=True, slots=True)
class Spoken:
    """Plain functions of one catalogue: what is written once for several packets hangs on which they are."""

    say: Callable[..., str]
    counted: Callable[[str, str, int], str]
    listed: Callable[[Sequence[str]], str]
    number: Callable[[int], str]
    day: Callable[[date], str]


@lru_cache(maxsize=16)
def spoken(catalogue: Catalogue) -> Spoken:
    """The functions for the pages of one language; the same ones whenever they are asked for."""

    def say(english: str, /, **values: object) -> str:
        text = catalogue.say(english)
        # A value may be markup, such as a slot; the words themselves never are.
        return Markup("{}").format(text).format_map(values) if values else text

    def counted(one: str, other: str, count: int) -> str:
        return catalogue.counted(one, other, count=count)

    def listed(words: Sequence[str]) -> str:
        return Markup("{}").format(Joined(catalogue.listed([escape(word) for word in words])))

    def number(number: int) -> str:
        return catalogue.number(number)

    def day(day: date) -> str:
        return catalogue.day(day)

    return Spoken(say, counted, listed, number, day)


class Joined(str):
    """Words that were made safe for a page one by one, and joined by the plain words of a language."""

    __slots__ = ()

    def __html__(self) -> str:
        return str(self)
