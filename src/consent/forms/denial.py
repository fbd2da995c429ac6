"""What a sentence takes back of what its words name: told by how it is built, not by lists for each element.

Four ways to name a thing and say that it is not there or not told::

    There are no risks such as pain or infection.
    No other choices, with their benefits and risks, are told.
    The risks were not explained to me.
    I may not withdraw after I have signed.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import lru_cache
from itertools import groupby

from consent.forms.english import ENGLISH
from consent.forms.speech import Denying, Speech
from consent.models.library.recognition import Anchor, Recognition, Several
from consent.reading.text.words import Words

_FIRST, _NEAR, _TAIL = 3, 3, 6


def denied_places(words: Words, speech: Speech = ENGLISH) -> frozenset[int]:
    """The places of all words that their sentence takes back."""
    found: set[int] = set()
    for _, group in groupby(range(len(words.text)), key=lambda place: words.sentence[place]):
        places = list(group)
        text = [words.text[place] for place in places]
        for low, high in _scopes(text, speech.denying):
            found.update(places[low:high])
    return frozenset(found)


def is_about_denial(recognition: Recognition, speech: Speech = ENGLISH) -> bool:
    """Whether what is looked for is itself a denial, such as "not approved"; then a "not" proves it."""
    denials = speech.denying.none | speech.denying.negations
    return any(
        "<no>" in phrase or not denials.isdisjoint(phrase.lstrip("+^|~").split())
        for anchor in recognition.all_of
        for phrase in _phrases(anchor)
    )


def _phrases(anchor: Anchor) -> Sequence[str]:
    if isinstance(anchor, Several):
        return anchor.of
    return (anchor,) if isinstance(anchor, str) else anchor


def _scopes(text: Sequence[str], by: Denying) -> Iterator[tuple[int, int]]:
    for place, word in enumerate(text):
        if _nothing_there(text, place, by):
            yield place, _until(text, place + 1, by.goes_on | by.opens)
        elif (
            word in by.none
            and place < _FIRST
            and not by.condition & set(text[:place])
            and _not_told(text, place, by)
        ):
            yield place, len(text)
        if word in by.negations and not by.condition & set(text[:place]):
            if _tells(text, place, by):
                yield 0, _until(text, place + 1, by.goes_on)
            elif _forbids(text, place, by):
                yield place, min(place + _TAIL, _until(text, place + 1, by.goes_on | by.opens | by.condition))


def _names_a_thing(text: Sequence[str], place: int, by: Denying) -> bool:
    return place + 1 < len(text) and text[place + 1] not in by.more_than


def _nothing_there(text: Sequence[str], place: int, by: Denying) -> bool:
    """Whether a turn of phrase such as "there is no" ends here."""
    return (
        text[place] in _last_of(by.nothing_there)
        and _names_a_thing(text, place, by)
        and any(tuple(text[max(place + 1 - len(turn), 0) : place + 1]) == turn for turn in by.nothing_there)
    )


@lru_cache(maxsize=8)
def _last_of(turns: tuple[tuple[str, ...], ...]) -> frozenset[str]:
    return frozenset(turn[-1] for turn in turns if turn)


def _tells(text: Sequence[str], place: int, by: Denying) -> bool:
    """Whether a verb of telling stands after the negation at a place."""
    near = text[max(place - 2, 0) : place + _NEAR]
    return by.tells(tuple(text[place + 1 : place + 1 + _NEAR])) and (
        not by.helpers or not by.helpers.isdisjoint(near)
    )


def _forbids(text: Sequence[str], place: int, by: Denying) -> bool:
    """Whether somebody may not: the negation at a place stands beside a modal verb."""
    beside = text[place + 1 : place + 2] if by.negation_first else text[max(place - 1, 0) : place]
    return not by.modals.isdisjoint(beside)


def _not_told(text: Sequence[str], place: int, by: Denying) -> bool:
    """Whether "no ..." is the subject of "is told"."""
    if not _names_a_thing(text, place, by):
        return False
    if not by.helpers:
        return by.tells(tuple(text[place:]))
    return any(
        one in by.helpers and by.tells(tuple(text[at + 1 : at + 1 + _NEAR]))
        for at, one in enumerate(text[place:], place)
    )


def _until(text: Sequence[str], place: int, stops: frozenset[str]) -> int:
    return next((at for at in range(place, len(text)) if text[at] in stops), len(text))
