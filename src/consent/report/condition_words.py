"""When something applies, in words a lawyer reads."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from types import MappingProxyType

from consent.models.library.condition import Condition, Fact, FactTest

_YES_NO: Mapping[tuple[Fact, str], str] = MappingProxyType(
    {
        (Fact.IND, "yes"): "a product is given under an IND",
        (Fact.IND, "no"): "a product that would need an IND has none",
        (Fact.COMBINATION_IND, "yes"): "one IND covers the products given together",
        (Fact.COMBINATION_IND, "no"): "no one IND covers the products given together",
        (Fact.DONOR, "yes"): "a product comes from a donor",
        (Fact.DONOR, "no"): "a product comes from no donor",
        (Fact.COPY, "blank"): "the packet is blank",
        (Fact.COPY, "filled"): "the packet is filled in",
    }
)
_NAMED: Mapping[Fact, str] = MappingProxyType(
    {
        Fact.PROCEDURE: "a planned procedure is {}",
        Fact.FAMILY: "a product's family is {}",
        Fact.KIND: "a product's kind is {}",
        Fact.STATUS: "a product's FDA status is {}",
        Fact.REGULATION: "a product's regulation is {}",
        Fact.PRODUCT_STATUS: "a product and its FDA status are {}",
        Fact.USE: "the products are given {}",
        Fact.COMBINATION: "the combination is {}",
        Fact.MIXTURE: "the mixture in one syringe is {}",
        Fact.COMBINATION_IND: "the IND of products given together is {}",
        Fact.IND: "a product would need an IND",
        Fact.DONOR: "a product is or is not from a donor",
        Fact.BODY_SITE: "a body site is {}",
        Fact.INDICATION: "an indication is {}",
        Fact.LATERALITY: "the side is {}",
        Fact.JURISDICTION: "the practice is in {}",
        Fact.ELECTION: "counsel has answered yes to {}",
        Fact.CREDENTIAL: "the responsible practitioner is {}",
        Fact.SIGNED_BY: "whoever decides signs by {}",
        Fact.SIGNER: "those who sign include {}",
        Fact.EDITION: "the edition is {}",
        Fact.COPY: "the packet is {}",
    }
)


def condition_words(condition: Condition) -> str:
    """``always``, or every test in words, joined by "and"."""
    said = [sentence for test in condition for sentence in _test(test)]
    return "; and ".join(said) or "always"


def _test(test: FactTest) -> list[str]:
    wanted, barred = _listed(test.includes), _listed(test.excludes)
    said = []
    if wanted:
        said.append(_sentence(test.fact, wanted))
    if barred and test.fact is Fact.ELECTION:
        said.append(f"counsel has answered no to {_any_of(barred)}")
    elif barred:
        said.append(f"it is not so that {_sentence(test.fact, barred)}")
    return said


def _sentence(fact: Fact, words: Sequence[str]) -> str:
    if len(words) == 1 and (fact, words[0]) in _YES_NO:
        return _YES_NO[fact, words[0]]
    return _NAMED[fact].format(_any_of(words))


def _any_of(words: Sequence[str]) -> str:
    *first, last = (f"“{word}”" for word in words)
    return f"{', '.join(first)} or {last}" if first else last


def _listed(value: tuple[str, ...] | str) -> tuple[str, ...]:
    return (value,) if isinstance(value, str) else value
