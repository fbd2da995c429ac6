"""Recognise what a clause says in words that are not ours: anchor phrases that stand close together."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace

from consent.forms.captions import whatever_stands
from consent.forms.denial import is_about_denial
from consent.forms.english import ENGLISH
from consent.forms.phrase_steps import expanded, shown
from consent.forms.phrases import Hit, WordIndex, index_of
from consent.forms.speech import Speech
from consent.forms.telling import best_told, phrases_of
from consent.models.library.recognition import Anchor, Recognition, Several
from consent.reading.text.words import Words, split

_LOOSE = 2
"""How many times the asked distance still counts as a doubtful find."""
_SENTENCE, _PART = 6, 20
"""Words that the end of a sentence counts for, and the next heading."""
_SURE, _UNSURE = 0.95, 0.4
_CAPTIONED = 4
"""How many turns of phrase a caption is worth."""
_WIDEST_CLUSTER = 160
_MOST_STARTS = 400
"""Places of the rarest anchor that are tried."""


@dataclass(frozen=True, slots=True)
class Match:
    """Words of a form that say what was looked for."""

    start: int
    end: int
    sure: float
    """1 letter for letter, 0.95 for all anchor phrases close together, 0.4 for less; 0 not found."""
    missing: tuple[str, ...] = ()
    """Anchors that were not found near the rest, one phrase of each."""
    near: tuple[int, int] | None = None
    """If not found: the words that come closest."""
    denied: bool = False
    """If not found: whether the closest words say the reverse."""
    worth: int = 0
    """How many turns of phrase its sentences have; less for a heading, or a report that it was told."""
    partly: bool = False
    """If doubtful: because only something like it is said, not because the words stand far apart. If not
    found: whether the closest words surely say a part of it."""


def exact(words: Words, text: str) -> Match | None:
    """The same words in the same order, whatever the breaks, quotes and hyphens."""
    wanted = split(text)
    if not wanted:
        return None
    for start in index_of(words).positions(wanted[0]):
        if list(words.text[start : start + len(wanted)]) == wanted:
            return Match(start, start + len(wanted), 1.0)
    return None


def recognised(
    words: Words, recognition: Recognition, *, until: int | None = None, speech: Speech = ENGLISH
) -> Match:
    """The closest place where every anchor is found, in any of the ways; ``until``: before that word."""
    index = index_of(words, speech)
    ways = [_one_way(index, way, until) for way in (recognition, *recognition.or_else)]
    best = max(ways, key=_quality)
    if best.sure == 0 and best.near is None:
        best = ways[0]
    if best.sure < _SURE:
        doubtful = [_one_way(index, way, until) for way in recognition.doubtful]
        sure = [match for match in doubtful if match.sure == _SURE]
        if sure and best.sure == 0:
            return replace(sure[0], sure=_UNSURE, missing=best.missing, partly=True)
        for match in (_one_way(index, way, until) for way in recognition.in_part):
            if match.sure == _SURE and not best.denied:
                return Match(0, 0, 0.0, best.missing, near=(match.start, match.end), partly=True)
    return best


def share_told(words: Words, recognition: Recognition) -> float:
    """How much of the best way to say it stands undenied in the words, 0 to 1, however far apart.

    What proves it only under a caption counts for nothing here.
    """
    ways = (recognition, *recognition.or_else)
    return max(_share(words, way) for way in ways if way.all_of and not way.under)


def _share(words: Words, recognition: Recognition) -> float:
    index = index_of(words)
    reverse = {words.sentence[start] for start, _ in index.hits(recognition.unless)}
    taken_back = frozenset() if is_about_denial(recognition) else index.denied

    def affirmed(place: int) -> bool:
        return words.sentence[place] not in reverse and place not in taken_back

    hits = [_hits(index, anchor, None, affirmed) for anchor in recognition.all_of]
    return sum(map(bool, hits)) / len(hits)


def _quality(match: Match) -> tuple[float, bool, int, int]:
    return match.sure, match.near is not None, -len(match.missing), match.worth


def _one_way(index: WordIndex, recognition: Recognition, until: int | None) -> Match:
    if not recognition.all_of:
        told = whatever_stands(index, recognition, until)
        return Match(0, 0, 0.0) if told is None else Match(*told, _SURE, worth=_CAPTIONED)
    words = index.words
    away = _about_other_things(index, recognition)
    reverse = {words.sentence[start]: (start, end) for start, end in index.hits(recognition.unless)}
    under = {
        at
        for one in index.captioned(recognition.under)
        if words.sentence[one.caption] not in reverse
        for at in range(one.start, one.end)
    }

    def here(place: int) -> bool:
        return place not in away and (not recognition.under or place in under)

    taken_back = frozenset() if is_about_denial(recognition, index.speech) else index.denied

    def affirmed(place: int) -> bool:
        return here(place) and words.sentence[place] not in reverse and place not in taken_back

    found = [_hits(index, anchor, until, here) for anchor in recognition.all_of]
    hits = [_hits(index, anchor, until, affirmed) for anchor in recognition.all_of]
    places = _places(words, hits, led=recognition.led) if all(hits) else []
    if len(hits) > 1:
        places = [place for place in places if not index.only_asked(*place)]
    if places:
        far, best = min((_distance(words, *place), place) for place in places)
        if far <= recognition.within:
            near = [place for place in places if _distance(words, *place) <= recognition.within]
            best, worth = best_told(index, recognition, near, affirmed)
            return Match(*best, _SURE, worth=worth)
        if far <= recognition.within * _LOOSE:
            return Match(*best, _UNSURE)
    for start, end in (hit for some in found for hit in some if hit[0] in taken_back):
        reverse.setdefault(words.sentence[start], (start, end))
    return _miss(index, recognition, found, hits, reverse)


def _about_other_things(index: WordIndex, recognition: Recognition) -> frozenset[int]:
    """Words under a heading, a question or a colon that says that they are about something else."""
    if not recognition.not_under:
        return frozenset()
    own = index.under(phrases_of(recognition.all_of[0]))
    return index.under(recognition.not_under) - own


def _miss(
    index: WordIndex,
    recognition: Recognition,
    found: Sequence[list[Hit]],
    hits: Sequence[list[Hit]],
    reverse: Mapping[int, Hit],
) -> Match:
    """Not found. What comes closest: the reverse of it, or most of its anchors without the rest."""
    gone = [number for number, some in enumerate(hits) if not some]
    lacking = gone or sorted(range(len(hits)), key=lambda number: -len(hits[number]))[:1]
    missing = tuple(_named(recognition.all_of[number]) for number in lacking)
    if (denied := _denied(index, recognition, found, reverse, gone)) is not None:
        return Match(0, 0, 0.0, missing, near=denied, denied=True)
    telling = [some for number, some in enumerate(hits) if number not in lacking]
    if telling and len(telling) * 2 > len(hits):
        near = _closest(index.words, telling)
        if near is not None and _distance(index.words, *near) <= recognition.within:
            return Match(0, 0, 0.0, missing, near=near)
    return Match(0, 0, 0.0, missing)


def _denied(
    index: WordIndex,
    recognition: Recognition,
    found: Sequence[list[Hit]],
    reverse: Mapping[int, Hit],
    gone: Sequence[int],
) -> Hit | None:
    """Words that speak of what was wanted, and deny it."""
    for some in (found[0], *found):
        for start, end in some:
            turned = reverse.get(index.words.sentence[start])
            if turned is not None:
                return min(start, turned[0]), max(end, turned[1])
    for number in gone:
        anchor = recognition.all_of[number]
        plain = (one[1:] for one in expanded(phrases_of(anchor)) if one.startswith("+"))
        for start, end in index.hits(plain):
            return index.with_denial(start, end)
    return None


def _closest(words: Words, hits: Sequence[list[Hit]]) -> Hit | None:
    """The shortest stretch of words with one hit of each anchor."""
    places = _places(words, hits, led=False)
    return min(places, key=lambda place: (_distance(words, *place), place), default=None)


def _places(words: Words, hits: Sequence[list[Hit]], *, led: bool) -> list[Hit]:
    """Stretches of words with one hit of each anchor, each the shortest around a hit of the rarest."""
    if led:
        return _places_after(words, hits)
    rarest = min(range(len(hits)), key=lambda number: len(hits[number]))
    return [_around(hits, rarest, first) for first in hits[rarest][:_MOST_STARTS]]


def _places_after(words: Words, hits: Sequence[list[Hit]]) -> list[Hit]:
    """The same, with nothing in a sentence before that of the first anchor."""
    found = []
    for first in hits[0][:_MOST_STARTS]:
        sentence = words.sentence[first[0]]
        others = [[hit for hit in some if words.sentence[hit[0]] >= sentence] for some in hits[1:]]
        if all(others):
            found.append(_around([[first], *others], 0, first))
    return found


def _hits(index: WordIndex, anchor: Anchor, until: int | None, counts: Callable[[int], bool]) -> list[Hit]:
    if isinstance(anchor, Several):
        found = _clusters(index, anchor, counts)
    else:
        hits = index.hits((anchor,) if isinstance(anchor, str) else anchor)
        found = [hit for hit in hits if counts(hit[0])]
    return found if until is None else [hit for hit in found if hit[1] <= until]


def _clusters(index: WordIndex, several: Several, counts: Callable[[int], bool]) -> list[Hit]:
    """The shortest runs of words, from each hit on, with that many different phrases."""
    events = sorted(
        (*hit, number)
        for number, phrase in enumerate(expanded(several.of))
        for hit in index.hits_of(phrase)
        if counts(hit[0])
    )
    found: list[Hit] = []
    for first, (start, _, _) in enumerate(events):
        seen: set[int] = set()
        last = before = start
        for low, high, number in events[first:]:
            if low - start > _WIDEST_CLUSTER:
                break
            if low < before:
                continue
            seen.add(number)
            last, before = max(last, high), high
            if len(seen) == several.at_least:
                found.append((start, last))
                break
    return found


def _around(hits: Sequence[list[Hit]], first_of: int, first: Hit) -> Hit:
    low, high = first
    for number, others in enumerate(hits):
        if number != first_of:
            near = _nearest(others, low, high)
            low, high = min(low, near[0]), max(high, near[1])
    return low, high


def _distance(words: Words, low: int, high: int) -> int:
    sentences = words.sentence[high - 1] - words.sentence[low]
    return high - low + _SENTENCE * sentences + _PART * abs(words.part[high - 1] - words.part[low])


def _nearest(hits: list[Hit], low: int, high: int) -> Hit:
    place = bisect_left(hits, (low, high))
    around = hits[max(place - 2, 0) : place + 2]
    return min(around, key=lambda hit: max(high, hit[1]) - min(low, hit[0]))


def _named(anchor: Anchor) -> str:
    """One phrase of an anchor, as a reader may see it."""
    known = expanded(phrases_of(anchor))
    plain = next((one for one in known if not {"…", "#", "<"} & set(one)), known[0])
    return shown(plain)
