"""A word of a column of its own, a side or a language, by the words of the schedules' files."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from consent.load.rows.words import LANGUAGES, MODALITIES, SIDES, side_key
from consent.models.people.schedule_words import ScheduleWords

_OURS = frozenset((*SIDES.values(), *MODALITIES.values(), *LANGUAGES.values()))
_CHOICE = "/"
"""``L/R`` in a column of its own is as often a choice that nobody made as both sides."""


def named(field: str, typed: str, words: ScheduleWords) -> str:
    """What a cell stands for in our own words, or the cell as it was typed."""
    if typed in _OURS:
        return typed
    lists: Mapping[str, Iterable[tuple[str, Sequence[str]]]] = {
        "laterality": words.sides.items(),
        "preferred_language": words.language_names.items(),
        "interpreter_modality": words.modality_names.items(),
    }
    key = side_key(typed)
    meant = {
        str(meaning)
        for meaning, phrases in lists.get(field, ())
        if any(side_key(one) == key for one in phrases if _CHOICE not in one)
    }
    return meant.pop() if len(meant) == 1 and _CHOICE not in typed else typed
