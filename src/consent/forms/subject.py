"""What a form is: which of the procedures it names at all, and whether it asks for consent."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from itertools import pairwise

from consent.forms.signing_places import patient_signs
from consent.models.library.procedure import Procedure
from consent.reading.text.words import Words, split


def _set(words: str) -> frozenset[str]:
    return frozenset(words.split())


_GENERAL = _set(
    "a an and at by cell fluid for from gel guidance guided in injection injections into medium needle of on "
    "or our procedure product session shot shots stem the therapy to treatment us with your"
)
"""Words in a procedure's names that do not tell it from others."""
_TREATMENTS = _set("drip infusion infusions injection injections peel shot shots therapy")
_TELL_NOTHING = _GENERAL | _set(
    "after allergy ankle another any before cortisone during each elbow every first following heel hip joint "
    "knee last local medical more next one other physical same second shoulder steroid that these this"
)
"""Words before "injection" that name no treatment, or one of the other choices."""
_SHORT, _OFTEN = 2, 2
_TITLE = 15
"""Words at the head of the first page among which a form says what it is."""
_OTHER_PAPERS = {
    "an agreement about fees": _set("fee fees financial payment payments pricing refund"),
    "a bill": _set("bill invoice receipt"),
    "a leaflet": _set("brochure flyer leaflet newsletter"),
}
_ASKS = ("consent", "authoriz", "authoris", "permission", "permit")
_AGREES = _set("accept agree choose decide request want")
_TO_IT = _set("get go have proceed receive the this to undergo")


def unnamed(words: Words, procedures: Iterable[Procedure]) -> tuple[Procedure, ...]:
    """The procedures that the form calls by none of their names."""
    known = frozenset(words.text)
    running = f" {' '.join(words.text)} "
    return tuple(
        one
        for one in procedures
        if not any(_stands(name, known) for name in _names(one))
        and not any(f" {' '.join(split(name))} " in running for name in one.also_called)
    )


def other_subject(words: Words) -> str:
    """The treatment that the form speaks of most, by the word before it: ``vitamin infusion``; or empty."""
    ends = pairwise(words.sentence)
    inside = (pair for pair, (one, two) in zip(pairwise(words.text), ends, strict=True) if one == two)
    pairs = Counter(
        f"{before} {after}"
        for before, after in inside
        if after in _TREATMENTS and len(before) > _SHORT and before not in _TELL_NOTHING
    )
    most, count = next(iter(pairs.most_common(1)), ("", 0))
    return most if count >= _OFTEN else ""


def other_paper(words: Words) -> str:
    """What the document is if it is no consent form, such as ``a bill``; empty for a consent form."""
    head = words.text[:_TITLE]
    if not any(word.startswith(_ASKS) for word in head):
        for paper, signs in _OTHER_PAPERS.items():
            if signs & set(head):
                return paper
    agreed = _asks(words.text) or patient_signs(words).sure > 0
    return "" if agreed else "a text in which nobody agrees to a treatment"


def _asks(text: tuple[str, ...]) -> bool:
    return any(
        word.startswith(_ASKS) or (word in _AGREES and after in _TO_IT)
        for word, after in zip(text, (*text[1:], ""), strict=True)
    )


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
