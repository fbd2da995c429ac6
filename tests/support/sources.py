"""A desk that reads sources of records for the example practice, and rows to put into them."""

from __future__ import annotations

import io
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import BinaryIO, Protocol, cast

import pytest

from consent.errors import InputError
from consent.load.source.open import NO_OPTIONS, RecordSource, Row, SourceOptions, open_source
from consent.models.findings.finding import Finding
from consent.models.library.collection import Library
from consent.models.people.practice import Practice
from consent.models.people.record import Laterality, Record
from consent.models.place import Sourced

ROOT = Path(__file__).parents[2]
ISSUED_ON = date(2026, 11, 23)

HEADINGS = (
    "record_id",
    "given_name",
    "family_name",
    "date_of_birth",
    "mrn",
    "procedures",
    "body_site",
    "laterality",
    "indication",
    "practitioner",
    "scheduled_on",
)
GOOD = (
    "r-{}",
    "Ada",
    "Example",
    "1961-03-09",
    "00123456",
    "ha-medium;ultrasound-guidance",
    "knee joint",
    "left",
    "knee osteoarthritis",
    "p-01",
    "2026-12-01",
)
EVERYTHING = SourceOptions(
    procedures=("ha-medium", "ultrasound-guidance"),
    body_site="knee joint",
    laterality=Laterality.LEFT,
    indication="knee osteoarthritis",
    practitioner="p-01",
    scheduled_on=date(2026, 12, 1),
)
"""Options that fill in all but the patient."""


def row(number: int, **changed: str) -> list[str]:
    """A good row, some of its cells changed by heading."""
    cells = dict(zip(HEADINGS, (cell.format(number) for cell in GOOD), strict=True))
    assert changed.keys() <= cells.keys()
    return list({**cells, **changed}.values())


def table(*rows: Sequence[str], headings: Sequence[str] = HEADINGS, delimiter: str = ",") -> str:
    """Rows as plain CSV; no cell may need quotes."""
    assert not any(delimiter in cell for cells in rows for cell in cells)
    return "".join(f"{delimiter.join(cells)}\n" for cells in (headings, *rows))


class Reader(Protocol):
    """As much of a stream as a source needs."""

    def read(self, size: int = -1, /) -> bytes: ...


@dataclass(frozen=True)
class Desk:
    """Opens sources for the example practice."""

    library: Library
    practice: Sourced[Practice]
    folder: Path

    def open(
        self, *paths: Path, options: SourceOptions = NO_OPTIONS, stdin: bytes | Reader | None = None
    ) -> RecordSource:
        return open_source(
            paths,
            library=self.library,
            practice=self.practice,
            issued_on=ISSUED_ON,
            options=options,
            stdin=cast("BinaryIO", io.BytesIO(stdin) if isinstance(stdin, bytes) else stdin),
        )

    def write(self, content: str | bytes, name: str = "schedule.csv") -> Path:
        path = self.folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content.encode() if isinstance(content, str) else content)
        return path

    def rows(
        self, content: str | bytes, name: str = "schedule.csv", options: SourceOptions = NO_OPTIONS
    ) -> list[Row]:
        with self.open(self.write(content, name), options=options) as source:
            return list(source.rows)

    def refusal(
        self,
        content: str | bytes,
        name: str = "schedule.csv",
        options: SourceOptions = NO_OPTIONS,
    ) -> tuple[Finding, ...]:
        """What is wrong with a source as a whole."""
        with pytest.raises(InputError) as caught:
            self.open(self.write(content, name), options=options)
        return caught.value.findings


def record(one: Row) -> Record:
    """The record of a row that must be good."""
    assert one.record is not None, codes(one.findings)
    return one.record.value


def said(findings: Iterable[Finding]) -> str:
    """All that findings say; not where the file is, whose folder holds numbers that nobody chose."""
    return "\n".join(f"{one.field}: {one.message} ({one.hint})" for one in findings)


def codes(findings: Iterable[Finding]) -> list[str]:
    return [finding.code for finding in findings]
