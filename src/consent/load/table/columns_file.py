"""The file given with ``--columns``: ``heading: field`` lines, or ``heading: null`` to ignore a column."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from pathlib import Path

from consent.load.codes import Common, Kind, code
from consent.load.rows.codes import NO_SUCH_OPTION, TWO_COLUMNS
from consent.load.table.fields import FIELDS, ROLES, key_of
from consent.load.typed.document import attempt
from consent.load.typed.text import RefusalError, read_text
from consent.load.typed.yaml_reader import read_yaml
from consent.models.finding import Finding
from consent.models.place import Place
from consent.suggest import did_you_mean

Columns = Mapping[str, str | None]
"""Field or role, or None for a column to ignore, by the key of the heading."""
_PLAIN = re.compile(r"[^\W\d_][\w ()/-]*")
"""A text that YAML needs no quotes for."""


def as_line(heading: str, meaning: str) -> str:
    """A line of the file as it has to be typed: YAML takes ``#`` and ``:`` for its own."""
    shown = heading if _PLAIN.fullmatch(heading) else json.dumps(heading, ensure_ascii=False)
    return f"{shown}: {meaning}"


def read_columns(path: Path) -> Columns:
    """What each heading means.

    Raises:
        RefusalError: the file cannot be read, or a line of it means nothing.
    """
    document = attempt(lambda: read_yaml(read_text(path, Kind.RECORD), str(path), Kind.RECORD), str(path))
    findings = list(document.findings)
    columns: dict[str, str | None] = {}
    taken: dict[str, Place] = {}
    if document.readable and not isinstance(document.data, dict):
        hint = "write a line for each heading, such as `DOB: date_of_birth`"
        number = code(Kind.RECORD, Common.WRONG_TYPE)
        findings.append(
            Finding(Place(str(path)), number, "the columns file holds no `heading: field` lines", hint)
        )
    for heading, field in (document.data if isinstance(document.data, dict) else {}).items():
        place = document.source.at(heading)
        if field is not None and (not isinstance(field, str) or field not in (*FIELDS, *ROLES)):
            hint = did_you_mean(field if isinstance(field, str) else "", (*FIELDS, *ROLES))
            message = "the columns file names a field that does not exist"
            findings.append(Finding(place, NO_SUCH_OPTION, message, hint))
            continue
        if isinstance(field, str) and field in taken and field not in ROLES:
            message = f"two headings are said to be `{field}` (first on line {taken[field].line})"
            findings.append(Finding(place, TWO_COLUMNS, message, "keep one of the two"))
        elif isinstance(field, str):
            taken[field] = place
        columns[key_of(heading)] = field
    if findings:
        raise RefusalError(findings)
    return columns
