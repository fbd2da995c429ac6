"""What a form is: which of the procedures it names at all, and whether it asks for consent."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from itertools import pairwise

from consent.forms.english import ENGLISH
from consent.forms.signing_places import patient_signs
from consent.forms.speech import Speech, Subject
from consent.models.library.procedure import Procedure
from consent.reading.text.words import Words, split


def _set(words: str) -> frozenset[str]:
    return frozenset(words.split())


_GENERAL = _set(
    "a an and at by cell fluid for from gel guidance guided in injection injections into medium needle of on "
    "or our procedure product session shot shots stem the therapy to treatment us with your"
)
"""Words in a procedure's names that do not tell it from others."""
_SHORT, _OFTEN, _REACH = 2, 2, 4
_TITLE = 15
"""Words at the head of the first page among which a form says what it is."""


def unnamed(words: Words, procedures: Iterable[Procedure], speech: Speech = ENGLISH) -> tuple[Procedure, ...]:
    """The procedures that the form calls by none of their names.

    In another language than English, only those of which the language's names are known.
    """
    known = frozenset(words.text)
    running = f" {' '.join(words.text)} "
    if (names := speech.subject.names) is not None:
        return tuple(
            one
            for one in procedures
            if one.id in names and not any(f" {' '.join(name)} " in running for name in names[one.id])
        )
    return tuple(
        one
        for one in procedures
        if not any(_stands(name, known) for name in _names(one))
        and not any(f" {' '.join(split(name))} " in running for name in one.also_called)
    )


def other_subject(words: Words, speech: Speech = ENGLISH) -> str:
    """The treatment that the form speaks of most: ``vitamin infusion``, ``suero de vitaminas``; or empty."""
    by = speech.subject
    pairs = Counter(_after(words, by) if by.of else _before(words, by))
    most, count = next(iter(pairs.most_common(1)), ("", 0))
    return most if count >= _OFTEN else ""


def _before(words: Words, by: Subject) -> Iterator[str]:
    """Each treatment with the word before it."""
    ends = pairwise(words.sentence)
    for (before, after), (one, two) in zip(pairwise(words.text), ends, strict=True):
        if one == two and after in by.treatments and _tells(before, by):
            yield f"{before} {after}"


def _after(words: Words, by: Subject) -> Iterator[str]:
    """Each treatment with the word after it, whatever small words stand between."""
    for place, word in enumerate(words.text):
        if word in by.treatments:
            rest = range(place + 1, min(place + 1 + _REACH, len(words.text)))
            said = (at for at in rest if words.text[at] not in by.of)
            at = next(said, place)
            if at > place and words.sentence[at] == words.sentence[place] and _tells(words.text[at], by):
                yield " ".join(words.text[place : at + 1])


def _tells(word: str, by: Subject) -> bool:
    return len(word) > _SHORT and word not in by.tell_nothing


def other_paper(words: Words, speech: Speech = ENGLISH) -> str:
    """What the document is if it is no consent form, such as ``a bill``; empty for a consent form."""
    by, head = speech.subject, words.text[:_TITLE]
    if not any(word.startswith(by.asks) for word in head):
        for paper, signs in by.papers.items():
            if signs & set(head):
                return paper
    agreed = _asks(words.text, by) or patient_signs(words, speech).sure > 0
    return "" if agreed else "a text in which nobody agrees to a treatment"


def _asks(text: tuple[str, ...], by: Subject) -> bool:
    if any(word.startswith(by.asks) for word in text):
        return True
    running = f" {' '.join(text)} "
    return any(f" {' '.join(turn)} " in running for turn in by.agrees)


def _names(procedure: Procedure) -> Iterator[tuple[str, ...]]:
    """Each name by the words that tell it from others."""
    spoken = [procedure.title, procedure.name, *procedure.also_called]
    if procedure.product is not None:
        spoken += [procedure.product.family, procedure.product.kind]
    for name in spoken:
        telling = tuple(word for word in split(name) if word not in _GENERAL)
        if telling:
            yield telling


def _stands(name: tuple[str, ...], known: frozenset[str]) -> bool:
    return all({word, word.removesuffix("s"), f"{word}s"} & known for word in name)
