"""The practice: letterhead, practitioners, products, counsel's recorded elections."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field, StringConstraints

from consent.models.base import Date, Id, Model, Text
from consent.models.people.look import Paper as Paper
from consent.models.people.use import Usual

LanguageCode = Annotated[str, StringConstraints(pattern=r"^[a-z]{2,3}(-[A-Z]{2})?$")]
"""A folder of ``translations/``: ``es``."""


class Practitioner(Model):
    """Somebody who may be responsible for a procedure."""

    id: Id
    name: Text
    credentials: tuple[Text, ...] = Field(min_length=1)
    """For example ``[MD]``."""
    npi: Annotated[str, StringConstraints(pattern=r"^\d{10}$")] | None = None
    """National Provider Identifier, in quotes: schedules often name a practitioner by it."""
    licence: Text
    """Number and board, as printed."""
    experience: Text
    """Training and experience with these procedures, in a sentence or two; printed."""
    interests: Text
    """Money or other interests in the products, in a sentence or two; write ``None.`` if so."""


class SuppliedProduct(Model):
    """The product the practice uses for one procedure. Never guess: ask the maker."""

    name: Text
    manufacturer: Text
    source_material: Text
    """What it is made from, for example ``donated umbilical cord tissue``."""
    made_from: tuple[Text, ...] = ()
    """The same in words of the procedure's `product.made_from`, so that only what concerns it prints."""
    ind_number: Annotated[str, StringConstraints(pattern=r"^\d{5,6}$")] | None
    """FDA's IND number for this use, in quotes, or ``null`` when there is none."""
    pma_number: Annotated[str, StringConstraints(pattern=r"^P\d{6}(/S\d{3})?$")] | None
    """FDA's PMA number of this exact product, or ``null`` when there is none."""
    approval_number: Annotated[str, StringConstraints(pattern=r"^(NDA|ANDA|BLA) ?\d{6}$")] | None = None
    """FDA's NDA, ANDA or BLA number of this exact drug; none for anything that is no approved drug."""


class RecordedElection(Model):
    """A decision of counsel."""

    value: bool
    decided_by: Text
    decided_on: Date
    reason: Text


class OfficialForm(Model):
    """An authority's own form, which nobody may alter."""

    file: Text
    """A PDF in the folder of practice.yaml."""
    sha256: Annotated[str, StringConstraints(pattern=r"^[0-9a-f]{64}$")]
    """The SHA-256 of the file as the authority publishes it: ``sha256sum FILE``."""


class Practice(Model):
    """Who prints the packet."""

    name: Text
    address: tuple[Text, ...] = Field(min_length=1)
    phone: Text
    after_hours_phone: Text
    """Answered day and night; printed beside the warning signs."""
    accessibility_contact: Text
    """Whom to ask for an interpreter, large print or other help, as it reads after "Ask":
    ``the front desk, (831) 555-0142``.
    """
    logo: str | None = None
    """A PNG, JPEG or SVG file beside practice.yaml."""
    jurisdiction: Annotated[str, StringConstraints(pattern=r"^[A-Z]{2}(-[A-Z0-9]{1,3})?$")]
    """ISO 3166-2, for example ``US-CA``."""
    paper: Paper = Paper.LETTER
    schedule: Text | None = None
    """The visits that `consent desk` opens with: a file or a folder beside practice.yaml, of any kind that
    `consent batch` reads.
    """
    languages: tuple[LanguageCode, ...] = ()
    """Besides English: a packet prints in the language its record prefers when that is one of them."""
    practitioners: tuple[Practitioner, ...] = Field(min_length=1)
    products: dict[Id, SuppliedProduct] = Field(default_factory=dict)
    """The product used for each procedure, by procedure id."""
    usual: Usual = Usual()
    """How products are given here when a record does not say otherwise."""
    elections: dict[Id, RecordedElection] = Field(default_factory=dict)
    official_forms: dict[Id, OfficialForm] = Field(default_factory=dict)
    """Forms that a policy asks for by name."""
    attributions: dict[Id, Text] = Field(default_factory=dict)
    """A line of the practice's own under a clause, by clause id: where its words come from."""
    written_in: dict[Id, dict[Id, Text]] = Field(default_factory=dict)
    """What is always the same here of what a clause leaves to be written by hand: by clause, by place.
    It prints in place of the line.
    """
    policies: tuple[Id, ...] = ()
    """Further policies to apply besides those of the jurisdiction."""
    signers: tuple[Literal["witness"], ...] = ()
    """Signers the practice asks for besides those the law names."""
