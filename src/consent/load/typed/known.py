"""Files that seldom change, as a model: read again by one process, one that says the same costs nothing."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path
from typing import TypeVar

from pydantic import BaseModel

from consent.load.codes import Kind
from consent.load.typed.document import attempt, parsed, read_typed
from consent.load.typed.text import RefusalError
from consent.load.typed.translate import validate
from consent.models.findings.finding import Finding
from consent.models.place import Sourced

M = TypeVar("M", bound=BaseModel)


def read_as(model: type[M], path: Path, kind: Kind) -> tuple[Sourced[M] | None, tuple[Finding, ...]]:
    """What a file of the library describes, or None and everything wrong with it.

    Not for records: what was read is kept until the process ends.
    """
    try:
        text = read_typed(path, kind)
    except RefusalError as refused:
        return None, refused.findings
    return _read_as(model, text, path, kind)


@lru_cache(maxsize=1024)
def _read_as(
    model: type[M], text: str, path: Path, kind: Kind
) -> tuple[Sourced[M] | None, tuple[Finding, ...]]:
    document = attempt(lambda: parsed(text, path, kind), str(path))
    value, findings = validate(model, document, kind)
    return (None if value is None else Sourced(value, document.source)), findings
