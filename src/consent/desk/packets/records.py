"""Records that were typed at the desk, as record files beside practice.yaml: without one, no reprint."""

from __future__ import annotations

import secrets
from pathlib import Path

import yaml

from consent.desk.packets.asking import FORM
from consent.models.people.record import Record
from consent.models.place import Source, Sourced
from consent.write import write_packet

FOLDER = "records"
# Crockford's letters, so that an id can be read out.
_ALPHABET = "0123456789abcdefghjkmnpqrstvwxyz"


def new_record_id() -> str:
    """An id for somebody who is on no schedule; it says nothing of who it is."""
    return "walk-in-" + "".join(secrets.choice(_ALPHABET) for _ in range(8))


def keep_record(record: Sourced[Record], home: Path) -> Sourced[Record]:
    """The record with the file it stands in; what was typed is written to ``records/`` first.

    Raises:
        WriteError: it cannot be written; what was there stands.
    """
    if record.source.file != FORM:
        return record
    path = home / FOLDER / f"{record.value.record_id}.yaml"
    write_packet(path, record_text(record.value).encode())
    return Sourced(record.value, Source(str(path)))


def record_text(record: Record) -> str:
    """A record file."""
    data = record.model_dump(mode="json", exclude_defaults=True)
    return yaml.safe_dump(data, allow_unicode=True, sort_keys=False, width=100)
