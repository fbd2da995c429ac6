"""Whether a visit in a table still stands, by its columns about that; a word nobody knows is named."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from functools import cached_property

from consent.load.schedule.vocabulary import key_of, plain
from consent.models.people.schedule_words import ScheduleWords

_NOTHING = frozenset({"", "n a", "na", "none", "null", "nil"})
_NO = _NOTHING | {"n", "no", "false", "0", "f"}
_NOT = frozenset({"not", "no", "never", "non", "un"})
_SHORT = 3
"""Letters of an abbreviation that is looked for only where a status begins or ends."""
_LONGEST_WORD = 40
_MOST_WORDS = 3
_STATE = "state"
"""A heading under which two letters are a part of an address."""


class About(StrEnum):
    """What a column says of a visit."""

    STATUS = "status"
    FLAG = "flag"
    REASON = "reason"


@dataclass(frozen=True, slots=True)
class StatusColumn:
    """A column that may say that a visit is off."""

    index: int
    heading: str
    about: About
    off_signs: frozenset[str] = frozenset()
    on_signs: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Standing:
    """What the columns say together."""

    off: str = ""
    """The heading of the column that says so; empty while the visit stands."""
    unknown: tuple[tuple[int, str, str], ...] = ()
    """Column, heading and word of a status that means nothing here; no word where it may be a person's."""


@dataclass
class StatusWords:
    """Judges the cells of status columns; words that came before are remembered."""

    words: ScheduleWords = field(repr=False)

    def columns(self, headings: Sequence[str]) -> tuple[StatusColumn, ...]:
        """Those of the headings that say how a visit stands."""
        return tuple(
            self.column(index, heading.strip(), about)
            for index, heading in enumerate(headings)
            if (about := self.about(heading)) is not None
        )

    def about(self, heading: str) -> About | None:
        """What a column of this heading says of a visit, if anything."""
        return self._headings.get(key_of(heading))

    def is_of_words(self, heading: str) -> bool:
        """Whether a column of this heading holds free text about the visit."""
        return key_of(heading) in self._of_words

    def judge(self, columns: Iterable[StatusColumn], cells: Sequence[object]) -> Standing:
        """Whether the visit of a row stands."""
        unknown = []
        for column in columns:
            cell = cells[column.index]
            if cell is None or (isinstance(cell, str) and not cell.strip()):
                continue
            verdict = self._verdict(column, cell)
            if verdict:
                return Standing(off=column.heading)
            if verdict is None:
                unknown.append((column.index, column.heading, _shown(cell)))
        return Standing(unknown=tuple(unknown))

    def off_in(self, text: str) -> str:
        """The words in a remark that would, as a status, mean that the visit is off; often empty."""
        tokens = plain(text).split()
        for start in range(len(tokens)):
            for end in range(len(tokens), start, -1):
                phrase = " ".join(tokens[start:end])
                negated = start > 0 and tokens[start - 1] in _NOT
                if phrase in self._off and len(phrase) > _SHORT and not negated:
                    return phrase
        return ""

    def _verdict(self, column: StatusColumn, cell: object) -> bool | None:
        """Whether a cell says that the visit is off; None when nobody can tell."""
        if column.about is not About.STATUS:
            words = plain(cell) if isinstance(cell, str) else "x"
            return words not in (_NO if column.about is About.FLAG else _NOTHING)
        if not isinstance(cell, str):
            return None
        sign = cell.strip().casefold()
        if sign in column.off_signs:
            return True
        if sign in column.on_signs or sign in ("-", "--"):
            return False
        if key_of(column.heading) == _STATE and len(sign) == len("CA") and sign.isalpha():
            return False
        return self._meaning(plain(cell))

    def _meaning(self, status: str) -> bool | None:
        if status not in self._known:
            if len(self._known) > 10_000:
                self._known.clear()
            self._known[status] = self._read(status)
        return self._known[status]

    def _read(self, status: str) -> bool | None:
        tokens = status.split()
        # `x - cancelled`, `2 - filled`: a sign before the words.
        rest = tokens[1:] if len(tokens) > 1 and len(tokens[0]) == 1 else tokens
        for whole in (status, " ".join(rest)):
            if whole in self._on or whole in _NOTHING:
                return False
            if whole in self._off or whole in self._off_alone:
                return True
        if found := self._within(rest, self._off, begins=False):
            return None if found[0] and rest[found[0] - 1] in _NOT else True
        return False if self._within(rest, self._on, begins=True) else None

    def _within(self, tokens: Sequence[str], phrases: frozenset[str], *, begins: bool) -> tuple[int] | None:
        for start in range(1 if begins else len(tokens)):
            for end in range(len(tokens), start, -1):
                phrase = " ".join(tokens[start:end])
                at_an_end = start == 0 or end == len(tokens)
                if phrase in phrases and (at_an_end or len(phrase) > _SHORT):
                    return (start,)
        return None

    def column(self, index: int, heading: str, about: About) -> StatusColumn:
        """The column, with what single signs mean under its heading."""
        key = key_of(heading)
        fitting = [
            one for one in self.words.status_codes if any(key_of(name) == key for name in one.headings)
        ]
        off = [sign.casefold() for one in fitting for sign in one.off]
        on = [sign.casefold() for one in fitting for sign in one.on]
        return StatusColumn(index, heading, about, frozenset(off), frozenset(on))

    @cached_property
    def _headings(self) -> dict[str, About]:
        words = self.words
        return {
            **{key_of(one): About.REASON for one in words.reason_headings},
            **{key_of(one): About.FLAG for one in words.flag_headings},
            **{key_of(one): About.STATUS for one in words.status_headings},
        }

    @cached_property
    def _of_words(self) -> frozenset[str]:
        return frozenset(key_of(one) for one in self.words.words_headings)

    @cached_property
    def _known(self) -> dict[str, bool | None]:
        return {}

    @cached_property
    def _off(self) -> frozenset[str]:
        return frozenset(plain(one) for one in self.words.off)

    @cached_property
    def _off_alone(self) -> frozenset[str]:
        return frozenset(plain(one) for one in self.words.off_alone)

    @cached_property
    def _on(self) -> frozenset[str]:
        return frozenset(plain(one) for one in self.words.on)


def _shown(cell: object) -> str:
    """A status that may be repeated in a message: a few words without a number."""
    if isinstance(cell, date) or not isinstance(cell, str):
        return ""
    word = " ".join(cell.split())
    fits = 0 < len(word) <= _LONGEST_WORD and "," not in word and not any(one.isdigit() for one in word)
    return word if fits and word.isprintable() and len(word.split()) <= _MOST_WORDS else ""
