"""Places to sign on somebody else's form: who signs there, and whether date and time go beside it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from consent.forms.recognise import Match
from consent.reading.text.words import Words


def _set(text: str) -> frozenset[str]:
    return frozenset(text.split())


_SIGN = _set("signature signatures sign signed signs signing signer sig")
_PATIENTS = _set(
    "patient patients participant participants client clients guest representative guardian surrogate parent "
    "subject subjects my your i person undersigned decider proxy member pt"
)
_OTHERS = _set(
    "witness witnesss witnesses physician physicians doctor doctors provider providers practitioner "
    "practitioners surgeon surgeons interpreter interpreters translator investigator investigators clinician "
    "clinicians nurse staff obtaining professional dr md do np injector technician notary therapist employee"
)
_DATES = _set("date dated day datetime")
_TIMES = _set("time hour hours datetime clock")
_HALVES = _set("am pm")
_ENDS = _SIGN | _DATES | _TIMES
_PROSE_BEFORE = _set(
    "any this the of each every same first second that at more some long your my in over what enough all "
    "full from given took take to recovery healing down half short which no next last spend waiting per few"
)
_PROSE_AFTER = _set("to for off with being i you we they when before after until")
_ALSO_IN_CAPTION = _set(
    "or of legal the representative guardian legally authorized surrogate parent s his her personal patient "
    "participant duly"
)
_CAPTION = 6
"""Words among which a caption says who signs."""
_BESIDE, _BEFORE = 26, 14
"""Words after, and before, a caption among which date and time stand."""
_LINE = 100
_DATE, _TIME = re.compile(r"_ ?/ ?_+ ?/"), re.compile(r"_ ?: ?_")
_SURE, _UNSURE = 0.95, 0.4


@dataclass(frozen=True, slots=True)
class SigningPlace:
    """One caption of a line to sign on."""

    start: int
    end: int
    by_patient: bool
    """By the patient, or whoever decides for the patient."""
    dated: bool
    timed: bool


@lru_cache(maxsize=2)
def signing_places(words: Words) -> tuple[SigningPlace, ...]:
    """Every place to sign, in the order of the form."""
    return tuple(_places(words))


def patient_signs(words: Words) -> Match:
    """Where the patient signs with date and time; doubtful where one of the two is missing."""
    places = [place for place in signing_places(words) if place.by_patient]
    whole = [place for place in places if place.dated and place.timed]
    if whole:
        return Match(whole[-1].start, whole[-1].end, _SURE)
    dated = [place for place in places if place.dated]
    if dated:
        return Match(dated[-1].start, dated[-1].end, _UNSURE, ("time",), partly=True)
    if places:
        return Match(0, 0, 0.0, ("date and time",), near=(places[-1].start, places[-1].end))
    return Match(0, 0, 0.0, ("signature of the patient",))


def _places(words: Words) -> Iterator[SigningPlace]:
    text = words.text
    for place, word in enumerate(text):
        if word in _SIGN:
            owner = _owner(words, place)
            if owner is None and not _bare(text, place):
                continue
            owner = place if owner is None else owner
            start, end = min(place, owner), max(place, owner) + 1
        elif word in _PATIENTS and _bare(text, place):
            owner, start, end = place, place, place + 1
        else:
            continue
        mine = text[owner] in _PATIENTS or owner == place  # whose it is goes without saying
        beside = _beside(text, start, end)
        dates = [at for at in beside if _is_date(words, at)]
        times = [at for at in beside if _is_time(words, at)]
        ruled = _ruled(words, end)
        dated, timed = bool(dates or _DATE.search(ruled)), bool(times or _TIME.search(ruled))
        if not dated and not _alone(words, place):
            continue
        reach = [*range(start, end), *dates[:1], *times[:1]]
        yield SigningPlace(min(reach), max(reach) + 1, mine, dated, timed)


def _ruled(words: Words, end: int) -> str:
    """What stands on the line after a caption, rules and strokes too."""
    page = words.pages[words.page[end - 1]]
    return page.text[words.last[end - 1] + 1 :][:_LINE].split("\n")[0]


def _owner(words: Words, place: int) -> int | None:
    """The word that says whose signature it is: the nearest before it, else the nearest after it."""
    text = words.text
    if text[place + 1 : place + 2] == ("of",) or text[place + 1 : place + 2] == ("by",):
        for at in range(place + 2, min(place + 2 + _CAPTION, len(text))):
            if text[at] in _PATIENTS or text[at] in _OTHERS:
                return at
    for at in range(place - 1, max(place - 1 - _CAPTION, -1), -1):
        if text[at] in _ENDS or words.part[at] != words.part[place]:
            break
        if text[at] in _PATIENTS or text[at] in _OTHERS:
            return at
    for at in range(place + 1, min(place + 1 + _CAPTION, len(text))):
        if text[at] in _DATES or text[at] in _TIMES:
            break
        if text[at] in _PATIENTS or text[at] in _OTHERS:
            return at
    return None


def _bare(text: tuple[str, ...], place: int) -> bool:
    """Whether a line is captioned with a person alone: ``Patient ____ Date ____``."""
    after = text[place + 1 : place + 6]
    if not after or after[0] in ("name", "names", "print", "printed", "address", "phone", "s"):
        return False
    for number, word in enumerate(after):
        if word in ("date", "dated"):
            # "Patient: ____ Date of birth: ____" is the head of a form.
            return text[place + 2 + number : place + 4 + number] != ("of", "birth")
        if word not in _ALSO_IN_CAPTION:
            return False
    return False


def _beside(text: tuple[str, ...], start: int, end: int) -> list[int]:
    """Words after a caption up to the next person's, then words before it."""
    found = []
    for at in range(end, min(end + _BESIDE, len(text))):
        if text[at] in _SIGN or (text[at] in _OTHERS and at > end + 1):
            break
        found.append(at)
    for at in range(start - 1, max(start - 1 - _BEFORE, -1), -1):
        if text[at] in _SIGN or text[at] in _PATIENTS or text[at] in _OTHERS:
            break
        found.append(at)
    return found


def _is_date(words: Words, at: int) -> bool:
    text = words.text
    if text[at] in _DATES:
        return text[at + 1 : at + 3] != ("of", "birth") and not _in_prose(words, at)
    return text[at] == "20" and text[max(at - 1, 0)] == "of"


def _is_time(words: Words, at: int) -> bool:
    text = words.text
    if text[at] in _HALVES:
        return any(
            one in _HALVES or one in _TIMES for one in (*text[max(at - 1, 0) : at], *text[at + 1 : at + 2])
        )
    return text[at] == "hours" or (text[at] in _TIMES and not _in_prose(words, at))


def _in_prose(words: Words, at: int) -> bool:
    text, sentence = words.text, words.sentence
    before = at > 0 and sentence[at - 1] == sentence[at] and text[at - 1] in _PROSE_BEFORE
    after = at + 1 < len(text) and sentence[at + 1] == sentence[at] and text[at + 1] in _PROSE_AFTER
    return before or after


def _alone(words: Words, place: int) -> bool:
    """Whether a word to sign stands in a caption, not in a sentence."""
    return (
        sum(one == words.sentence[place] for one in words.sentence[max(place - 9, 0) : place + 10])
        <= _CAPTION
    )
