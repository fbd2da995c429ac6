"""Who answers for a file of the library, and what its sources are worth."""

from __future__ import annotations

from enum import StrEnum
from typing import Annotated, Literal

from pydantic import BeforeValidator, model_validator

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


def _yes_or_no(value: object) -> object:
    return {"yes": True, "no": False}.get(value, value) if isinstance(value, str) else value


def version_order(version: str) -> tuple[int, ...]:
    """What sorts versions: 1.10.0 comes after 1.9.0."""
    return tuple(int(number) for number in version.split("."))


class HistoryEntry(Model):
    """What one version of a file changed, and whether who signed an earlier one must sign again."""

    version: Version
    changed_on: Date
    by: Text
    """The role or person who says so."""
    material: Annotated[bool, BeforeValidator(_yes_or_no, json_schema_input_type=bool | Literal["yes", "no"])]
    """Whether a patient might decide otherwise because of it."""
    reason: Text
    """What changed, and why it does or does not matter, in a sentence."""


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
    history: tuple[HistoryEntry, ...] = ()
    """One entry for each version after the first, in their order, the newest last."""

    @model_validator(mode="after")
    def _history_in_order(self) -> Reviewed:
        versions = [version_order(entry.version) for entry in self.history]
        if versions != sorted(set(versions)):
            raise ValueError("`history:` has one entry for each version, the oldest first")
        if versions and versions[-1] > version_order(self.version):
            raise ValueError("`history:` tells of a version that is later than `version:`")
        return self

    @model_validator(mode="after")
    def _review_in_order(self) -> Reviewed:
        if self.review_by <= self.reviewed_on:
            raise ValueError("`review_by` must be later than `reviewed_on`")
        return self


# --- procedures -------------------------------------------------------------------------
