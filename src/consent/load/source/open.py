"""A source of many records: tables, JSONL, folders of record files, FHIR, standard input.

Whatever is wrong with a source as a whole is said before the first row. From then on a bad row costs itself
and no other, and no more than one row is held in memory.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date
from itertools import chain
from pathlib import Path
from types import TracebackType
from typing import BinaryIO, Self

from consent.errors import InputError
from consent.load.fhir.as_words import cell_meanings
from consent.load.fhir.code_map import CodeMap, read_code_map
from consent.load.fhir.schedule import open_fhir
from consent.load.order import in_order
from consent.load.record.checks import Surroundings
from consent.load.rows.byte_source import ByteSource
from consent.load.rows.codes import SOURCE_CODES
from consent.load.rows.options import NO_OPTIONS, DateFormat, SourceOptions
from consent.load.rows.row import Candidate, Opened, Row, Unit
from consent.load.source.examine import examine
from consent.load.source.identities import Identities, clashes
from consent.load.source.kinds import Group, SourceKind, find_groups
from consent.load.source.record_folder import open_records
from consent.load.table.columns_file import Columns, read_columns
from consent.load.table.csv_table import open_csv
from consent.load.table.json_lines import open_json_lines
from consent.load.table.xlsx_table import open_xlsx
from consent.load.typed.text import RefusalError
from consent.models.collection import Library
from consent.models.finding import Finding
from consent.models.place import Sourced
from consent.models.practice import Practice

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
    """``csv``, ``xlsx``, ``jsonl``, ``records`` or ``fhir``, one for each source."""
    rows: Iterator[Row] = field(repr=False)
    findings: tuple[Finding, ...] = ()
    """Warnings about the source as a whole: columns that are not read, appointments that are cancelled."""
    left_out: Counter[str] = field(default_factory=Counter)
    """Rows of tables that were passed over so far because the visit is off, by what says so."""

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
    candidates: Iterator[Candidate] = chain.from_iterable(one.candidates for one in opened)
    warnings = in_order(finding for one in opened for finding in one.findings)
    left_out: Counter[str] = Counter()
    people = chain.from_iterable(one.people() for one in opened if one.people is not None)
    twice = Identities(clashes(people), once=any(one.people is None for one in opened))
    rows = examine(candidates, around, options, left_out, twice)
    kinds = tuple(one.kind for one in opened)
    return RecordSource(kinds, rows, (*in_order(opener.warnings), *warnings), left_out)


@dataclass(slots=True)
class _Opener:
    library: Library
    practice: Sourced[Practice]
    options: SourceOptions
    issued_on: date
    findings: list[Finding] = field(default_factory=list)
    warnings: list[Finding] = field(default_factory=list)

    def open_all(self, sources: Sequence[Path], stdin: BinaryIO | None) -> list[Opened]:
        """Every source that can be opened; complaints about the others are in ``findings``."""
        columns: Columns = {}
        codes: CodeMap | None = None
        try:
            columns = read_columns(self.options.columns) if self.options.columns else {}
        except RefusalError as refused:
            self.findings.extend(refused.findings)
        try:
            codes = read_code_map(self.options.fhir_map, self.library, self.practice.value)
        except RefusalError as refused:
            self.findings.extend(refused.findings)
        groups = (
            [group for path in sources for group in self._groups(path, stdin)] if not self.findings else []
        )
        return [opened for group in groups if codes and (opened := self._open(group, columns, codes))]

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
            if group.kind is SourceKind.RECORDS:
                return open_records([source.path for source in group.sources if source.path])
            if group.kind is SourceKind.FHIR:
                return open_fhir(group.sources, codes, self.issued_on)
            return self._table(group.kind, group.sources[0], columns, codes)
        except RefusalError as refused:
            self.findings.extend(refused.findings)
            return None

    def _table(self, kind: SourceKind, source: ByteSource, columns: Columns, codes: CodeMap) -> Opened:
        meanings = cell_meanings(codes, self.library, self.practice.value)
        if kind is SourceKind.XLSX:
            return open_xlsx(source, columns, self.options, meanings)
        opener = open_json_lines if kind is SourceKind.JSONL else open_csv
        return opener(source, columns, self.options, meanings)
