"""Record files, each with one record or a list of them. Everything wrong with all of them comes in one pass.

No message repeats what stands in a record; ids of the library and of the practice appear as suggestions.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from consent.errors import InputError
from consent.load.codes import Kind
from consent.load.order import in_order
from consent.load.record.characters import check_characters
from consent.load.record.checks import Surroundings, check_person, check_record
from consent.load.record.draft import Draft, draft_of
from consent.load.record.languages import language_name
from consent.load.typed.document import read_document
from consent.load.typed.rows import rows_of
from consent.load.typed.translate import validate
from consent.load.typed.tree import Document
from consent.models.findings.finding import Finding, Severity
from consent.models.people.record import Record
from consent.models.place import Place, Source, Sourced

if TYPE_CHECKING:
    from consent.models.library.collection import Library
    from consent.models.people.practice import Practice


@dataclass(frozen=True, slots=True)
class LoadedRecords:
    """Records that can be used, and what to look at again."""

    records: tuple[Sourced[Record], ...] = field(repr=False)
    """In the order they were given."""
    warnings: tuple[Finding, ...] = ()


def load_records(
    paths: Sequence[Path], *, library: Library, practice: Sourced[Practice], issued_on: date
) -> LoadedRecords:
    """Read record files (YAML or JSON) and hold them against the library and the practice.

    Raises:
        InputError: something is wrong in a file; it holds everything wrong in all of them, warnings included.

    """
    around = Surroundings(library, practice, issued_on)
    rows = [row for path in paths for row in rows_of(read_document(path, Kind.RECORD))]
    return check_rows(rows, around)


def load_people(paths: Sequence[Path], *, languages: Collection[str], issued_on: date) -> LoadedRecords:
    """Read record files whose plans and practitioners have been held against library and practice before.

    Raises:
        InputError: something else is wrong in a file.

    """

    def person(draft: Draft, source: Source) -> Iterator[Finding]:
        return check_person(draft, source, issued_on=issued_on, languages=languages)

    return _checked([row for path in paths for row in rows_of(read_document(path, Kind.RECORD))], person)


def check_rows(rows: Sequence[Document], around: Surroundings) -> LoadedRecords:
    """The records in rows of plain data, one document each, wherever they come from.

    Raises:
        InputError: something is wrong in a row.

    """
    return _checked(rows, lambda draft, source: check_record(draft, source, around))


def _checked(rows: Sequence[Document], check: Callable[[Draft, Source], Iterator[Finding]]) -> LoadedRecords:
    records: list[Sourced[Record]] = []
    findings: list[Finding] = []
    for row in rows:
        record, complaints = _read_row(row, check)
        findings.extend(complaints)
        if record is not None:
            records.append(Sourced(record, row.source))
    findings.extend(_same_id(rows))
    shown = in_order(findings)
    if any(finding.severity is Severity.ERROR for finding in shown):
        raise InputError(shown)
    return LoadedRecords(tuple(records), shown)


def _read_row(
    row: Document, check: Callable[[Draft, Source], Iterator[Finding]]
) -> tuple[Record | None, tuple[Finding, ...]]:
    record, findings = validate(Record, row, Kind.RECORD)
    if not isinstance(row.data, dict):
        return record, findings
    findings = (*findings, *_about_other_fields(check_characters(row), findings, row))
    checked = check(draft_of(row.data), row.source)
    if record is not None and record.interpreter is not None:
        helped = {"language": language_name(record.interpreter.language)}
        record = record.model_copy(update={"interpreter": record.interpreter.model_copy(update=helped)})
    return record, (*findings, *_about_other_fields(checked, findings, row))


def _about_other_fields(new: Iterator[Finding], old: Sequence[Finding], row: Document) -> Iterator[Finding]:
    """Only what is not already said of the same field, or of something the reader left out."""
    said = {finding.field for finding in old if finding.field}
    left_out = {row.source.at(*path) for path in row.spoiled}
    return (finding for finding in new if finding.field not in said and finding.place not in left_out)


def _same_id(rows: Sequence[Document]) -> Iterator[Finding]:
    """Two records of one id would be one packet; upper and lower case are the same file on some disks."""
    first: dict[str, Place] = {}
    for row in rows:
        record_id = row.data.get("record_id") if isinstance(row.data, dict) else None
        if not isinstance(record_id, str) or row.is_spoiled(("record_id",)):
            continue
        place = row.source.at("record_id")
        if record_id.casefold() in first:
            message = f"another record has this `record_id`: {first[record_id.casefold()]}"
            yield Finding(place, "REC037", message, "give each record an id of its own", field="record_id")
        else:
            first[record_id.casefold()] = place
