"""Holds what a reader understood of a row against the library and the practice: a record, or the reasons."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace

from consent.errors import InputError
from consent.load.order import in_order
from consent.load.record.checks import Surroundings
from consent.load.record.read import check_rows
from consent.load.rows.codes import TWO_PEOPLE
from consent.load.rows.options import SourceOptions, fill
from consent.load.rows.row import Candidate, Row, Settled, Unit
from consent.load.schedule.name_checks import check_names
from consent.load.source.identities import Identities
from consent.load.source.reword import reword
from consent.models.findings.finding import Finding
from consent.models.people.record import Record
from consent.models.place import Place, Source, Sourced

_RECORD_ID = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]{0,63}")


def examine(
    candidates: Iterable[Candidate | Settled],
    around: Surroundings,
    options: SourceOptions,
    left_out: Counter[str],
    people: Identities,
) -> Iterator[Row]:
    """What became of each candidate, in order. Of two rows with one record_id the first stands.

    A visit that is off becomes no row; it is counted in ``left_out``.
    """
    first: dict[int, tuple[int, str, int]] = {}
    for count, candidate in enumerate(candidates):
        if isinstance(candidate, Settled):
            row, source = candidate.row, candidate.source
        elif candidate.left_out:
            left_out[candidate.left_out] += 1
            continue
        else:
            row, source = _judged(candidate, around, options), candidate.document.source
        further = []
        if row.record_id is not None:
            # A hash is all that is kept: ids of a million rows would fill memory.
            here = (count, row.place.file, row.number)
            earlier = first.setdefault(hash(row.record_id.casefold()), here)
            if earlier is not here:
                further.append(_taken(row, source, *earlier[1:]))
        if people.is_clash(candidate):
            further.append(_two_people(row, source))
        if further:
            told = (*row.findings, *(replace(one, place=_shown(one.place)) for one in further))
            row = replace(row, record=None, findings=in_order(told), typed=_typed(candidate))
        yield row


def _judged(candidate: Candidate, around: Surroundings, options: SourceOptions) -> Row:
    record, findings = _check(candidate, around, options)
    findings = (*(in_its_words(one, candidate) for one in candidate.warnings), *findings)
    row = Row(
        candidate.number,
        candidate.unit,
        _shown(candidate.place),
        _record_id(candidate),
        record,
        in_order(replace(finding, place=_shown(finding.place)) for finding in findings),
        candidate.labels,
        candidate.evidence,
        {} if record is not None else _typed(candidate),
    )
    if candidate.learn is not None:
        candidate.learn(row)
    return row


def _typed(row: Candidate | Settled) -> Mapping[str, object]:
    if isinstance(row, Candidate):
        data = row.document.data
        return data if isinstance(data, dict) else {}
    return row.typed()


def _check(
    candidate: Candidate, around: Surroundings, options: SourceOptions
) -> tuple[Sourced[Record] | None, tuple[Finding, ...]]:
    record: Sourced[Record] | None = None
    document = candidate.document
    if candidate.unit is not Unit.RECORD and (mixed := tuple(check_names(document))):
        # Who types a record file sees the name; what an export puts into it nobody has looked at.
        document = replace(document, findings=(*document.findings, *mixed))
    try:
        loaded = check_rows((fill(document, options, around.library),), around)
        record, findings = loaded.records[0], loaded.warnings
    except InputError as error:
        findings = error.findings
    return record, tuple(in_its_words(finding, candidate) for finding in findings)


def in_its_words(finding: Finding, row: Candidate | Row) -> Finding:
    """The complaint as the source names things, at a place a person can find."""
    worded = reword(finding, row.labels)
    elsewhere = finding.place.file != row.place.file
    if elsewhere and finding.place.file.startswith("--"):
        return worded
    if row.place.line == 0 or elsewhere:
        return replace(worded, place=row.place)
    return worded


def _shown(place: Place) -> Place:
    """A whole line as its first column; editors know no column 0."""
    return Place(place.file, place.line, place.column or 1) if place.line else Place(place.file)


def _record_id(candidate: Candidate) -> str | None:
    data = candidate.document.data
    record_id = data.get("record_id") if isinstance(data, dict) else None
    return record_id if isinstance(record_id, str) and _RECORD_ID.fullmatch(record_id) else None


def _place_of(row: Row, source: Source, *path: str) -> Place:
    """Where a value was typed; the row, where its file has no lines."""
    return source.at(*path) if row.place.line else row.place


def _two_people(row: Row, source: Source) -> Finding:
    label = row.labels.get("patient.mrn", "patient.mrn")
    message = f"`{label}`: another row has this number with another name or another date of birth"
    hint = "correct the row that is wrong; if the name has changed, write it the same in both"
    place = _place_of(row, source, "patient", "mrn")
    return Finding(place, TWO_PEOPLE, message, hint, field=label)


def _taken(row: Row, source: Source, file: str, number: int) -> Finding:
    where = f"{row.unit} {number}" if file == row.place.file else f"{file}, number {number}"
    label = row.labels.get("record_id", "record_id")
    message = f"another row has this `{label}`: {where}"
    place = _place_of(row, source, "record_id")
    return Finding(place, "REC037", message, "give each record an id of its own", field=label)
