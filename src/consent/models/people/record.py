"""One input row: a patient, the procedures, the details. Silent in every ``repr``."""

from __future__ import annotations

from enum import StrEnum
from typing import Annotated

from pydantic import Field, StringConstraints

from consent.models.base import Date, Model, Text, fixed
from consent.models.people.age import ADULT_AT, age_on
from consent.models.people.signing import AUTHORITIES, Capacity, SigningWay
from consent.models.people.use import Count, Use

RecordId = Annotated[str, StringConstraints(pattern=r"^[A-Za-z0-9][A-Za-z0-9._-]*$", max_length=64)]
"""Letters, digits, dot, hyphen, underscore. Must not identify the patient: it is not secret."""


class Laterality(StrEnum):
    """FHIR's word for the side."""

    LEFT = "left"
    RIGHT = "right"
    BILATERAL = "bilateral"


SIDED = {
    Laterality.LEFT: fixed("left {site}"),
    Laterality.RIGHT: fixed("right {site}"),
    Laterality.BILATERAL: fixed("left and right {site}"),
}
"""A body site with its side, as paper says it."""


NO_NAME = "-"
"""Written for the given or the family name of a person who has one name only; it is not printed."""


class Patient(Model):
    """The person who will be asked to sign."""

    given_name: Text = Field(repr=False, max_length=200)
    middle_name: Text | None = Field(default=None, repr=False, max_length=200)
    """One or more; printed between the other two."""
    family_name: Text = Field(repr=False, max_length=200)
    suffix: Text | None = Field(default=None, repr=False, max_length=20)
    """What tells a child from a parent: ``Jr.``, ``III``. No degree or title."""
    date_of_birth: Date = Field(repr=False)
    mrn: Text = Field(repr=False, max_length=40)
    """Medical record number, in quotes: leading zeros count."""
    preferred_language: Annotated[str, StringConstraints(pattern=r"^[a-z]{2,3}(-[A-Za-z0-9]{2,8})*$")] = "en"
    """BCP 47, for example ``en`` or ``es``."""


class PlannedProcedure(Model):
    """One procedure that is planned for this patient."""

    procedure: str
    """Id of a procedure, for example ``msc-exosomes``."""
    body_site: str | None = None
    laterality: Laterality | None = None
    indication: str | None = None


class Representative(Model):
    """Who decides for the patient, and by what authority."""

    name: Text = Field(repr=False, max_length=200)
    authority: Text = Field(repr=False, json_schema_extra={"enum": [*AUTHORITIES]})
    """By what right: ``health care agent``, ``court-appointed guardian``, ``parent``, and so on."""
    capacity: Capacity = Capacity.NONE
    """``shared`` when the patient decides too: then both sign."""


class Modality(StrEnum):
    """How the interpreter takes part."""

    IN_PERSON = "in-person"
    VIDEO = "video"
    PHONE = "phone"


class Interpreter(Model):
    """The language help that is planned."""

    language: Text = Field(repr=False)
    """A name or a code: ``vi`` prints as Vietnamese."""
    modality: Modality = Field(repr=False)


class Record(Model):
    """One input row."""

    record_id: RecordId
    patient: Patient = Field(repr=False)
    procedures: tuple[PlannedProcedure, ...] = Field(min_length=1, repr=False)
    practitioner: str
    """Id of a practitioner in practice.yaml."""
    scheduled_on: Date
    use: Use | None = None
    """How two or more products are given: ``mixed``, ``in-turn`` or ``alone``.

    When a record does not say, ``usual:`` in practice.yaml does; so for the next three.
    """
    needles: Count | None = None
    """How often a needle goes in, at each place at each visit."""
    shots: Count | None = None
    """How many shots are given, at each place at each visit."""
    visits: Count | None = None
    """How many visits the plan takes."""
    representative: Representative | None = Field(default=None, repr=False)
    interpreter: Interpreter | None = Field(default=None, repr=False)
    signed_by: SigningWay = Field(default=SigningWay.PEN, repr=False)
    """``pen``; ``mark``, before two witnesses; or ``telephone``, heard by two witnesses and signed later."""
    witness: bool = Field(default=False, repr=False)
    """Whether a witness signs who is not asked for by a law or the practice."""

    @property
    def is_minor(self) -> bool:
        """Whether the patient is not grown up on the day."""
        return age_on(self.patient.date_of_birth, self.scheduled_on) < ADULT_AT


class BlankForm(Model):
    """A packet for no patient yet: what to print, with places to write in the rest."""

    procedures: tuple[PlannedProcedure, ...] = Field(min_length=1)
    practitioner: str
    """Id of a practitioner in practice.yaml."""
    use: Use | None = None
    """How two or more products are given; to be written in when neither this nor the practice says so."""
