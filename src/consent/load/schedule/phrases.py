"""Free text of a schedule as procedures, places, sides and reasons; what can mean two things stays two."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum

from consent.made_once import MadeOnce
from consent.models.library.collection import Library

_TOKEN = re.compile(r"[^\W_]+(?:'[^\W_]+)*|[+&?#]")
_LONGEST = 2_000
"""Characters of a text that are read; a note may be a page."""
_KEPT = 10_000
"""Texts that are remembered: a day has few different ones."""
_LIBRARIES = 4
"""Whose phrases are remembered: a desk opens a schedule again and again."""


class Kind(StrEnum):
    """What a phrase stands for."""

    PROCEDURE = "procedure"
    SITE = "site"
    SIDE = "side"
    INDICATION = "indication"
    OTHER = "other"
    """Something no procedure of the library does."""
    METHOD = "method"
    """A code that tells how, and not what."""
    HEDGE = "hedge"
    JOINER = "joiner"
    FILLER = "filler"


_PLACES = frozenset({Kind.SITE, Kind.PROCEDURE, Kind.INDICATION})


@dataclass(frozen=True, slots=True)
class Part:
    """A phrase of the vocabulary that was found in a text."""

    kind: Kind
    meanings: frozenset[str]
    words: str
    """The phrase as the vocabulary has it, so it may be shown."""


_COUNT = Part(Kind.FILLER, frozenset(), "")
_COUNT_DIGITS = 4
"""A number that is no billing code: the second of a series, a length in minutes, a room."""


@dataclass(frozen=True, slots=True)
class Reading:
    """What a text says."""

    parts: tuple[Part, ...] = ()
    hedged: bool = False
    """It speaks of another time, another plan, or a doubt."""
    open_end: bool = False
    """Something nobody knows is joined to what is known: ``HA + …``."""
    whole: bool = False
    """Every word of it is known."""

    def of(self, kind: Kind) -> tuple[Part, ...]:
        """The parts of one kind."""
        return tuple(part for part in self.parts if part.kind is kind)


_OF_LIBRARIES: MadeOnce[Mapping[tuple[str, ...], Sequence[Part]]] = MadeOnce(_LIBRARIES)


@dataclass
class Phrasebook:
    """Every phrase of the library and of the schedules' vocabulary."""

    library: Library = field(repr=False)
    _phrases: Mapping[tuple[str, ...], Sequence[Part]] = field(init=False, repr=False)
    _longest: int = field(init=False, repr=False)
    _known: dict[str, Reading] = field(init=False, repr=False, default_factory=dict)

    def __post_init__(self) -> None:
        self._phrases = _OF_LIBRARIES.made((self.library,), "", lambda: _phrases(self.library))
        self._longest = max(map(len, self._phrases), default=1)

    def read(self, text: str) -> Reading:
        """What a text says; the same text is read once."""
        found = self._known.get(text)
        if found is None:
            if len(self._known) >= _KEPT:
                self._known.clear()
            found = self._known[text] = self._read(text)
        return found

    def _read(self, text: str) -> Reading:
        pieces = list(self._pieces(_tokens(text[:_LONGEST], self.library.schedules.same_words)))
        parts = [
            part
            for at, (_, found) in enumerate(pieces)
            for part in found
            if part.kind is not Kind.SIDE or _is_beside_a_place(pieces, at)
        ]
        kinds = {part.kind for part in parts}
        unknown = [not found for _, found in pieces]
        open_end = any(
            unknown[at + 1] and any(part.kind is Kind.JOINER for part in found)
            for at, (_, found) in enumerate(pieces[:-1])
        )
        return Reading(
            tuple(part for part in parts if part.kind not in (Kind.JOINER, Kind.FILLER)),
            hedged=Kind.HEDGE in kinds,
            open_end=open_end,
            whole=not any(unknown),
        )

    def _pieces(self, words: Sequence[str]) -> Iterator[tuple[str, Sequence[Part]]]:
        """The text cut into the longest phrases that are known, and words that are not."""
        at = 0
        while at < len(words):
            for end in range(min(len(words), at + self._longest), at, -1):
                found = self._phrases.get(tuple(words[at:end]))
                if found is not None:
                    yield " ".join(words[at:end]), found
                    at = end
                    break
            else:
                is_count = words[at].isdigit() and len(words[at]) <= _COUNT_DIGITS
                yield words[at], (_COUNT,) if is_count else ()
                at += 1


