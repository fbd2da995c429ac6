"""One door for every file people type: YAML or JSON to plain data, each value knowing its place."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from consent.load.codes import Common, Kind
from consent.load.typed.json_reader import read_json
from consent.load.typed.text import RefusalError, read_text, refuse
from consent.load.typed.tree import Document
from consent.load.typed.yaml_reader import read_yaml
from consent.models.findings.finding import Finding
from consent.models.place import Place, Source

_YAML = frozenset({".yaml", ".yml"})
_JSON = frozenset({".json"})
_TABLES = frozenset({".csv", ".tsv", ".xlsx", ".xls", ".jsonl"})


def read_document(path: Path, kind: Kind) -> Document:
    """The data of a file, and every complaint of the reader. Never raises for what is in the file."""
    return attempt(lambda: _read(path, kind), str(path))


def attempt(read: Callable[[], Document], file: str) -> Document:
    """What ``read`` gives, or an unreadable document with the reasons."""
    try:
        return read()
    except RefusalError as refused:
        return unreadable(file, refused.findings)


def unreadable(file: str, findings: tuple[Finding, ...]) -> Document:
    """A document without data."""
    return Document(None, Source(file), {}, findings, readable=False)


def _read(path: Path, kind: Kind) -> Document:
    return parsed(read_typed(path, kind), path, kind)


def read_typed(path: Path, kind: Kind) -> str:
    """The text of a YAML or JSON file; errors as of ``read_text``, and for any other kind of file."""
    if path.suffix.lower() not in _YAML | _JSON and not path.is_dir():
        hint = "name it `.yaml`, `.yml` or `.json`"
        if path.suffix.lower() in _TABLES:
            hint = "give tables to `consent batch`; a single record is a `.yaml` or `.json` file"
        raise refuse(
            Place(str(path)), kind, Common.UNREADABLE, "this is neither a YAML nor a JSON file", hint
        )
    return read_text(path, kind)


def parsed(text: str, path: Path, kind: Kind) -> Document:
    """The data in the text of a YAML or JSON file.

    Raises:
        RefusalError: it is neither.
    """
    reader = read_json if path.suffix.lower() in _JSON else read_yaml
    return reader(text, str(path), kind)
