"""JSONL: on each line a record in the shape of a record file, or flat, with the columns of a table."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from consent.load.codes import Common, Kind, code
from consent.load.rows.byte_source import ByteSource
from consent.load.rows.codes import CELL, CUT_OFF, TOO_LARGE
from consent.load.rows.options import SourceOptions
from consent.load.rows.row import Candidate, Opened, Unit
from consent.load.table.cells import Cell, Trouble
from consent.load.table.columns.columns_file import Columns
from consent.load.table.columns.fields import COUNTS, field_named
from consent.load.table.columns.headings import Layout, lay_out
from consent.load.table.files.lines import (
    LINE_LIMIT,
    Line,
    check_encoding,
    codec,
    holds_stray_bytes,
    not_in,
    read_lines,
)
from consent.load.table.row import RowReader
from consent.load.table.visit.meanings import Meanings
from consent.load.typed.document import attempt
from consent.load.typed.json_reader import read_json
from consent.load.typed.tree import Document
from consent.models.findings.finding import Finding, Severity
from consent.models.place import Place, Source

_LAYOUTS_KEPT = 100
_WRONG_TYPE = code(Kind.RECORD, Common.WRONG_TYPE)
_FIRST_LINE = " (first on line 1)"
"""Of a key that comes twice; the reader sees one line and takes it for the first."""


def open_json_lines(
    source: ByteSource, columns: Columns, options: SourceOptions, meanings: Meanings
) -> Opened:
    """A JSONL file or stream.

    Raises:
        RefusalError: it is not text in its encoding.
    """
    encoding = codec(options.encoding)
    if source.path is not None:
        check_encoding(source.path, encoding)
    reader = _Reader(source, columns, options, meanings, encoding)
    people = reader.people if source.path is not None else None
    return Opened("jsonl", reader.candidates(), reader.first_findings(), people)


@dataclass(slots=True)
class _Reader:
    source: ByteSource
    columns: Columns
    options: SourceOptions
    meanings: Meanings = field(repr=False)
    encoding: str
    layouts: dict[tuple[str, ...], tuple[Layout | None, tuple[Finding, ...]]] = field(default_factory=dict)
    """By the keys of a line: most lines have the same."""

    def first_findings(self) -> tuple[Finding, ...]:
        """What is to say about the keys of the first line; it is not said again of each line."""
        start = self.source.head.decode(self.encoding, "replace").lstrip().partition("\n")[0]
        document = attempt(lambda: read_json(start, self.source.name, Kind.RECORD), self.source.name)
        if not isinstance(document.data, dict) or _is_nested(document.data) or document.findings:
            return ()
        _, findings = self._layout(document.data, 1)
        return tuple(finding for finding in findings if finding.severity is Severity.WARNING)

    def people(self) -> Iterator[Mapping[str, object]]:
        """The patients alone."""
        again = replace(self, layouts={})
        for candidate in again.candidates():
            data = candidate.document.data
            patient = data.get("patient") if isinstance(data, dict) else None
            if isinstance(patient, dict):
                yield patient

    def candidates(self) -> Iterator[Candidate]:
        """One for each line that is not blank."""
        number = 0
        try:
            with self.source.open() as file:
                for line in read_lines(file, self.encoding):
                    number = line.number
                    if line.text is None or line.text.strip():
                        yield self._candidate(line)
        except (OSError, UnicodeError):
            message = "the source cannot be read from here on"
            hint = "check the disk, the network and the encoding; the lines above are not affected"
            place = Place(self.source.name, number + 1)
            yield self._refused(number + 1, Finding(place, CUT_OFF, message, hint))

    def _candidate(self, line: Line) -> Candidate:
        place = Place(self.source.name, line.number)
        if line.text is None:
            message = f"the line is longer than {LINE_LIMIT:,} characters"
            hint = "write each record on a line of its own"
            return self._refused(line.number, Finding(place, TOO_LARGE, message, hint))
        if holds_stray_bytes(line.text):
            return self._refused(line.number, not_in(self.encoding, place))
        text = line.text.rstrip("\r\n")
        document = attempt(lambda: read_json(text, self.source.name, Kind.RECORD), self.source.name)
        document = _on_line(document, line.number)
        data = document.data
        if not document.readable:
            return Candidate(line.number, Unit.LINE, place, document)
        if not isinstance(data, dict):
            hint = "write a record between braces: `{…}`"
            return self._refused(
                line.number,
                Finding(place, code(Kind.RECORD, Common.WRONG_TYPE), "the line holds no record", hint),
            )
        if _is_nested(data):
            return Candidate(line.number, Unit.LINE, place, document)
        if document.findings:
            return self._refused(line.number, *document.findings, record_id=data.get("record_id"))
        return self._flat(line.number, data)

    def _flat(self, number: int, data: dict[str, Any]) -> Candidate:
        is_new = tuple(data) not in self.layouts
        layout, findings = self._layout(data, number)
        if layout is None:
            place = Place(self.source.name, number)
            errors = [one for one in findings if one.severity is Severity.ERROR]
            return self._refused(number, *(replace(finding, place=place) for finding in errors))
        reader = RowReader(layout, self.source.name, Unit.LINE, self.options, self.meanings)
        candidate = reader.candidate(number, number, [_cell(value, key) for key, value in data.items()])
        return replace(candidate, warnings=tuple(map(_unnamed, findings))) if is_new else candidate

    def _layout(self, data: dict[str, Any], number: int) -> tuple[Layout | None, tuple[Finding, ...]]:
        keys = tuple(data)
        if keys not in self.layouts:
            if len(self.layouts) >= _LAYOUTS_KEPT:
                self.layouts.clear()
            # A key that is missing is missing from its line, so it is reported there.
            where = Place(self.source.name, number)
            self.layouts[keys] = lay_out(
                keys, self.columns, self.options, where, self.meanings.standing, required=()
            )
        return self.layouts[keys]

    def _refused(self, number: int, *findings: Finding, record_id: Any = None) -> Candidate:
        place = Place(self.source.name, number)
        data = {"record_id": record_id} if record_id else None
        document = Document(data, Source(self.source.name, {(): place}), {}, findings, readable=False)
        return Candidate(number, Unit.LINE, place, document)


def _unnamed(finding: Finding) -> Finding:
    """The complaint without the key: those of the first line are headings, those of others may be data."""
    return replace(
        finding, message="a key of this line, not in the first one, is not read", hint="", field=""
    )


def _is_nested(data: dict[str, Any]) -> bool:
    """Whether an object has the shape of a record file, not of a row."""
    planned = data.get("procedures")
    return "patient" in data or (isinstance(planned, list) and any(isinstance(one, dict) for one in planned))


def _cell(value: Any, key: str) -> Cell:
    if value is None or isinstance(value, str):
        return value
    if isinstance(value, int) and not isinstance(value, bool) and field_named(key) in COUNTS:
        return str(value)
    if isinstance(value, list) and all(isinstance(one, str) for one in value):
        return ";".join(value)
    what = "true or false" if isinstance(value, bool) else "a number"
    if isinstance(value, (list, dict)):
        what = "a list or an object"
    return Trouble(f"is {what}, not a text", "write it as text, in double quotes", CELL)


def _on_line(document: Document, number: int) -> Document:
    """The places as those of the whole file; the reader saw one line."""

    def move(place: Place) -> Place:
        return Place(place.file, number, place.column)

    return replace(
        document,
        source=Source(document.source.file, {path: move(at) for path, at in document.source.marks.items()}),
        keys={path: move(at) for path, at in document.keys.items()},
        findings=tuple(
            replace(finding, place=move(finding.place), message=finding.message.replace(_FIRST_LINE, ""))
            for finding in document.findings
        ),
    )
