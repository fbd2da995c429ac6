"""``practice.yaml``: read, and held against the library."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from consent.errors import InputError
from consent.load.codes import Common, Kind, code
from consent.load.order import in_order
from consent.load.practice.checks import check_practice
from consent.load.typed.document import read_document, unreadable
from consent.load.typed.translate import validate
from consent.load.typed.tree import Document
from consent.models.findings.finding import Finding
from consent.models.library.collection import Library
from consent.models.people.practice import Practice
from consent.models.place import Place, Sourced


def load_practice(path: Path, library: Library) -> Sourced[Practice]:
    """Read a practice file; every problem in one pass.

    Raises:
        InputError: the file cannot be used; it holds everything that is wrong.

    """
    document = _read(path)
    practice, findings = validate(Practice, document, Kind.PRACTICE)
    known = {finding.field for finding in findings}
    data: dict[str, Any] = document.data if isinstance(document.data, dict) else {}
    if data:
        extra = check_practice(data, document.source, library)
        findings = (*findings, *(finding for finding in extra if finding.field not in known))
    if practice is None or findings:
        raise InputError(in_order(findings))
    return Sourced(practice, document.source)


def _read(path: Path) -> Document:
    if path.exists():
        return read_document(path, Kind.PRACTICE)
    hint = "check the name given to `--practice`, or make one with `consent init`"
    missing = Finding(Place(str(path)), code(Kind.PRACTICE, Common.UNREADABLE), "there is no such file", hint)
    return unreadable(str(path), (missing,))
