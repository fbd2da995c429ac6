"""One document for each record of a file that holds one record or a list of them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from consent.load.codes import Common, Kind, code
from consent.load.typed.tree import Document
from consent.models.findings.finding import Finding
from consent.models.place import Path, Place, Source


def rows_of(document: Document) -> tuple[Document, ...]:
    """The records of a file; places and paths in each are those of the record alone."""
    if not document.readable or not isinstance(document.data, list):
        return (document,)
    if not document.data:
        message, hint = "the list holds no record", "write a record, or remove the file"
        nothing = Finding(document.source.at(), code(Kind.RECORD, Common.UNREADABLE), message, hint)
        return (replace(document, readable=False, findings=(*document.findings, nothing)),)
    marks = _by_row(document.source.marks)
    keys = _by_row(document.keys)
    spoiled = _by_row(dict.fromkeys(document.spoiled, document.source.at()))
    rows = [
        Document(
            item,
            Source(document.source.file, marks[index]),
            keys.get(index, {}),
            spoiled=frozenset(spoiled.get(index, {})),
        )
        for index, item in enumerate(document.data)
    ]
    # What the reader refused belongs to the file; the first row speaks for it.
    return (replace(rows[0], findings=document.findings), *rows[1:])


def _by_row(marks: Mapping[Path, Place]) -> dict[int, dict[Path, Place]]:
    """Marks below each item of the list, their paths without the item's own number."""
    found: dict[int, dict[Path, Place]] = {}
    for path, place in marks.items():
        if path and isinstance(path[0], int):
            found.setdefault(path[0], {})[path[1:]] = place
    return found