def _tokens(text: str, same: Mapping[str, str]) -> list[str]:
    """Words and the signs that join them, without case."""
    return [same.get(token, token) for token in _TOKEN.findall(text.casefold())]


def fold(choices: Iterable[frozenset[str]]) -> list[frozenset[str]]:
    """What is said several times, once: ``exosome`` and ``amniotic`` are one thing, narrowed down."""
    groups: list[frozenset[str]] = []
    for one in choices:
        for index, group in enumerate(groups):
            if group & one:
                groups[index] = group & one
                break
        else:
            groups.append(one)
    return groups


def _is_beside_a_place(pieces: Sequence[tuple[str, Sequence[Part]]], at: int) -> bool:
    """Whether a word for a side belongs to a place or a procedure, or stands alone."""
    told = [[part.kind for part in found] for _, found in pieces]
    if all(kinds and set(kinds) <= {Kind.SIDE, Kind.FILLER} for kinds in told):
        return True
    for step in (-1, 1):
        near = at + step
        while 0 <= near < len(told) and told[near] == [Kind.FILLER]:
            near += step
        if 0 <= near < len(told) and _PLACES & set(told[near]):
            return True
    return False


def _phrases(library: Library) -> dict[tuple[str, ...], list[Part]]:
    words = library.schedules
    ours = list(_of_the_library(library))
    said: dict[tuple[str, ...], dict[Kind, set[str]]] = {}
    for kind, phrase, meaning in ours:
        key = tuple(_tokens(phrase, words.same_words))
        if key:
            said.setdefault(key, {}).setdefault(kind, set()).add(meaning)
    plain = (
        (Kind.OTHER, words.other_procedures),
        (Kind.METHOD, [one.code for one in words.method_codes]),
        (Kind.HEDGE, words.hedges),
        (Kind.JOINER, words.joiners),
        (Kind.FILLER, words.fillers),
    )
    for kind, phrases in plain:
        for phrase in phrases:
            key = tuple(_tokens(phrase, words.same_words))
            if key and key not in said:
                said[key] = {kind: {phrase}}
    return {
        key: [Part(kind, frozenset(meanings), " ".join(key)) for kind, meanings in kinds.items()]
        for key, kinds in said.items()
    }


def _of_the_library(library: Library) -> Iterator[tuple[Kind, str, str]]:
    """Every phrase with what it stands for."""
    yield from _of_procedures(library)
    yield from _of_anatomy(library)
    for side, phrases in library.schedules.sides.items():
        for phrase in phrases:
            yield Kind.SIDE, phrase, side.value


def _of_procedures(library: Library) -> Iterator[tuple[Kind, str, str]]:
    words = library.schedules
    for one in library.procedures.values():
        own = (one.value.id, one.value.title, *one.value.also_called)
        for phrase in (*own, *words.procedure_names.get(one.value.id, ())):
            yield Kind.PROCEDURE, phrase, one.value.id
    for code in words.product_codes:
        if code.procedure in library.procedures:
            yield Kind.PROCEDURE, code.code, code.procedure


def _of_anatomy(library: Library) -> Iterator[tuple[Kind, str, str]]:
    words = library.schedules
    sites = {name for one in library.procedures.values() for name in one.value.body_sites}
    reasons = {name for one in library.procedures.values() for name in one.value.indications}
    for site in library.anatomy.sites(sorted(sites)):
        for phrase in (site.name, site.plain_name, *site.also_called, *words.site_names.get(site.name, ())):
            yield Kind.SITE, phrase, site.name
    for name in sorted(reasons):
        found = library.anatomy.indications.get(name)
        also = found.value.also_called if found else ()
        for phrase in (name, *also, *words.indication_names.get(name, ())):
            yield Kind.INDICATION, phrase, name
