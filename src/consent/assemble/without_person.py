"""A record without the person: all that decides a packet's content, and nothing else.

Content is assembled from this alone, so that two patients with the same plan share it by construction,
and no identity can reach a master.
"""

from __future__ import annotations

from datetime import date

from consent.models.people.record import Interpreter, Modality, Patient, Record, Representative

_DAY = date(2000, 1, 1)
_GROWN_UP = date(2050, 1, 1)
"""A planned day for somebody born on the other; only whether the patient is grown up counts."""
_NOBODY = Patient(given_name="Given", family_name="Family", date_of_birth=_DAY, mrn="0")
_SOMEBODY = Representative(name="Name", authority="Authority")
_HELP = Interpreter(language="Language", modality=Modality.IN_PERSON)


def faceless(record: Record, language: str = "en") -> Record:
    """The record with every value that belongs in a slot replaced by the same words for everybody.

    ``language`` is the one that its packet prints in.
    """
    return Record.model_construct(
        record_id="x",
        patient=_NOBODY.model_copy(update={"preferred_language": language}),
        procedures=record.procedures,
        practitioner=record.practitioner,
        scheduled_on=_DAY if record.is_minor else _GROWN_UP,
        use=record.use,
        needles=record.needles,
        shots=record.shots,
        visits=record.visits,
        representative=_SOMEBODY.model_copy(update={"capacity": record.representative.capacity})
        if record.representative
        else None,
        interpreter=_HELP if record.interpreter else None,
        signed_by=record.signed_by,
        witness=record.witness,
    )
