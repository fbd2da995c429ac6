"""The rows that clinicians write: reasons, steps, benefits, risks, choices, and the days after."""

from __future__ import annotations

from enum import StrEnum
from typing import Annotated

from pydantic import BeforeValidator, Field, model_validator

from consent.models.base import Date, Id, Model, Text

ALWAYS_OFFERED = ("no-treatment", "clinical-trial")
"""Ids of the alternatives every procedure has, its own or shared."""


class Row(Model):
    """A row prints when it fits the body sites, the indications and the products of the packet.

    A row may share its id with others of its list that are for other sites or indications. One
    that names neither then stands for the rest.
    """

    body_sites: tuple[Text, ...] = ()
    """Printed only for these sites; empty means everywhere."""
    indications: tuple[Text, ...] = ()
    """Printed only for these indications; empty means for all."""
    beside: tuple[Id, ...] = ()
    """Printed only when another product of the packet is of one of these families."""
    made_from: tuple[Text, ...] = ()
    """Printed unless the practice's product is known to be made of something else."""

    @property
    def is_special(self) -> bool:
        """Whether it is for some sites or some indications only."""
        return bool(self.body_sites or self.indications)


def apart(one: Row, other: Row) -> bool:
    """Whether two rows can never both print for one site and one indication."""
    return _disjoint(one.body_sites, other.body_sites) or _disjoint(one.indications, other.indications)


def _disjoint(some: tuple[str, ...], others: tuple[str, ...]) -> bool:
    return bool(some) and bool(others) and set(some).isdisjoint(others)


class Reason(Row):
    """One reason for or against, on the first page."""

    text: Text


class LineRow(Row):
    """One sentence or two."""

    text: Text


def _row(value: object) -> object:
    if isinstance(value, str):
        return {"text": value}
    if isinstance(value, dict):
        # After this function pydantic no longer knows that the value came from a file.
        return {key: tuple(one) if isinstance(one, list) else one for key, one in value.items()}
    return value


KeyReason = Annotated[Reason, BeforeValidator(_row, json_schema_input_type=str | Reason)]
"""A plain text is a reason for every site and indication."""
Line = Annotated[LineRow, BeforeValidator(_row, json_schema_input_type=str | LineRow)]
"""A plain text is a line for every site and indication."""


class Phase(StrEnum):
    """When a step is taken, in the order of the visit."""

    CHECK = "check"
    ASK = "ask"
    PREPARE = "prepare"
    CLEAN = "clean"
    GUIDE = "guide"
    INJECT = "inject"
    REST = "rest"


class Step(Row):
    """One step of the visit."""

    phase: Phase
    text: Text


class EvidenceLevel(StrEnum):
    """The best study behind a hoped-for benefit, for this product and this use."""

    NONE = "none"
    LABORATORY = "laboratory"
    ANIMAL = "animal"
    UNCONTROLLED = "uncontrolled"
    """People treated without a comparison group."""
    GUIDELINE = "guideline"
    """A guideline's advice; its studies were not read one by one."""
    RANDOMIZED = "randomized"
    """At least one randomized trial."""
    REVIEW_OF_TRIALS = "review-of-trials"


class Benefit(Row):
    """A hoped-for effect and how likely it is."""

    benefit: Text
    likelihood: Text
    """In plain words, or ``Not known.``"""
    evidence: Text
    """What the studies found, in plain words."""
    level: EvidenceLevel
    reviewed_on: Date
    sources: tuple[Id, ...] = ()


class RiskSeverity(StrEnum):
    """How bad a risk is if it happens."""

    MINOR = "minor"
    MODERATE = "moderate"
    SERIOUS = "serious"
    LIFE_THREATENING = "life-threatening"


class Chance(Model):
    """How many people of how many; the page writes it with one denominator for the whole packet."""

    low: float = Field(ge=0)
    high: float | None = None
    """The upper end where studies differ; empty when there is one number."""
    per: int = Field(ge=1)
    """Of how many: 100, 1000…"""

    @model_validator(mode="after")
    def _in_order(self) -> Chance:
        top = self.low if self.high is None else self.high
        if top < self.low or top > self.per:
            raise ValueError("write `low:`, `high:` and `per:` from small to large")
        return self


class Risk(Row):
    """Something that may go wrong. One id in several files is one risk: it prints once in a packet."""

    id: Id
    name: Text
    what_it_means: Text
    severity: RiskSeverity
    chance: Chance | None = None
    """How often it was counted; or write ``likelihood: Not known``."""
    likelihood: Text | None = None
    """``Not known``, with a few words more where they help: ``Not known, but common``."""
    counted_in: Text | None = None
    """Which people or injections the number comes from; required unless it is not known."""
    first: bool = False
    """Printed above the gravest: what the patient should read before all else."""
    sources: tuple[Id, ...] = ()

    @model_validator(mode="after")
    def _number_has_a_source(self) -> Risk:
        if (self.chance is None) == (self.likelihood is None):
            raise ValueError("write either `chance: {low: …, per: …}` or `likelihood: Not known`")
        if self.likelihood is None or not self.likelihood.lower().startswith("not known"):
            if not self.sources:
                raise ValueError("a likelihood needs `sources:`, or write `likelihood: Not known`")
            if not self.counted_in:
                raise ValueError("a likelihood needs `counted_in:`, or write `likelihood: Not known`")
        return self


class Precaution(Row):
    """Who should not have it, or needs special care."""

    situation: Text
    action: Text
    avoid: bool
    """True: do not inject. False: special care."""
    sources: tuple[Id, ...] = ()


class Alternative(Row):
    """Another choice, with its own benefit and risk."""

    id: Id
    name: Text
    benefit: Text
    risk: Text
    procedure: Id | None = None
    """The procedure of this library that it is; never offered in a packet that has it."""
    sources: tuple[Id, ...] = ()


class Stage(Row):
    """One stretch of the recovery."""

    when: Text
    what: Text


class Action(StrEnum):
    """What to do about a warning sign, most urgent first."""

    CALL_911 = "call-911"
    EMERGENCY_ROOM = "emergency-room"
    CALL_NOW = "call-now"
    CALL_SAME_DAY = "call-same-day"
    TELL_US = "tell-us"


class WarningSign(Row):
    """A sign that needs action."""

    sign: Text
    when: Text
    action: Action


class Guidance(Model):
    """What a procedure may have itself or take from a shared part."""

    risks: tuple[Risk, ...] = ()
    precautions: tuple[Precaution, ...] = ()
    alternatives: tuple[Alternative, ...] = ()
    recovery: tuple[Stage, ...] = ()
    aftercare: tuple[Line, ...] = ()
    warning_signs: tuple[WarningSign, ...] = ()
    follow_up: Text | None = None
    """When the practice looks at the patient again; one sentence."""
