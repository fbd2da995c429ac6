"""The words a condition may use. One that can never be true would silently drop a clause."""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence

from consent.load.codes import Common, Kind, code
from consent.load.typed.shape import dotted
from consent.models.findings.finding import Finding
from consent.models.library.clause import Signer
from consent.models.library.condition import Condition, Fact
from consent.models.library.policy import Policy
from consent.models.library.procedure import Procedure, Product, Regulation, Status, combination_words
from consent.models.people.record import Laterality
from consent.models.people.signing import SigningWay
from consent.models.people.use import Use
from consent.models.place import Path, Source
from consent.suggest import did_you_mean

EDITIONS = ("standard", "large-print")

_JURISDICTION = re.compile(r"[A-Z]{2}(-[A-Z0-9]{1,3})?")

Vocabulary = Mapping[Fact, tuple[str, ...]]
"""The words that can be true of a packet; a fact that is not in it takes any word."""


def vocabulary(procedures: Sequence[Procedure], policies: Sequence[Policy]) -> Vocabulary:
    """Every word the library can make true."""
    products = [procedure.product for procedure in procedures if procedure.product]
    return {
        Fact.PROCEDURE: _sorted(procedure.id for procedure in procedures),
        Fact.FAMILY: (*_sorted(product.family for product in products), "none"),
        Fact.KIND: (*_sorted(product.kind for product in products), "none"),
        Fact.STATUS: tuple(status.value for status in Status),
        Fact.REGULATION: tuple(door.value for door in Regulation),
        Fact.PRODUCT_STATUS: _sorted(f"{one.family} {status.value}" for one in products for status in Status),
        Fact.USE: tuple(use.value for use in Use),
        Fact.COMBINATION: (*_together(products), "several-procedures"),
        Fact.MIXTURE: _together(products),
        Fact.COMBINATION_IND: ("yes", "no"),
        Fact.IND: ("yes", "no"),
        Fact.DONOR: ("yes", "no"),
        Fact.BODY_SITE: _sorted(site for procedure in procedures for site in procedure.body_sites),
        Fact.INDICATION: _sorted(name for procedure in procedures for name in procedure.indications),
        Fact.LATERALITY: tuple(side.value for side in Laterality),
        Fact.ELECTION: _sorted(election.id for policy in policies for election in policy.elections),
        Fact.SIGNER: tuple(signer.value for signer in Signer),
        Fact.EDITION: EDITIONS,
        Fact.SIGNED_BY: (
            *(way.value for way in SigningWay),
            *(f"{who}-{way}" for who in ("patient", "representative") for way in ("mark", "telephone")),
        ),
        Fact.COPY: ("blank", "filled"),
    }


def check_condition(
    condition: Condition, path: Path, source: Source, words: Vocabulary, kind: Kind
) -> Iterator[Finding]:
    """A finding for each word of a condition that can never be true."""
    for index, test in enumerate(condition):
        for key, typed in (("includes", test.includes), ("excludes", test.excludes)):
            for number, word in enumerate((typed,) if isinstance(typed, str) else typed):
                hint = _wrong_word(test.fact, word, words)
                if hint:
                    where = (*path, index, key) if isinstance(typed, str) else (*path, index, key, number)
                    message = f"`{word}` is not a word of the fact `{test.fact.value}`"
                    number_of_kind = code(kind, Common.UNKNOWN_WORD)
                    yield Finding(source.at(*where), number_of_kind, message, hint, field=dotted(where))


def _wrong_word(fact: Fact, word: str, words: Vocabulary) -> str:
    """What to type instead; nothing when the word is right."""
    if fact is Fact.JURISDICTION:
        return "" if _JURISDICTION.fullmatch(word) else "write a country or a state such as `US` or `US-CA`"
    if fact not in words or word in words[fact]:
        return ""
    return did_you_mean(word, words[fact])


def _together(products: Sequence[Product]) -> tuple[str, ...]:
    pairs = itertools.product(products, repeat=2)
    return _sorted(word for one, other in pairs for word in combination_words(one, other))


def _sorted(words: Iterable[str]) -> tuple[str, ...]:
    return tuple(sorted(set(words)))
