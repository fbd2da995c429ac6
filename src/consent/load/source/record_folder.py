"""Record files, one after the other; each may hold one record or a list of them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

from consent.load.codes import Kind
from consent.load.rows.row import Candidate, Opened, Unit
from consent.load.typed.document import read_document
from consent.load.typed.rows import rows_of

RECORD_ENDINGS = frozenset({".yaml", ".yml", ".json"})


def open_records(paths: Sequence[Path]) -> Opened:
    """Record files in the order given. A file that cannot be read is a refused row."""
    return Opened("records", _candidates(paths), people=lambda: _people(paths))


def _people(paths: Sequence[Path]) -> Iterator[Mapping[str, object]]:
    for candidate in _candidates(paths):
        data = candidate.document.data
        patient = data.get("patient") if isinstance(data, dict) else None
        if isinstance(patient, dict):
            yield patient


def _candidates(paths: Sequence[Path]) -> Iterator[Candidate]:
    for path in paths:
        for number, document in enumerate(rows_of(read_document(path, Kind.RECORD)), 1):
            yield Candidate(number, Unit.RECORD, document.source.at(), document)
