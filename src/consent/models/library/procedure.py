"""What clinicians write: procedures, and the parts that several of them share."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum
from types import MappingProxyType
from typing import Literal, TypeAlias

from pydantic import Field

from consent.models.base import Id, Model, Text
from consent.models.library.reviewed import Reviewed
from consent.models.library.rows import Benefit, Guidance, KeyReason, Line, Step


class Regulation(StrEnum):
    """The federal door a product has to go through; it decides which statement of its status prints."""

    BIOLOGIC_LICENSE = "biologic-license"
    """A drug or biological product that has no license and needs one, or an IND (exosomes). Prints that FDA
    has not approved it, and that there is an IND or none."""
    PREMARKET_APPROVAL = "premarket-approval"
    """A class III device that needs a PMA for the exact product and use (hyaluronic acid). Prints on-label,
    off-label or, with no ``pma_number`` in practice.yaml, not approved."""
    APPROVED_DRUG = "approved-drug"
    """A drug or biologic that FDA has approved (NDA, ANDA, BLA), such as cortisone. Prints on-label,
    off-label or, with no ``approval_number`` in practice.yaml, not approved."""
    AUTOLOGOUS_BLOOD = "autologous-blood-with-cleared-kit"
    """The patient's own blood prepared with a cleared device (PRP). Prints that such kits are cleared and
    that what they make is not approved for this use."""
    CLEARED_DEVICE = "cleared-device"
    """An ordinary cleared device that stays outside the body (an ultrasound machine). Prints nothing."""


class Status(StrEnum):
    """What FDA has said of this product for this use; derived, never typed."""

    UNAPPROVED_BIOLOGIC = "unapproved-biologic"
    """No license, no IND. Never called off-label: there is no label."""
    INVESTIGATIONAL = "investigational"
    """Under an IND."""
    ON_LABEL = "on-label"
    """An approved product in its approved use, by itself."""
    OFF_LABEL = "off-label"
    """An approved product in another use, by itself."""
    LABEL_USE_UNKNOWN = "label-use-unknown"
    """An approved product on a blank packet that names no body site or indication."""
    UNAPPROVED_DEVICE = "unapproved-device"
    """No PMA: simply unapproved, alone or mixed."""
    UNAPPROVED_DRUG = "unapproved-drug"
    """No approval of this very drug, alone or mixed."""
    CLEARED_KIT = "cleared-kit"
    """The patient's own blood from a cleared kit, by itself: the kit is cleared, the use is not approved."""
    MIXTURE_UNAPPROVED = "mixture-unapproved"
    """In one syringe with something else: a mixture that FDA has not approved, whatever it is alone."""
    MIXTURE_INVESTIGATIONAL = "mixture-investigational"
    """In one syringe with a biologic whose IND covers everything in it that needs a license."""
    TOGETHER_UNAPPROVED = "together-unapproved"
    """Into the same place at the same visit as something else, in turn or in a way still to be written in:
    FDA has not approved the two together."""
    TOGETHER_INVESTIGATIONAL = "together-investigational"
    """The same, beside a biologic under an IND."""
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


GROUP_OF: Mapping[Status, Literal["ind", "label-status"]] = MappingProxyType(
    {
        status: "ind" if status in (Status.UNAPPROVED_BIOLOGIC, Status.INVESTIGATIONAL) else "label-status"
        for status in Status
        if status is not Status.CLEARED_DEVICE
    }
)
"""In which group of clauses that exclude one another each status is told; a machine's is not told."""


GIVEN_WITH_OTHERS = (
    Status.MIXTURE_UNAPPROVED,
    Status.MIXTURE_INVESTIGATIONAL,
    Status.TOGETHER_UNAPPROVED,
    Status.TOGETHER_INVESTIGATIONAL,
)
"""What an approved product, or the patient's own blood, becomes in company."""


def by_itself(regulation: Regulation) -> tuple[Status, ...]:
    """Every status that a product which went through this door may have when nothing is given with it."""
    match regulation:
        case Regulation.BIOLOGIC_LICENSE:
            return (Status.UNAPPROVED_BIOLOGIC, Status.INVESTIGATIONAL)
        case Regulation.AUTOLOGOUS_BLOOD:
            return (Status.CLEARED_KIT,)
        case Regulation.CLEARED_DEVICE:
            return (Status.CLEARED_DEVICE,)
        case Regulation.PREMARKET_APPROVAL | Regulation.APPROVED_DRUG:
            drug = regulation is Regulation.APPROVED_DRUG
            unapproved = Status.UNAPPROVED_DRUG if drug else Status.UNAPPROVED_DEVICE
            return (Status.ON_LABEL, Status.OFF_LABEL, Status.LABEL_USE_UNKNOWN, unapproved)


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
    """Where an approved product is approved; only with ``premarket-approval`` and ``approved-drug``."""
    approved_indications: tuple[Text, ...] = ()
    made_from: tuple[Text, ...] = ()
    """What products of this kind may be made of, where that changes what a patient must know."""
    record_fields: tuple[RecordField, ...] = ("lot", "serial", "expiry")
    """What is written down from the box on the day."""

    @property
    def goes_in(self) -> bool:
        """Whether it is put into the body, so that another product can meet it there."""
        return self.regulation is not Regulation.CLEARED_DEVICE


def combination_words(one: Product, other: Product) -> tuple[str, ...]:
    """What two products given together are called: ``exosome-with-platelet``, ``several-exosomes``.

    Empty for two of one kind.
    """
    if one.family != other.family:
        return ("-with-".join(sorted((one.family, other.family))),)
    return (f"several-{one.family}s",) if one.kind != other.kind else ()


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
    minors: Literal["refused", "with-assent"] = "refused"
    """Whether somebody under 18 and below ``from`` may have it: a parent signs, and the patient agrees."""


class SharedPart(Reviewed, Guidance):
    """What several procedures have in common; printed once in a packet."""

    introduction: Text | None = None
    """One or two sentences above the risks."""


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
    offered_as: tuple[Id, ...] = ()
    """Ids of the alternatives in its shared parts that are this procedure: its packets leave them out."""
    also_called: tuple[Text, ...] = ()
    """Plain names found in schedules and orders, for example ``exosome injection``."""
