"""A record without the person: all that decides a packet's content, and nothing else.

Content is assembled from this alone, so that two patients with the same plan share it by construction,
and no identity can reach a master.
"""

from __future__ import annotations

from datetime import date

from consent.models.record import Patient, Record

_DAY = date(2000, 1, 1)
_NOBODY = Patient(given_name="Given", family_name="Family", date_of_birth=_DAY, mrn="0")


def faceless(record: Record) -> Record:
    """The record with every value that belongs in a slot replaced by the same words for everybody."""
    representative = record.representative
    if representative is not None:
        representative = representative.model_copy(update={"name": "Name"})
    return Record.model_construct(
        record_id="x",
        patient=_NOBODY,
        procedures=record.procedures,
        practitioner=record.practitioner,
        scheduled_on=_DAY,
        representative=representative,
        interpreter=record.interpreter,
    )


def holds_typed_words(record: Record) -> bool:
    """Whether words that somebody typed for this record print as content: an authority, a language.

    They may say anything, so such content is not kept beyond the run.
    """
    return record.representative is not None or record.interpreter is not None
