"""How a print run is asked for, and where in it a packet belongs."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from consent.models.library.catalogue import Catalogue
from consent.models.paper.print_run import Copy, SheetLabel, SortField
from consent.models.people.record import Record

_DIGITS = re.compile(r"([0-9]+)")

Key = tuple[object, ...]
"""Compares with any other key of the same fields."""


@dataclass(frozen=True, slots=True)
class PrintOrder:
    """How a print run is asked for."""

    path: Path
    copies: tuple[Copy, ...] = ()
    separators: bool = False
    labels: tuple[SheetLabel, ...] = ()
    """What stands on the separators besides the code."""
    duplex: bool = True
    tagged: bool = False
    sort: tuple[SortField, ...] = ()
    """The first field counts most; with none, the order of the rows."""


def labels_of(
    record: Record, wanted: Sequence[SheetLabel], people: Mapping[str, str], catalogue: Catalogue
) -> tuple[str, ...]:
    """What its separator says, in the order asked for; ``people`` are the practitioners' names by id."""
    words = {
        SheetLabel.SCHEDULED_ON: catalogue.day(record.scheduled_on),
        SheetLabel.PRACTITIONER: people.get(record.practitioner, record.practitioner),
        SheetLabel.RECORD_ID: record.record_id,
    }
    return tuple(words[label] for label in wanted)


def sort_key(record: Record, pages: int, fields: Sequence[SortField]) -> Key:
    """Where a packet belongs. What a row does not say comes last; equal keys keep the order of the rows."""
    return tuple(_key(record, pages, field) for field in fields)


def _key(record: Record, pages: int, field: SortField) -> Key:
    if field is SortField.PAGES:
        return (pages,)
    text = _TEXTS[field](record)
    return (1,) if not text else (0, *_natural(text))


def _natural(text: str) -> Key:
    """Å beside A, small beside capital, 10 after 9."""
    plain = "".join(c for c in unicodedata.normalize("NFKD", text) if not unicodedata.combining(c))
    # Text and number by turns, so that like is compared with like.
    parts = tuple(
        int(part) if place % 2 else part for place, part in enumerate(_DIGITS.split(plain.casefold()))
    )
    # What differs only in an accent or in leading zeros still has one order.
    return parts, text


_TEXTS: dict[SortField, Callable[[Record], str | None]] = {
    SortField.SCHEDULED_ON: lambda record: record.scheduled_on.isoformat(),
    SortField.PRACTITIONER: lambda record: record.practitioner,
    SortField.PROCEDURE: lambda record: ";".join(planned.procedure for planned in record.procedures),
    SortField.BODY_SITE: lambda record: record.procedures[0].body_site,
    SortField.LATERALITY: lambda record: record.procedures[0].laterality,
    SortField.FAMILY_NAME: lambda record: record.patient.family_name,
    SortField.GIVEN_NAME: lambda record: record.patient.given_name,
    SortField.DATE_OF_BIRTH: lambda record: record.patient.date_of_birth.isoformat(),
    SortField.MRN: lambda record: record.patient.mrn,
    SortField.RECORD_ID: lambda record: record.record_id,
}
