"""Names that may be used only once in a list."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from consent.load.codes import Common, Kind, code
from consent.load.typed.shape import dotted
from consent.models.findings.finding import Finding
from consent.models.place import Path, Source


def repeated(names: Sequence[str], path: Path, key: str, source: Source, kind: Kind) -> Iterator[Finding]:
    """A finding for each name that an earlier item of the list at ``path`` has; ``key`` holds the name."""
    first: dict[str, int] = {}
    for index, name in enumerate(names):
        if name not in first:
            first[name] = index
            continue
        here = (*path, index, key) if key else (*path, index)
        line = source.at(*path, first[name]).line
        message = f"`{name}` is used twice in `{dotted(path)}` (first on line {line})"
        hint = "give it another name, or remove one of the two"
        yield Finding(source.at(*here), code(kind, Common.DUPLICATE_ID), message, hint, field=dotted(here))
