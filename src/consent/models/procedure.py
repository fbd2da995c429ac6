"""What clinicians write: procedures, and the parts that several of them share."""

from __future__ import annotations

from enum import StrEnum
from typing import Literal, TypeAlias

from pydantic import Field

from consent.models.base import Id, Model, Text
from consent.models.reviewed import Reviewed
from consent.models.rows import Benefit, Guidance, KeyReason, Line, Step


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


RecordField: TypeAlias = Literal[
    "lot",
    "serial",
    "expiry",
    "dose",
    "storage",
    "germ-test",
    "donor-file",
    "additives",
    "kit",
    "kit-510k",
    "blood-volume",
    "activator",
]
"""What may be written down of a product on the day."""


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
    made_from: tuple[Text, ...] = ()
    """What products of this kind may be made of, where that changes what a patient must know."""
    record_fields: tuple[RecordField, ...] = ("lot", "serial", "expiry")
    """What is written down from the box on the day."""


class Code(Model):
    """One billing or terminology code that truly exists for this procedure."""

    system: Literal["CPT", "HCPCS", "SNOMED CT"]
    code: Text
    display: Text
    note: str = ""


class KeyFacts(Model):
    """What this procedure adds to the first page. Every word counts: the page has 350."""

    what: Text
    """One sentence: what is proposed."""
    reasons_for: tuple[KeyReason, ...] = Field(min_length=1)
    reasons_against: tuple[KeyReason, ...] = Field(min_length=1)


class Ages(Model):
    """For whom the procedure may be planned."""

    start: int = Field(default=0, alias="from", ge=0, le=120)
    """The youngest age in years on the day; typed ``from``."""


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
    body_sites: tuple[Text, ...] = ()
    """Where it may be done: names in ``anatomy/``. Empty: it has no site of its own and takes the others'."""
    indications: tuple[Text, ...] = ()
    """What it may be recorded for: names in ``anatomy/``; empty means a record gives none."""
    codes: tuple[Code, ...] = ()
    shares: tuple[Id, ...] = ()
    """Ids of shared parts that belong to it."""
    key_facts: KeyFacts
    nature: tuple[Line, ...] = Field(min_length=1)
    """What it is, in a few short sentences."""
    steps: tuple[Step, ...] = Field(min_length=1)
    """How it is done. The steps of all procedures of a packet are merged by phase; equal texts print once."""
    duration: Text
    benefits: tuple[Benefit, ...] = Field(min_length=1)
    ages: Ages = Ages()
    also_called: tuple[Text, ...] = ()
    """Plain names found in schedules and orders, for example ``exosome injection``."""
    initials: Text | None = None
    """What the patient confirms with initials at the end of the section."""
