"""The tables a batch leaves behind: the manifest for machines and people, and the rows nobody could use."""

from __future__ import annotations

import csv
import json
import os
from collections.abc import Iterable, Sequence
from contextlib import suppress
from dataclasses import fields
from operator import attrgetter
from pathlib import Path
from types import TracebackType
from typing import Self, TextIO

from consent.models.findings.finding import Finding
from consent.models.register.manifest import Line
from consent.write.packet_file import failed

_LIVE = ("=", "+", "-", "@", "\t", "\r", "\n")
_COLUMNS = [field.name for field in fields(Line)]
_VALUES = attrgetter(*_COLUMNS)
_ENCODED = json.JSONEncoder(ensure_ascii=False).encode
_ROW_COLUMNS = ("source", "row", "record_id", "column", "code", "problem", "help")


def harmless(cell: object) -> str:
    """A cell that no spreadsheet takes for a formula."""
    text = str(cell)
    return f"'{text}" if text.startswith(_LIVE) else text


class Table:
    """A CSV file that appears under its name only when it is complete."""

    def __init__(self, path: Path, columns: Sequence[str]) -> None:
        self._path = path
        self._part = path.with_name(f".{path.name}.part")
        self._columns = columns
        self._file: TextIO | None = None
        self.rows = 0

    def __enter__(self) -> Self:
        try:
            # A byte-order mark, or Excel takes the file for another encoding.
            self._file = open(self._part, "w", encoding="utf-8-sig", newline="", opener=_private)
        except OSError as error:
            raise failed(self._path, error) from None
        self._writer = csv.writer(self._file)
        self._write(self._columns)
        return self

    def add(self, *cells: object) -> None:
        """One more row."""
        self._write([harmless(cell) for cell in cells])
        self.rows += 1

    def finish(self, *, keep_empty: bool = True) -> None:
        """Put the whole table in place; an empty one may be left out, and an old one goes."""
        try:
            if self._file is not None:
                self._file.flush()
                os.fsync(self._file.fileno())
            if self.rows or keep_empty:
                self._part.replace(self._path)
            else:
                self._path.unlink(missing_ok=True)
        except OSError as error:
            raise failed(self._path, error) from None

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        with suppress(OSError):
            if self._file is not None:
                self._file.close()
            self._part.unlink(missing_ok=True)

    def _write(self, cells: Sequence[str]) -> None:
        try:
            self._writer.writerow(cells)
        except OSError as error:
            raise failed(self._path, error) from None


def row_table(path: Path) -> Table:
    """A table of findings about rows."""
    return Table(path, _ROW_COLUMNS)


def add_findings(table: Table, source: str, row: int, record_id: str, findings: Iterable[Finding]) -> None:
    """What is wrong with a row, one line for each finding. No values: a finding has none."""
    for finding in findings:
        table.add(source, row, record_id, finding.field, finding.code, finding.message, finding.hint)


def write_manifest(folder: Path, lines: Iterable[Line]) -> None:
    """``manifest.jsonl`` and ``manifest.csv``, each complete or not there."""
    path = folder / "manifest.jsonl"
    part = folder / ".manifest.jsonl.part"
    with Table(folder / "manifest.csv", _COLUMNS) as table:
        try:
            with open(part, "w", encoding="utf-8", opener=_private) as file:
                for line in lines:
                    values = _VALUES(line)
                    file.write(_ENCODED(dict(zip(_COLUMNS, values, strict=True))) + "\n")
                    table.add(*values)
                file.flush()
                os.fsync(file.fileno())
            table.finish()
            part.replace(path)
        except OSError as error:
            raise failed(path, error) from None
        finally:
            with suppress(OSError):
                part.unlink(missing_ok=True)


def _private(path: str, flags: int) -> int:
    return os.open(path, flags | os.O_NOFOLLOW, 0o600)
