"""Records that were typed at the desk, as record files beside practice.yaml: without one, no reprint."""

from __future__ import annotations

import secrets
from pathlib import Path

from consent.desk.packets.asking import FORM
from consent.desk.settings import IN_PLACE_OF, RECORDS, WALK_IN
from consent.load.typed.yaml_writer import yaml_text
from consent.models.people.record import Record
from consent.models.place import Source, Sourced
from consent.write import write_packet

# Crockford's letters, so that an id can be read out.
_ALPHABET = "0123456789abcdefghjkmnpqrstvwxyz"


def new_record_id() -> str:
    """An id for somebody who is on no schedule; it says nothing of who it is."""
    return WALK_IN + "".join(secrets.choice(_ALPHABET) for _ in range(8))


def keep_record(record: Sourced[Record], home: Path, in_place_of: str = "") -> Sourced[Record]:
    """The record with the file it stands in; what was typed is written to ``records/`` first.

    ``in_place_of`` is the digest of the row of a schedule that it corrects.

    Raises:
        WriteError: it cannot be written; what was there stands.
    """
    if record.source.file != FORM:
        return record
    path = home / RECORDS / f"{record.value.record_id}.yaml"
    write_packet(path, record_text(record.value, in_place_of).encode())
    return Sourced(record.value, Source(str(path)))


def record_text(record: Record, in_place_of: str = "") -> str:
    """A record file."""
    head = f"{IN_PLACE_OF}{in_place_of}\n" if in_place_of else ""
    data = record.model_dump(mode="json", exclude_defaults=True)
    return head + yaml_text(data)
