"""A source of many records: tables, JSONL, folders of record files, FHIR, standard input.

Whatever is wrong with a source as a whole is said before the first row. From then on a bad row costs itself
and no other, and no more than one row is held in memory.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from itertools import chain
from pathlib import Path
from types import TracebackType
from typing import BinaryIO, Self

from consent.errors import InputError
from consent.load.fhir.as_words import cell_meanings
from consent.load.fhir.code_map import CodeMap, read_code_map
from consent.load.order import in_order
from consent.load.record.checks import Surroundings
from consent.load.rows.byte_source import ByteSource
from consent.load.rows.codes import SOURCE_CODES
from consent.load.rows.options import NO_OPTIONS, DateFormat, SourceOptions
from consent.load.rows.row import Candidate, Opened, Row, Settled, Unit
from consent.load.source.examine import examine
from consent.load.source.identities import Identities, clashes
from consent.load.source.kinds import TABLE_ENDINGS, Group, SourceKind, find_groups
from consent.load.table.columns.columns_file import Columns, ColumnsFile, read_columns
from consent.load.typed.text import RefusalError
from consent.models.findings.finding import Finding
from consent.models.library.collection import Library
from consent.models.people.practice import Practice
from consent.models.place import Sourced

__all__ = [
    "NO_OPTIONS",
    "SOURCE_CODES",
    "DateFormat",
    "RecordSource",
    "Row",
    "SourceOptions",
    "Unit",
    "open_source",
]


@dataclass(frozen=True, slots=True)
class RecordSource:
    """Rows that can be read once. As a context manager it lets go of its files early."""

    kinds: tuple[str, ...]
    """``csv``, ``xlsx``, ``jsonl``, ``records``, ``fhir`` or ``hl7``, one for each source."""
    rows: Iterator[Row] = field(repr=False)
    findings: tuple[Finding, ...] = ()
    """Warnings about the source as a whole: columns that are not read, appointments that are cancelled."""
    left_out: Counter[str] = field(default_factory=Counter)
    """Rows of tables that were passed over so far because the visit is off, by what says so."""
    notes: tuple[str, ...] = ()
    """What was done without being asked for."""
    mrn_system: str | None = None
    """Whose medical record numbers they are, where a map says so."""

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        close = getattr(self.rows, "close", None)
        if close is not None:
            close()


def open_source(
    sources: Sequence[Path],
    *,
    library: Library,
    practice: Sourced[Practice],
    issued_on: date,
    options: SourceOptions = NO_OPTIONS,
    stdin: BinaryIO | None = None,
) -> RecordSource:
    """Open files, folders, or standard input (``-``, with ``stdin``) as one run of rows.

    Raises:
        InputError: a source cannot be read; everything wrong with all of them, before the first row.
    """
    opener = _Opener(library, practice, options, issued_on)
    opened = opener.open_all(sources, stdin)
    if opener.findings:
        raise InputError(in_order(opener.findings))
    around = Surroundings(library, practice, issued_on)
    candidates: Iterator[Candidate | Settled] = chain.from_iterable(one.candidates for one in opened)
    warnings = in_order(finding for one in opened for finding in one.findings)
    left_out: Counter[str] = Counter()
    twice = Identities(clashes(opened), once=any(one.people is None for one in opened))
    rows = examine(candidates, around, opener.options, left_out, twice)
    kinds = tuple(one.kind for one in opened)
    findings = (*in_order(opener.warnings), *warnings)
    return RecordSource(kinds, rows, findings, left_out, tuple(opener.notes), opener.mrn_system)


@dataclass(slots=True)
class _Opener:
    library: Library
    practice: Sourced[Practice]
    options: SourceOptions
    issued_on: date
    findings: list[Finding] = field(default_factory=list)
    warnings: list[Finding] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    mrn_system: str | None = None

    def open_all(self, sources: Sequence[Path], stdin: BinaryIO | None) -> list[Opened]:
        """Every source that can be opened; complaints about the others are in ``findings``."""
        columns = ColumnsFile()
        codes: CodeMap | None = None
        try:
            path = self.options.columns or self._beside(sources)
            columns = read_columns(path) if path else columns
        except RefusalError as refused:
            self.findings.extend(refused.findings)
        try:
            codes = read_code_map(self.options.fhir_map, self.library, self.practice.value, columns.meanings)
        except RefusalError as refused:
            self.findings.extend(refused.findings)
        self.mrn_system = codes.mrn_system if codes else None
        self.options = replace(columns.fill(self.options), today=self.issued_on)
        groups = (
            [group for path in sources for group in self._groups(path, stdin)] if not self.findings else []
        )
        return [opened for group in groups if codes and (opened := self._open(group, columns.columns, codes))]

    def _beside(self, sources: Sequence[Path]) -> Path | None:
        """The columns file that lies beside a schedule: its own, or that of its folder."""
        found: dict[Path, None] = {}
        for path in sources:
            if str(path) != "-" and path.suffix.lower() in TABLE_ENDINGS and path.is_file():
                for one in (path.with_name(f"{path.stem}.columns.yaml"), path.with_name("columns.yaml")):
                    if one.is_file():
                        found[one] = None
                        break
        if len(found) != 1:
            return None
        (only,) = found
        self.notes.append(f"columns as {only} says, which lies beside the schedule")
        return only

    def _groups(self, path: Path, stdin: BinaryIO | None) -> list[Group]:
        groups: list[Group] = []
        try:
            groups, warnings = find_groups(path, stdin)
            self.warnings.extend(warnings)
        except RefusalError as refused:
            self.findings.extend(refused.findings)
        return groups

    def _open(self, group: Group, columns: Columns, codes: CodeMap) -> Opened | None:
        try:
            # What reads one kind is of no use to a schedule of another.
            if group.kind is SourceKind.RECORDS:
                from consent.load.source.record_folder import open_records

                return open_records([source.path for source in group.sources if source.path])
            if group.kind is SourceKind.FHIR:
                from consent.load.fhir.schedule import open_fhir

                return open_fhir(group.sources, codes, self.issued_on)
            if group.kind is SourceKind.HL7:
                from consent.load.hl7.schedule import open_hl7

                meanings = cell_meanings(codes, self.library, self.practice.value)
                return open_hl7(group.sources, self.options, meanings, codes.mrn_system)
            return self._table(group.kind, group.sources[0], columns, codes)
        except RefusalError as refused:
            self.findings.extend(refused.findings)
            return None

    def _table(self, kind: SourceKind, source: ByteSource, columns: Columns, codes: CodeMap) -> Opened:
        meanings = cell_meanings(codes, self.library, self.practice.value)
        if kind is SourceKind.XLSX:
            from consent.load.table.files.xlsx_table import open_xlsx

            return open_xlsx(source, columns, self.options, meanings)
        if kind is SourceKind.JSONL:
            from consent.load.table.files.json_lines import open_json_lines

            return open_json_lines(source, columns, self.options, meanings)
        from consent.load.table.files.csv_table import open_csv

        return open_csv(source, columns, self.options, meanings)
