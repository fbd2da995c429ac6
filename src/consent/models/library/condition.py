"""When something applies, as data a lawyer can read; no code in YAML."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum
from functools import lru_cache
from typing import TypeAlias

from pydantic import model_validator

from consent.models.base import Model, Text


class Fact(StrEnum):
    """What can be asked about a packet. Each fact is a set of words."""

    PROCEDURE = "procedure"
    """Ids of the procedures."""
    FAMILY = "family"
    """Product families: ``exosome``, ``hyaluronic-acid``, ``none``…"""
    KIND = "kind"
    """Product kinds, finer than families: ``msc-exosome``, ``amniotic-exosome``…"""
    STATUS = "status"
    """Regulatory statuses that follow from product, place and indication."""
    REGULATION = "regulation"
    """The federal doors its products go through: ``biologic-license``, ``premarket-approval``…"""
    USE = "use"
    """``mixed``, ``in-turn`` or ``alone``; empty while it is still to be written in."""
    PRODUCT_STATUS = "product-status"
    """A product's family and status together, for example ``hyaluronic-acid off-label``: for a clause of the
    whole packet that speaks of one product among several."""
    COMBINATION = "combination"
    """What goes into one place at one visit: ``exosome-with-hyaluronic-acid``, ``several-exosomes``…;
    and ``several-procedures``."""
    MIXTURE = "mixture"
    """The same words, for what is mixed in one syringe."""
    COMBINATION_IND = "combination-ind"
    """``yes`` when one IND covers all that is given together and needs a license, ``no`` when none does."""
    IND = "ind"
    """``yes`` and/or ``no``, for each product that would need an IND; empty when none would."""
    DONOR = "donor"
    """``yes`` when a product comes from a donor."""
    BODY_SITE = "body-site"
    INDICATION = "indication"
    LATERALITY = "laterality"
    JURISDICTION = "jurisdiction"
    """The practice's country and state, for example ``US`` and ``US-CA``."""
    ELECTION = "election"
    """Counsel's recorded elections that are true."""
    CREDENTIAL = "credential"
    """The responsible practitioner's credentials, for example ``MD``."""
    SIGNER = "signer"
    """``patient``, ``representative``, ``practitioner``, ``witness``, ``interpreter``…"""
    SIGNED_BY = "signed-by"
    """How whoever decides signs: ``pen``, ``mark`` or ``telephone``; and who: ``patient-mark``…"""
    EDITION = "edition"
    COPY = "copy"
    """``blank`` or ``filled``."""


Facts: TypeAlias = Mapping[Fact, frozenset[str]]
"""What is true of one packet, or of one procedure in it."""


class FactTest(Model):
    """One question about a packet: whether a fact includes, or excludes, certain words."""

    fact: Fact
    includes: tuple[Text, ...] | Text = ()
    """True when the fact has at least one of these words."""
    excludes: tuple[Text, ...] | Text = ()
    """True when the fact has none of these words."""

    @model_validator(mode="after")
    def _asks_something(self) -> FactTest:
        if not self.includes and not self.excludes:
            raise ValueError("write `includes:` or `excludes:`")
        return self

    @property
    def words(self) -> frozenset[str]:
        """Every word it asks about."""
        return _words(self.includes) | _words(self.excludes)

    def holds(self, facts: Facts) -> bool:
        """Whether the answer is yes."""
        known = facts.get(self.fact, frozenset())
        wanted, barred = _words(self.includes), _words(self.excludes)
        return (not wanted or bool(wanted & known)) and not (barred & known)


@lru_cache(maxsize=4096)
def _words(value: tuple[str, ...] | str) -> frozenset[str]:
    return frozenset((value,) if isinstance(value, str) else value)


Condition: TypeAlias = tuple[FactTest, ...]
"""Holds when every test in it holds; an empty one always holds."""


def holds(condition: Condition, facts: Facts) -> bool:
    """Whether every test of the condition holds."""
    return all(test.holds(facts) for test in condition)
