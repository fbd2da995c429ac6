"""Who answers for a file of the library, and what its sources are worth."""

from __future__ import annotations

from enum import StrEnum

from pydantic import model_validator

from consent.models.base import Date, Id, Model, Text, Version


class Confidence(StrEnum):
    """How sure we are of a source. V: a text was read; M: recalled, not verified."""

    V1 = "V1"
    """A primary or official text was read."""
    V1_ABSTRACT = "V1-abs"
    """Only the abstract or opening of the primary text was read."""
    V2 = "V2"
    """An official summary or a reputable secondary source was read."""
    V3 = "V3"
    """A third party quotes the text; uncorroborated."""
    M_HIGH = "M-high"
    M_MED = "M-med"
    M_LOW = "M-low"
    CALCULATED = "calc"
    """Arithmetic on a sourced number."""


class Reference(Model):
    """One source, listed once per file and named by id where it is used."""

    id: Id
    citation: Text
    confidence: Confidence
    url: str = ""
    note: str = ""
    """Limits of the source, or the arithmetic done on it."""


class Reviewed(Model):
    """Who answers for a file, and until when."""

    id: Id
    version: Version
    title: Text
    owner: Text
    """The role or person who answers for the wording."""
    approved_by: Text | None = None
    """The clinician or lawyer who approved it; none until somebody has."""
    reviewed_on: Date
    review_by: Date
    sources: tuple[Reference, ...] = ()

    @model_validator(mode="after")
    def _review_in_order(self) -> Reviewed:
        if self.review_by <= self.reviewed_on:
            raise ValueError("`review_by` must be later than `reviewed_on`")
        return self


# --- procedures -------------------------------------------------------------------------
