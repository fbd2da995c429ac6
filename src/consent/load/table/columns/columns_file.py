"""The file given with ``--columns``: what headings mean, and what an export always leaves unsaid.

Plain ``heading: field`` lines, or the same under ``columns:`` beside what else is known of the export.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from consent.load.codes import Common, Kind, code
from consent.load.rows.codes import NO_SUCH_OPTION, TWO_COLUMNS
from consent.load.rows.options import DateFormat, SourceOptions
from consent.load.table.columns.fields import FIELDS, ROLES, key_of
from consent.load.typed.document import attempt
from consent.load.typed.text import RefusalError, read_text
from consent.load.typed.tree import Document
from consent.load.typed.yaml_reader import read_yaml
from consent.models.findings.finding import Finding
from consent.models.place import Path as FieldPath
from consent.models.place import Place, Source
from consent.suggest import did_you_mean

Columns = Mapping[str, str | None]
"""Field or role, or None for a column to ignore, by the key of the heading."""
_PLAIN = re.compile(r"[^\W\d_][\w ()/-]*")
"""A text that YAML needs no quotes for."""
_OF_YAML = frozenset({"null", "true", "false", "yes", "no", "on", "off"})
_COLUMNS, _MEANINGS = "columns", "meanings"
_CHOICES: Mapping[str, tuple[str, ...]] = {
    "date_format": tuple(DateFormat),
    "names": ("family-first", "given-first"),
    "side_from": ("diagnosis",),
}
_KEYS = ("system", *_CHOICES, "usual_indications", _COLUMNS, _MEANINGS)


@dataclass(frozen=True, slots=True)
class ColumnsFile:
    """What is known of an export."""

    columns: Columns = field(default_factory=dict)
    date_format: DateFormat | None = None
    given_first: bool = False
    side_from_diagnosis: bool = False
    usual_indications: Mapping[str, str] = field(default_factory=dict)
    meanings: Document | None = field(default=None, repr=False)
    """In the shape of a file for ``--fhir-map``: what words and codes in the cells mean here."""

    def fill(self, options: SourceOptions) -> SourceOptions:
        """The options, with what the file says where they say nothing."""
        return replace(
            options,
            date_format=options.date_format or self.date_format,
            given_first=options.given_first or self.given_first,
            side_from_diagnosis=self.side_from_diagnosis,
            usual_indications=self.usual_indications,
        )


def as_line(heading: str, meaning: str) -> str:
    """A line of the file as it has to be typed: YAML takes ``#`` and ``:`` for its own."""
    return f"{as_key(heading)}: {meaning}"


def as_key(text: str) -> str:
    """A text as YAML takes it for a key."""
    plain = _PLAIN.fullmatch(text) and text.casefold() not in (
        "null",
        "true",
        "false",
        "yes",
        "no",
        "on",
        "off",
    )
    return text if plain else json.dumps(text, ensure_ascii=False)


def read_columns(path: Path) -> ColumnsFile:
    """What each heading means, and what else the file says.

    Raises:
        RefusalError: the file cannot be read, or a line of it means nothing.
    """
    document = attempt(lambda: read_yaml(read_text(path, Kind.RECORD), str(path), Kind.RECORD), str(path))
    reader = _Reader(path, document, list(document.findings))
    told = reader.tell()
    if reader.findings:
        raise RefusalError(reader.findings)
    return told


@dataclass(slots=True)
class _Reader:
    path: Path
    document: Document
    findings: list[Finding]

    def tell(self) -> ColumnsFile:
        """Everything; complaints are in ``findings``."""
        data = self.document.data
        if not isinstance(data, dict):
            if self.document.readable:
                hint = "write a line for each heading, such as `DOB: date_of_birth`"
                message = "the columns file holds no `heading: field` lines"
                number = code(Kind.RECORD, Common.WRONG_TYPE)
                self.findings.append(Finding(Place(str(self.path)), number, message, hint))
            return ColumnsFile()
        if not isinstance(data.get(_COLUMNS), dict):
            return ColumnsFile(self._columns(data, ()))
        for key in data:
            if key not in _KEYS:
                self._wrong((key,), "unknown key", did_you_mean(key, _KEYS))
        columns: Any = data[_COLUMNS]
        order = self._choice("date_format")
        return ColumnsFile(
            columns=self._columns(columns, (_COLUMNS,)),
            date_format=DateFormat(order) if order else None,
            given_first=self._choice("names") == "given-first",
            side_from_diagnosis=self._choice("side_from") == "diagnosis",
            usual_indications=dict(self._texts("usual_indications")),
            meanings=self._meanings(),
        )

    def _columns(self, lines: Mapping[str, Any], below: FieldPath) -> Columns:
        columns: dict[str, str | None] = {}
        taken: dict[str, Place] = {}
        known = (*FIELDS, *ROLES)
        for heading, name in lines.items():
            place = self.document.source.at(*below, heading)
            if name is not None and (not isinstance(name, str) or name not in known):
                hint = did_you_mean(name if isinstance(name, str) else "", known)
                message = "the columns file names a field that does not exist"
                self.findings.append(Finding(place, NO_SUCH_OPTION, message, hint))
                continue
            if isinstance(name, str) and name in taken and name not in ROLES:
                message = f"two headings are said to be `{name}` (first on line {taken[name].line})"
                self.findings.append(Finding(place, TWO_COLUMNS, message, "keep one of the two"))
            elif isinstance(name, str):
                taken[name] = place
            columns[key_of(heading)] = name
        return columns

    def _choice(self, key: str) -> str | None:
        value = self._data.get(key)
        if value is None or value in _CHOICES[key]:
            return value if isinstance(value, str) else None
        hint = did_you_mean(value if isinstance(value, str) else "", _CHOICES[key])
        self._wrong((key,), f"`{key}` has no such choice", hint)
        return None

    def _texts(self, key: str) -> Iterator[tuple[str, str]]:
        value = self._data.get(key)
        for name, text in value.items() if isinstance(value, dict) else ():
            if isinstance(text, str):
                yield name, text
            else:
                self._wrong((key, name), f"`{key}` needs texts", "write `knee joint: knee osteoarthritis`")

    def _meanings(self) -> Document | None:
        value = self._data.get(_MEANINGS)
        if not isinstance(value, dict):
            return None
        marks = {
            path[1:]: place for path, place in self.document.source.marks.items() if path[:1] == (_MEANINGS,)
        }
        return Document(value, Source(self.document.source.file, marks), {})

    @property
    def _data(self) -> Mapping[str, Any]:
        return self.document.data if isinstance(self.document.data, dict) else {}

    def _wrong(self, path: FieldPath, message: str, hint: str) -> None:
        number = code(Kind.RECORD, Common.UNKNOWN_KEY) if message == "unknown key" else NO_SUCH_OPTION
        self.findings.append(Finding(self.document.source.at(*path), number, message, hint))
