"""What a translation says that its English does not: other numbers, no "no", another side, another name."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

from consent.models.library.held_words import HeldWords
from consent.models.library.language import Language
from consent.translate.names import lost_names, new_names
from consent.translate.negations import lost_negations
from consent.translate.numbers import added, lost, numbers_in, shown
from consent.translate.units import amounts_in
from consent.translate.wordlist import english, found, pattern

_PLACEHOLDER = re.compile(r"\{\{\s*[\w.]+\s*\}\}|\{\w+(?::[^{}]*)?\}")
_KEY = re.compile(r"\[[\w-]+(?:,\s*[\w-]+)*\]")
_ITEM = re.compile(r"^\s*(?:[-*+]|\d+[.)])\s", re.MULTILINE)
_QUOTED = re.compile(r"“[^”]*”")
"""Names of forms and words of others."""
_LONGEST = 80
_ENGLISH = "en"


class About(StrEnum):
    """What a fault is about."""

    PLACEHOLDERS = "placeholders"
    NUMBERS = "numbers"
    NEGATIONS = "negations"
    SIDES = "sides"
    NAMES = "names"
    TERMS = "terms"
    SHAPE = "shape"


@dataclass(frozen=True, slots=True)
class Fault:
    """One way in which a translation differs from its English."""

    about: About
    message: str
    hint: str


def faults(source: str, translated: str, language: Language) -> Iterator[Fault]:
    """Everything in which a translation differs from its English that must be the same in every language."""
    yield from _placeholders(source, translated)
    bare, said = _PLACEHOLDER.sub(" ", source), _PLACEHOLDER.sub(" ", translated)
    yield from _numbers(bare, said, language)
    yield from _negations(bare, said, language)
    yield from _sides(bare, said, language)
    for name in lost_names(bare, said, language.held):
        yield Fault(About.NAMES, f"the name `{name}` is gone", "write it as the English has it")
    for name in new_names(bare, said, language.held, language.locale):
        yield Fault(About.NAMES, f"the English has no name `{name}`", "write names as the English has them")
    yield from _terms(bare, said, language)
    items, others = len(_ITEM.findall(source)), len(_ITEM.findall(translated))
    if items != others:
        message = f"the English has {items} items of a list, and this has {others}"
        yield Fault(About.SHAPE, message, "write one item for each")


def _placeholders(source: str, translated: str) -> Iterator[Fault]:
    for what, wanted in (("placeholder", _PLACEHOLDER), ("key", _KEY)):
        before = Counter("".join(one.split()) for one in wanted.findall(source))
        after = Counter("".join(one.split()) for one in wanted.findall(translated))
        for one in (before - after).elements():
            hint = "write it as the English has it, where its value belongs"
            yield Fault(About.PLACEHOLDERS, f"the {what} `{one}` is gone", hint)
        for one in (after - before).elements():
            yield Fault(About.PLACEHOLDERS, f"the English has no {what} `{one}` here", "take it out")


def _numbers(source: str, translated: str, language: Language) -> Iterator[Fault]:
    before = numbers_in(source, english(), _ENGLISH)
    after = numbers_in(translated, language.held, language.locale)
    gone, new = lost(before, after), added(before, after)
    if gone:
        listed = ", ".join(shown(one) for one in gone)
        instead = f"; it has {', '.join(shown(one) for one in new)}" if new else ""
        hint = "write the same numbers, in figures or in words"
        yield Fault(About.NUMBERS, f"the English says {listed}, and this does not{instead}", hint)
    elif new:
        listed = ", ".join(shown(one) for one in new)
        yield Fault(About.NUMBERS, f"this says {listed}, and the English does not", "write the same numbers")
    else:
        amounts = (
            amounts_in(source, english(), _ENGLISH),
            amounts_in(translated, language.held, language.locale),
        )
        other = {number for number, _ in amounts[1] - amounts[0]}
        for number, unit in sorted(amounts[0] - amounts[1]):
            # A number that stands alone, as in "2 o 3 días", is not one of another unit.
            if number in other:
                message = f"the English says {number} {unit}, and here {number} is of another unit"
                yield Fault(About.NUMBERS, message, "write the unit of the English text")


def _negations(source: str, translated: str, language: Language) -> Iterator[Fault]:
    gone, new = lost_negations(source, translated, english(), language.held)
    if gone:
        message = f"the English says no, and this does not: “{_cut(gone)}”"
        yield Fault(About.NEGATIONS, message, "say no in the same sentence")
    if new:
        message = f"this says no, and the English does not: “{_cut(new)}”"
        yield Fault(About.NEGATIONS, message, "take the “no” out")


def _sides(source: str, translated: str, language: Language) -> Iterator[Fault]:
    held = language.held
    yield from _order_of_sides(source, translated, held)
    for side, other, phrases, names in (
        ("left", "right", english().left, held.left),
        ("right", "left", english().right, held.right),
    ):
        before, after = len(found(phrases, source)), len(found(names, translated)) if names else 0
        if names and before > after:
            hint = f"write the same side as the English: not the {other} one"
            yield Fault(About.SIDES, f"the English says {side}, and this does not", hint)
        # "Right" is also what is correct and what one may claim, and in Spanish one word is all three.
        elif after > before and not found((f"{side}*",), source):
            yield Fault(About.SIDES, f"this says {side}, and the English does not", "take the side out")


def _order_of_sides(source: str, translated: str, held: HeldWords) -> Iterator[Fault]:
    """Two sides that have changed places."""
    before, after = (
        "".join(side for _, side in sorted([*_at(left, "l", text), *_at(right, "r", text)]))
        for left, right, text in (
            (("left",), ("right",), source),
            (held.left, held.right, translated),
        )
    )
    if before != after and sorted(before) == sorted(after) and len(set(before)) > 1:
        message = "left and right stand in another order than in the English"
        yield Fault(About.SIDES, message, "name the sides in the order of the English")


def _at(phrases: tuple[str, ...], side: str, text: str) -> Iterator[tuple[int, str]]:
    return ((match.start(), side) for match in pattern(phrases).finditer(text))


def _terms(source: str, translated: str, language: Language) -> Iterator[Fault]:
    unquoted = _QUOTED.sub(" ", source)
    for term, words in language.held.terms.items():
        if (typed := found((term,), unquoted)) and not found(words, translated):
            listed = " or ".join(f"`{word}`" for word in words)
            message = f"“{typed[0].lower()}” is not said here as in the rest: {listed}"
            yield Fault(About.TERMS, message, "use the same word for one thing everywhere")


def _cut(sentence: str) -> str:
    return sentence if len(sentence) <= _LONGEST else sentence[: _LONGEST - 1].rstrip() + "…"
