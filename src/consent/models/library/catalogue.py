"""The fixed words of pages and of the sentences that the program puts together, in one language."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import lru_cache

from consent.errors import ResourceError
from consent.models.library.language import ENGLISH as IN_ENGLISH
from consent.models.library.language import Language
from consent.models.spoken import SOURCE

_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")


@dataclass(frozen=True, slots=True)
class Catalogue:
    """Translations by their English words; in English every word stands for itself."""

    texts: Mapping[str, str] = field(default_factory=dict, repr=False)
    """``MRN|short``: what is said in one place alone; ``{count} pages|few``: a form besides one and many."""
    complete: bool = True
    """Whether what it lacks is said in English: True in English, and where stale words were allowed."""
    tongue: Language = field(default=IN_ENGLISH, repr=False)

    def __hash__(self) -> int:
        # Asked for each part of each packet; equal ones are compared by their thousand texts all the same.
        return hash((self.tongue.id, self.complete, len(self.texts)))

    @property
    def is_source(self) -> bool:
        """Whether these are the words that everything was written in."""
        return self.tongue.id == SOURCE

    @property
    def digest(self) -> str:
        """SHA-256 of the words; empty in English, whose words stand in the pages and in the program."""
        return "" if self.is_source else _digest(self)

    def say(self, english: str, /, **values: object) -> str:
        """The words in this language, each ``{name}`` in them replaced by its value.

        Raises:
            ResourceError: no translation has these words.
        """
        said = self.texts.get(english)
        if said is None:
            if not self.complete:
                raise ResourceError(
                    f"no words in {self.tongue.english_name} for {english!r}",
                    hint=f"write them in translations/{self.tongue.id}/pages.yaml",
                )
            said = english.partition("|")[0]
        return said.format_map(values) if values else said

    def say_known(self, typed: str) -> str:
        """What a record says, in this language if these are words of ours; otherwise as typed."""
        return self.texts.get(typed, typed)

    def counted(self, one: str, many: str, /, count: int) -> str:
        """Words that count: ``1 page``, ``{count} pages``; errors as of ``say``."""
        form = "one" if count == 1 else "other"
        if not self.is_source:
            form = _form(self.tongue.locale, count)
        english = one if form == "one" else f"{many}|{form}" if f"{many}|{form}" in self.texts else many
        return self.say(english, count=self.number(count))

    def listed(self, words: Sequence[str], *, either: bool = False) -> str:
        """``a``, ``a and b``, ``a, b, and c``."""
        return self.tongue.joined(words, either=either)

    def day(self, day: date) -> str:
        """``Mar 9, 1961``, ``9 de marzo de 1961``: no reader can take the day for the month."""
        if self.is_source:
            return f"{_MONTHS[day.month - 1]} {day.day}, {day.year}"
        from babel.dates import format_date

        return format_date(day, "long", locale=self.tongue.locale)

    def number(self, number: int) -> str:
        """``1,000``."""
        if self.is_source:
            return f"{number:,}"
        from babel.numbers import format_decimal

        return str(format_decimal(number, locale=self.tongue.locale))

    def language(self, name: str) -> str:
        """What a language is called: ``Spanish`` is ``español``; a name that nobody knows stays as typed."""
        known = {} if self.is_source else _languages(self.tongue.locale)
        return self.texts.get(name) or known.get(name.casefold(), name)


ENGLISH = Catalogue()
"""Every word as it is written in the pages and in the program."""


@lru_cache(maxsize=16)
def _digest(catalogue: Catalogue) -> str:
    told = [catalogue.tongue.model_dump_json(), *(f"{key}\0{text}" for key, text in catalogue.texts.items())]
    return hashlib.sha256("\0".join(told).encode()).hexdigest()


def _form(locale: str, count: int) -> str:
    from babel import Locale

    return str(Locale.parse(locale).plural_form(count))


@lru_cache(maxsize=4)
def _languages(locale: str) -> Mapping[str, str]:
    """The names of languages, by their English ones in small letters."""
    from babel import Locale

    there = Locale.parse(locale).languages
    return {name.casefold(): there[code] for code, name in Locale("en").languages.items() if code in there}
