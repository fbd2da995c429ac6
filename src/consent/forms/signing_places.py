"""Places to sign on somebody else's form: who signs there, and whether date and time go beside it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from consent.forms.english import ENGLISH
from consent.forms.recognise import Match
from consent.forms.speech import Signing, Speech
from consent.reading.text.words import Words

_CAPTION = 6
"""Words among which a caption says who signs."""
_BESIDE, _BEFORE = 26, 14
"""Words after, and before, a caption among which date and time stand."""
_LINE = 100
_RULE = re.compile(r"\W{0,3}[_.]{3}")
"""A rule to write on, right behind a caption."""
_DATE, _TIME = re.compile(r"_ ?/ ?_+ ?/"), re.compile(r"_ ?: ?_")
_SURE = 0.95


@dataclass(frozen=True, slots=True)
class SigningPlace:
    """One caption of a line to sign on."""

    start: int
    end: int
    by_patient: bool
    """By the patient, or whoever decides for the patient."""
    dated: bool
    timed: bool


@lru_cache(maxsize=4)
def signing_places(words: Words, speech: Speech = ENGLISH) -> tuple[SigningPlace, ...]:
    """Every place to sign, in the order of the form."""
    return tuple(_places(words, speech.signing))


def patient_signs(words: Words, speech: Speech = ENGLISH) -> Match:
    """Where the patient signs with date and time; in part where one of the two is missing."""
    places = [place for place in signing_places(words, speech) if place.by_patient]
    whole = [place for place in places if place.dated and place.timed]
    if whole:
        return Match(whole[-1].start, whole[-1].end, _SURE)
    dated = [place for place in places if place.dated]
    if dated:
        return Match(0, 0, 0.0, ("time",), near=(dated[-1].start, dated[-1].end), partly=True)
    if places:
        return Match(0, 0, 0.0, ("date and time",), near=(places[-1].start, places[-1].end))
    return Match(0, 0, 0.0, ("signature of the patient",))


def _places(words: Words, by: Signing) -> Iterator[SigningPlace]:
    text = words.text
    for place, word in enumerate(text):
        if word in by.sign:
            owner = _owner(words, place, by)
            if owner is None and not _bare(text, place, by):
                continue
            owner = place if owner is None else owner
            start, end = min(place, owner), max(place, owner) + 1
        elif (word in by.patients or word in by.others) and _bare(text, place, by):
            owner, start, end = place, place, place + 1
        elif _own_name(words, place, by):
            owner, start, end = place - 1, place - 1, place + 1
        else:
            continue
        mine = text[owner] in by.patients or (owner == place and word in by.sign)  # goes without saying
        beside = _beside(text, start, end, by)
        dates = [at for at in beside if _is_date(words, at, by)]
        times = [at for at in beside if _is_time(words, at, by)]
        ruled = _ruled(words, end)
        dated, timed = bool(dates or _DATE.search(ruled)), bool(times or _TIME.search(ruled))
        if not dated and not _alone(words, place):
            continue
        reach = [*range(start, end), *dates[:1], *times[:1]]
        yield SigningPlace(min(reach), max(reach) + 1, mine, dated, timed)


def _own_name(words: Words, place: int, by: Signing) -> bool:
    """Whether a form is signed by writing one's own name: ``Type your full name ____ Date ____``."""
    text = words.text
    if text[place] != "name" or 2 * place < len(text):  # at the head of a form it only says whose it is
        return False
    mine = any(text[at] in by.patients for at in range(max(place - 2, 0), place))
    return mine and bool(_RULE.match(words.behind(place)))


def _ruled(words: Words, end: int) -> str:
    """What stands on the line after a caption, rules and strokes too."""
    page = words.pages[words.page[end - 1]]
    return page.text[words.last[end - 1] + 1 :][:_LINE].split("\n")[0]


def _owner(words: Words, place: int, by: Signing) -> int | None:
    """The word that says whose signature it is: the nearest before it, else the nearest after it."""
    text = words.text
    if not by.of.isdisjoint(text[place + 1 : place + 2]):
        for at in range(place + 2, min(place + 2 + _CAPTION, len(text))):
            if text[at] in by.patients or text[at] in by.others:
                return at
    for at in range(place - 1, max(place - 1 - _CAPTION, -1), -1):
        if text[at] in by.sign | by.dates | by.times or words.part[at] != words.part[place]:
            break
        if text[at] in by.patients or text[at] in by.others:
            return at
    for at in range(place + 1, min(place + 1 + _CAPTION, len(text))):
        if text[at] in by.dates or text[at] in by.times:
            break
        if text[at] in by.patients or text[at] in by.others:
            return at
    return None


def _bare(text: tuple[str, ...], place: int, by: Signing) -> bool:
    """Whether a line is captioned with a person alone: ``Patient ____ Date ____``."""
    after = text[place + 1 : place + 6]
    if not after or after[0] in by.names:
        return False
    for number, word in enumerate(after):
        if word in by.dates:
            # "Patient: ____ Date of birth: ____" is the head of a form.
            return text[place + 2 + number : place + 4 + number] not in by.birth
        if word not in by.beside_caption:
            return False
    return False


def _beside(text: tuple[str, ...], start: int, end: int, by: Signing) -> list[int]:
    """Words after a caption up to the next person's, then words before it."""
    found = []
    for at in range(end, min(end + _BESIDE, len(text))):
        if text[at] in by.sign or (text[at] in by.others and at > end + 1):
            break
        found.append(at)
    for at in range(start - 1, max(start - 1 - _BEFORE, -1), -1):
        if text[at] in by.sign or text[at] in by.patients or text[at] in by.others:
            break
        found.append(at)
    return found


def _is_date(words: Words, at: int, by: Signing) -> bool:
    text = words.text
    if text[at] == "day" and "date" in by.dates:
        return bool(_RULE.match(words.behind(at)))
    if text[at] in by.dates:
        return text[at + 1 : at + 3] not in by.birth and not _in_prose(words, at, by)
    return text[at] == "20" and text[max(at - 1, 0)] in by.of


def _is_time(words: Words, at: int, by: Signing) -> bool:
    text = words.text
    if text[at] in by.halves:
        around = (*text[max(at - 1, 0) : at], *text[at + 1 : at + 2])
        return any(one in by.halves or one in by.times for one in around)
    return text[at] == "hours" or (text[at] in by.times and not _in_prose(words, at, by))


def _in_prose(words: Words, at: int, by: Signing) -> bool:
    text, sentence = words.text, words.sentence
    if _RULE.match(words.behind(at)):
        return False
    before = at > 0 and sentence[at - 1] == sentence[at] and text[at - 1] in by.before_prose
    after = at + 1 < len(text) and sentence[at + 1] == sentence[at] and text[at + 1] in by.after_prose
    return before or after


def _alone(words: Words, place: int) -> bool:
    """Whether a word to sign stands in a caption, not in a sentence."""
    return (
        sum(one == words.sentence[place] for one in words.sentence[max(place - 9, 0) : place + 10])
        <= _CAPTION
    )
