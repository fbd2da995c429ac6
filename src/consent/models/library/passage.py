"""One piece of what a packet or a library says, small enough to be told changed or unchanged."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum

from consent.models.carried import Carried

UNKNOWN = "(its words are not known here)"
"""In place of words that neither the register nor the templates have."""


class PassageKind(StrEnum):
    """What a passage is, in the order in which changes are told."""

    CLAUSE = "clause"
    HEADING = "heading"
    """The title of a clause or procedure, the captions of its places, whose statement it is."""
    DICTATED = "dictated"
    """An authority's own words in a policy."""
    STATUS = "status"
    """What FDA has said of a product."""
    PRODUCT = "product"
    PLAN = "plan"
    """How everything is given."""
    KEY_FACT = "key-fact"
    NATURE = "nature"
    STEP = "step"
    DURATION = "duration"
    BENEFIT = "benefit"
    INTRODUCTION = "introduction"
    RISK = "risk"
    PRECAUTION = "precaution"
    CHOICE = "choice"
    RECOVERY = "recovery"
    AFTERCARE = "aftercare"
    WARNING_SIGN = "warning-sign"
    FOLLOW_UP = "follow-up"
    PRACTITIONER = "practitioner"
    CONTACT = "contact"
    """Name, address or telephone of the practice."""


class Stake(StrEnum):
    """What nobody may call immaterial when it changes."""

    NONE = ""
    RISK = "risk"
    STATUS = "status"
    RIGHT = "right"
    COST = "cost"


@dataclass(frozen=True, slots=True)
class Passage(Carried):
    """One piece of wording."""

    kind: PassageKind
    owner: str
    """The file that says it, as ``clauses/costs`` or ``shared/joint-injection``; ``practice``."""
    name: str
    """What it is called in its file; empty when it has no name there."""
    version: str
    """Of its file; empty when it has none."""
    words: str = field(repr=False)
    """As read: one line for each paragraph, row or item."""
    stake: Stake = Stake.NONE
    counted: str = ""
    """How bad and how likely, apart from words: ``serious 0.004-0.009``. Only of a risk."""
    made_from: str = ""
    """SHA-256 of the wording before its placeholders were filled; empty when it has none."""

    @property
    def key(self) -> tuple[PassageKind, str, str]:
        """What it is known by from one version to the next."""
        return self.kind, self.owner, self.name

    @property
    def label(self) -> str:
        """As people say it: ``clauses/costs``, ``shared/joint-injection risk infection``."""
        if self.kind is PassageKind.CLAUSE:
            return f"{self.owner} {self.name}".rstrip()
        return f"{self.owner} {self.kind} {self.name}".rstrip()
