"""An export as ``consent columns`` looks at it: its headings and first rows, whatever kind of table it is."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import islice
from pathlib import Path

from consent.errors import InputError
from consent.load.rows.byte_source import byte_source
from consent.load.rows.codes import NOT_A_SOURCE
from consent.load.rows.options import SourceOptions
from consent.load.source.kinds import SourceKind, find_groups
from consent.load.table.files.csv_table import look_at_csv
from consent.load.table.files.xlsx_table import look_at_xlsx
from consent.load.typed.text import RefusalError
from consent.models.findings.finding import Finding
from consent.models.place import Place

_ROWS = 200


@dataclass(frozen=True, slots=True)
class Look:
    """The headings of a table, and its first rows."""

    headings: Sequence[str]
    rows: Sequence[Sequence[str]] = field(repr=False)


def look_at(path: Path, options: SourceOptions) -> Look:
    """The headings and first rows of a table.

    Raises:
        InputError: it cannot be read, or is no table.
    """
    try:
        groups, _ = find_groups(path, None)
        kind = groups[0].kind
        if len(groups) != 1 or kind not in (SourceKind.CSV, SourceKind.XLSX, SourceKind.JSONL):
            message, hint = "only a table has columns", "name one CSV, XLSX or JSONL file"
            raise RefusalError([Finding(Place(str(path)), NOT_A_SOURCE, message, hint)])
        source = byte_source(path, None)
        if kind is SourceKind.CSV:
            headings, rows = look_at_csv(source, options)
        elif kind is SourceKind.XLSX:
            headings, rows = look_at_xlsx(path, options)
        else:
            return _lines(path)
        return Look(headings, list(islice(rows, _ROWS)))
    except RefusalError as refused:
        findings = refused.findings
    raise InputError(findings)


def _lines(path: Path) -> Look:
    keys: dict[str, None] = {}
    rows: list[dict[str, str]] = []
    with path.open(encoding="utf-8-sig", errors="replace") as file:
        for line in islice(file, _ROWS):
            found = dict(_texts(line))
            keys.update(dict.fromkeys(found))
            rows.append(found)
    return Look(list(keys), [[row.get(key, "") for key in keys] for row in rows])


def _texts(line: str) -> Iterator[tuple[str, str]]:
    try:
        data = json.loads(line)
    except ValueError:
        return
    for key, value in data.items() if isinstance(data, dict) else ():
        if isinstance(value, str):
            yield key, value
