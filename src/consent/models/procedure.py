"""What clinicians write: procedures, and the parts that several of them share."""

from __future__ import annotations

from enum import StrEnum
from typing import Annotated, Literal

from pydantic import BeforeValidator, Field, model_validator

from consent.models.base import Date, Id, Model, Text
from consent.models.reviewed import Reviewed


class Regulation(StrEnum):
    """The federal door a product has to go through."""

    BIOLOGIC_LICENSE = "biologic-license"
    """A drug or biological product that needs a license or an IND (exosomes)."""
    PREMARKET_APPROVAL = "premarket-approval"
    """A class III device that needs a PMA for the exact product and use (hyaluronic acid)."""
    CLEARED_DEVICE = "cleared-device"
    """An ordinary cleared device (an ultrasound machine)."""


class Status(StrEnum):
    """What FDA has said of this product for this use; derived, never typed."""

    UNAPPROVED_BIOLOGIC = "unapproved-biologic"
    """No license, no IND. Never called off-label: there is no label."""
    INVESTIGATIONAL = "investigational"
    """Under an IND."""
    ON_LABEL = "on-label"
    """A PMA-approved product in its approved use."""
    OFF_LABEL = "off-label"
    """A PMA-approved product in another use."""
    LABEL_USE_UNKNOWN = "label-use-unknown"
    """A PMA-approved product on a blank packet that names no body site or indication."""
    UNAPPROVED_DEVICE = "unapproved-device"
    """No PMA: simply unapproved."""
    CLEARED_DEVICE = "cleared-device"


class Product(Model):
    """What is put into the body."""

    family: Id
    """Coarse: ``exosome``, ``hyaluronic-acid``."""
    kind: Id
    """Fine: ``msc-exosome``, ``amniotic-exosome``, ``hyaluronic-acid``."""
    description: Text
    """What it is and where it comes from, for the product table."""
    regulation: Regulation
    donor_derived: bool
    approved_body_sites: tuple[Text, ...] = ()
    """Where a PMA-approved product is approved; only with ``premarket-approval``."""
    approved_indications: tuple[Text, ...] = ()
    record_fields: tuple[Literal["lot", "serial", "expiry", "dose", "storage"], ...] = (
        "lot",
        "serial",
        "expiry",
    )
    """What is written down from the box on the day."""


class BodySite(Model):
    """A place where the procedure may be done."""

    name: Text
    """As typed in a record, for example ``glenohumeral joint``."""
    plain_name: Text
    """As printed for a patient, for example ``shoulder joint``."""
    sided: bool
    """Whether a record must say left, right or bilateral."""
    snomed: str = ""


class Code(Model):
    """One billing or terminology code that truly exists for this procedure."""

    system: Literal["CPT", "HCPCS", "SNOMED CT"]
    code: Text
    display: Text
    note: str = ""


class Reason(Model):
    """One reason for or against, on the first page. A plain text is a reason for every body site."""

    text: Text
    body_sites: tuple[Text, ...] = ()
    """Printed only for these sites; empty means everywhere."""


def _reason(value: object) -> object:
    if isinstance(value, str):
        return {"text": value}
    if isinstance(value, dict) and isinstance(value.get("body_sites"), list):
        # After this function pydantic no longer knows that the value came from a file.
        return {**value, "body_sites": tuple(value["body_sites"])}
    return value


KeyReason = Annotated[Reason, BeforeValidator(_reason, json_schema_input_type=str | Reason)]


class KeyFacts(Model):
    """What this procedure adds to the first page. Every word counts: the page has 350."""

    what: Text
    """One sentence: what is proposed."""
    reasons_for: tuple[KeyReason, ...] = Field(min_length=1)
    reasons_against: tuple[KeyReason, ...] = Field(min_length=1)


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


class Benefit(Model):
    """A hoped-for effect and how likely it is."""

    benefit: Text
    likelihood: Text
    """In plain words, or ``Not known.``"""
    evidence: Text
    """What the studies found, in plain words."""
    level: EvidenceLevel
    reviewed_on: Date
    sources: tuple[Id, ...] = ()
    body_sites: tuple[Text, ...] = ()
    """Printed only for these sites; empty means everywhere."""


class RiskSeverity(StrEnum):
    """How bad a risk is if it happens."""

    MINOR = "minor"
    MODERATE = "moderate"
    SERIOUS = "serious"
    LIFE_THREATENING = "life-threatening"


class Risk(Model):
    """Something that may go wrong."""

    id: Id
    name: Text
    what_it_means: Text
    severity: RiskSeverity
    likelihood: Text
    """A natural frequency (``About 1 in 1,100``) or ``Not known``."""
    counted_in: Text | None = None
    """Which people or injections the number comes from; required unless it is not known."""
    sources: tuple[Id, ...] = ()
    body_sites: tuple[Text, ...] = ()

    @model_validator(mode="after")
    def _number_has_a_source(self) -> Risk:
        if not self.likelihood.lower().startswith("not known"):
            if not self.sources:
                raise ValueError("a likelihood needs `sources:`, or write `likelihood: Not known`")
            if not self.counted_in:
                raise ValueError("a likelihood needs `counted_in:`, or write `likelihood: Not known`")
        return self


class Precaution(Model):
    """Who should not have it, or needs special care."""

    situation: Text
    action: Text
    avoid: bool
    """True: do not inject. False: special care."""
    sources: tuple[Id, ...] = ()


ALWAYS_OFFERED = ("no-treatment", "clinical-trial")
"""Ids of the alternatives every procedure has, its own or shared."""


class Alternative(Model):
    """Another choice, with its own benefit and risk."""

    id: Id
    name: Text
    benefit: Text
    risk: Text
    sources: tuple[Id, ...] = ()
    body_sites: tuple[Text, ...] = ()


class Stage(Model):
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


class WarningSign(Model):
    """A sign that needs action."""

    sign: Text
    when: Text
    action: Action
    body_sites: tuple[Text, ...] = ()


class Guidance(Model):
    """The parts a procedure may have itself or take from a shared part."""

    risks: tuple[Risk, ...] = ()
    precautions: tuple[Precaution, ...] = ()
    alternatives: tuple[Alternative, ...] = ()
    recovery: tuple[Stage, ...] = ()
    aftercare: tuple[Text, ...] = ()
    warning_signs: tuple[WarningSign, ...] = ()


class SharedPart(Reviewed, Guidance):
    """What several procedures have in common; printed once in a packet."""

    introduction: Text
    """One or two sentences under the heading."""


class Procedure(Reviewed, Guidance):
    """The thing to be done."""

    order: int
    """Where it stands in a packet; lower first."""
    name: Text
    """In a sentence, for example ``an MSC exosome injection``."""
    product: Product | None = None
    body_sites: tuple[BodySite, ...] = ()
    """Where it may be done. Empty: it has no site of its own and takes that of the others."""
    indications: tuple[Text, ...] = ()
    """What it may be recorded for; empty means a record gives none."""
    codes: tuple[Code, ...] = ()
    shares: tuple[Id, ...] = ()
    """Ids of shared parts that belong to it."""
    key_facts: KeyFacts
    what_it_is: tuple[Text, ...] = Field(min_length=1)
    steps: tuple[Text, ...] = Field(min_length=1)
    duration: Text
    benefits: tuple[Benefit, ...] = Field(min_length=1)
    initials: Text
    """What the patient confirms with initials at the end of the section."""


# --- clauses ----------------------------------------------------------------------------
