"""What a sentence takes back of what its words name: told by how it is built, not by lists for each element.

Four ways to name a thing and say that it is not there or not told::

    There are no risks such as pain or infection.
    No other choices, with their benefits and risks, are told.
    The risks were not explained to me.
    I may not withdraw after I have signed.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import groupby

from consent.models.library.recognition import Anchor, Recognition, Several
from consent.reading.text.words import Words


def _set(words: str) -> frozenset[str]:
    return frozenset(words.split())


_BE = _set("are been is was were will be have has had being")
_NONE = _set("no none neither")
_NOT = _set("not never without n't cannot")
_TOLD = _set(
    "addressed advised covered described disclosed discussed explained given informed listed mentioned named "
    "offered outlined presented provided shown told"
)
_MODAL = _set("can cannot could may might must shall should will would")
_LETS_GO_ON = _set("but except however although though unless instead besides")
"""Words after which a sentence says something else."""
_OPENS = _set("that which who whom whose because when whenever until while if")
"""Words that begin a clause of its own: what stands in it is not what is denied."""
_CONDITION = _set("if unless until before whenever should")
_MORE_THAN = _set("doubt guarantee guarantees more longer later less promise promises one way question")
"""Nouns after "no" of which the rest of the sentence is not part."""
_FIRST, _NEAR, _TAIL = 3, 3, 6


def denied_places(words: Words) -> frozenset[int]:
    """The places of all words that their sentence takes back."""
    found: set[int] = set()
    for _, group in groupby(range(len(words.text)), key=lambda place: words.sentence[place]):
        places = list(group)
        text = [words.text[place] for place in places]
        for low, high in _scopes(text):
            found.update(places[low:high])
    return frozenset(found)


def is_about_denial(recognition: Recognition) -> bool:
    """Whether what is looked for is itself a denial, such as "not approved"; then a "not" proves it."""
    return any(
        "<no>" in phrase or not (_NONE | _NOT).isdisjoint(phrase.lstrip("+^|~").split())
        for anchor in recognition.all_of
        for phrase in _phrases(anchor)
    )


def _phrases(anchor: Anchor) -> Sequence[str]:
    if isinstance(anchor, Several):
        return anchor.of
    return (anchor,) if isinstance(anchor, str) else anchor


def _scopes(text: Sequence[str]) -> Iterator[tuple[int, int]]:
    for place, word in enumerate(text):
        if word in _NONE and place + 1 < len(text) and text[place + 1] not in _MORE_THAN:
            if place >= 2 and text[place - 2] == "there" and text[place - 1] in _BE:
                yield place, _until(text, place + 1, _LETS_GO_ON | _OPENS)
            elif place < _FIRST and _not_told(text, place):
                yield place, len(text)
        if word in _NOT and not _CONDITION & set(text[:place]):
            if _TOLD & set(text[place + 1 : place + 1 + _NEAR]) and _BE & set(
                text[max(place - 2, 0) : place + _NEAR]
            ):
                yield 0, _until(text, place + 1, _LETS_GO_ON)
            elif place and text[place - 1] in _MODAL:
                yield place, min(place + _TAIL, _until(text, place + 1, _LETS_GO_ON | _OPENS | _CONDITION))


def _not_told(text: Sequence[str], place: int) -> bool:
    """Whether "no ..." is the subject of "is told"."""
    return any(
        one in _BE and not _TOLD.isdisjoint(text[at + 1 : at + 1 + _NEAR])
        for at, one in enumerate(text[place:], place)
    )


def _until(text: Sequence[str], place: int, stops: frozenset[str]) -> int:
    return next((at for at in range(place, len(text)) if text[at] in stops), len(text))
