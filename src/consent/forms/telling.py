"""Of all places where a form says something the one that tells it best, and the sentences it stands in."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Callable, Sequence

from consent.forms.phrase_steps import expanded
from consent.forms.phrases import Hit, WordIndex
from consent.models.library.recognition import Anchor, Recognition, Several
from consent.reading.text.words import Words

_MOST_COUNTED = 8
"""Different turns of phrase in its sentences that make one place better than another."""
_REPORTED, _BARE = 3, 4
"""How much less a sentence counts that only says it was explained, and a heading or a caption."""
_FEW = 5
_LONGEST = 90
"""Words of the longest quote."""


def sentences_around(words: Words, start: int, end: int) -> Hit:
    """The whole sentences that hold some words; of a very long run only what lies nearest."""
    low = bisect_left(words.sentence, words.sentence[start])
    high = bisect_right(words.sentence, words.sentence[end - 1])
    return max(low, end - _LONGEST), min(high, max(start, low) + _LONGEST)


def best_told(
    index: WordIndex, recognition: Recognition, places: Sequence[Hit], counts: Callable[[int], bool]
) -> tuple[Hit, int]:
    """The place whose sentences say the most of it, and how much; not a heading, and not a report of it."""
    phrases = [phrase for anchor in recognition.all_of for phrase in expanded(phrases_of(anchor))]
    events = sorted(
        (start, number)
        for number, phrase in enumerate(phrases)
        for start, _ in index.hits_of(phrase)
        if counts(start)
    )
    reports = () if _about_explaining(index, recognition) else _explained(index)

    def worth(place: Hit) -> int:
        words = index.words
        low = bisect_left(words.sentence, words.sentence[place[0]])
        high = bisect_right(words.sentence, words.sentence[place[1] - 1])
        said = {n for _, n in events[bisect_left(events, (low, -1)) : bisect_left(events, (high, -1))]}
        told = min(len(said), _MOST_COUNTED)
        if bisect_left(reports, low) < bisect_left(reports, high):
            told -= _REPORTED
        if high - low < _FEW or all(at in index.headings for at in range(low, high)):
            told -= _BARE
        return told

    best = max(places, key=lambda place: (worth(place), place[0] - place[1], -place[0]))
    return best, worth(best)


def phrases_of(anchor: Anchor) -> Sequence[str]:
    """The phrases of an anchor, whatever its kind."""
    if isinstance(anchor, Several):
        return anchor.of
    return (anchor,) if isinstance(anchor, str) else anchor


def _about_explaining(index: WordIndex, recognition: Recognition) -> bool:
    reports = frozenset(index.speech.explained)
    return any(
        "explain" in phrase or "discuss" in phrase or phrase in reports
        for phrase in expanded(phrases_of(recognition.all_of[0]))
    )


def _explained(index: WordIndex) -> Sequence[int]:
    return sorted(start for start, _ in index.hits(index.speech.explained))
