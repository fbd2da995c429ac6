"""The columns a table may have, and where each belongs in a record."""

from __future__ import annotations

import re
from collections.abc import Mapping
from types import MappingProxyType

from consent.models.place import Path

FIELDS: Mapping[str, Path] = MappingProxyType(
    {
        "record_id": ("record_id",),
        "given_name": ("patient", "given_name"),
        "family_name": ("patient", "family_name"),
        "date_of_birth": ("patient", "date_of_birth"),
        "mrn": ("patient", "mrn"),
        "preferred_language": ("patient", "preferred_language"),
        "procedures": ("procedures",),
        "body_site": ("procedures", "body_site"),
        "laterality": ("procedures", "laterality"),
        "indication": ("procedures", "indication"),
        "practitioner": ("practitioner",),
        "scheduled_on": ("scheduled_on",),
        "representative_name": ("representative", "name"),
        "representative_authority": ("representative", "authority"),
        "interpreter_language": ("interpreter", "language"),
        "interpreter_modality": ("interpreter", "modality"),
    }
)
"""Each field, and the keys that lead to it; what belongs to a procedure has no number here."""

REQUIRED = (
    "record_id",
    "given_name",
    "family_name",
    "date_of_birth",
    "mrn",
    "procedures",
    "practitioner",
    "scheduled_on",
)
DATES = frozenset({"date_of_birth", "scheduled_on"})

OTHER_WORDS: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {
        "record_id": (
            "id",
            "case id",
            "case number",
            "encounter id",
            "appointment id",
            "visit number",
            "csn",
        ),
        "given_name": ("first name", "patient first name", "first", "forename", "fname"),
        "family_name": ("last name", "patient last name", "last", "surname", "lname"),
        "date_of_birth": ("dob", "birth date", "patient dob", "birthday", "born"),
        "mrn": (
            "medical record number",
            "mrn number",
            "patient mrn",
            "chart number",
            "patient id",
            "mr number",
        ),
        "preferred_language": ("language", "preferred lang", "lang"),
        "procedures": ("procedure", "procedure id", "procedure ids", "service", "planned procedure"),
        "body_site": ("site", "body part", "joint", "location of procedure"),
        "laterality": ("side", "lateral"),
        "indication": ("diagnosis", "reason", "reason for procedure"),
        "practitioner": ("provider", "physician", "doctor", "surgeon", "provider id", "clinician"),
        "scheduled_on": (
            "appointment date",
            "date of service",
            "dos",
            "scheduled date",
            "procedure date",
            "date",
        ),
        "representative_name": ("guardian", "guardian name", "representative"),
        "representative_authority": ("guardian relationship", "relationship", "authority"),
        "interpreter_language": ("interpreter",),
        "interpreter_modality": ("interpreter type", "modality"),
    }
)
"""What other systems call them: good for a suggestion, never a reason to read a column."""


def key_of(heading: str) -> str:
    """A heading without case, spaces and punctuation."""
    return re.sub(r"[\W_]+", "", heading.casefold())


_BY_KEY: Mapping[str, str] = MappingProxyType(
    {
        **{
            key_of("_".join(map(str, path))): name for name, path in FIELDS.items() if path[0] != "procedures"
        },
        **{key_of(name): name for name in FIELDS},
    }
)
_BY_OTHER_WORD: Mapping[str, str] = MappingProxyType(
    {key_of(word): name for name, words in OTHER_WORDS.items() for word in words}
)


def field_named(heading: str) -> str | None:
    """The field a heading names: ``Given Name``, ``given_name`` and ``patient.given_name`` are the same."""
    return _BY_KEY.get(key_of(heading))


def field_meant(heading: str) -> str | None:
    """The field a heading of another system probably means."""
    return _BY_OTHER_WORD.get(key_of(heading))
