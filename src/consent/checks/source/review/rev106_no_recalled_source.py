"""REV106: nothing prints that rests on a source somebody only remembers.

A source whose confidence begins with M was recalled and not read. It may stand in a file as a
task for the next review; a row, or a clause, that names it would print a fact that nobody
has looked up.

Bad::

    risks:
      - {id: fainting, name: Fainting, sources: [remembered], …}
    sources:
      - {id: remembered, citation: A paper, confidence: M-high}

Good::

    sources:
      - {id: read, citation: "Doe 2020, abstract", confidence: V1-abs}
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from consent.checks.source.facts.context import SourceContext
from consent.models.findings.finding import Finding, Severity
from consent.models.library.procedure import Procedure, SharedPart
from consent.models.library.reviewed import Confidence, Reference
from consent.models.place import Path, Place, Sourced

CODE = "REV106"
TITLE = "no recalled source"
SEVERITY = Severity.ERROR
REFERENCE = "AMA Code of Medical Ethics, Opinion 2.1.1: relevant information, accurately"

_RECALLED = frozenset({Confidence.M_HIGH, Confidence.M_MED, Confidence.M_LOW})
_ROWS = ("benefits", "risks", "precautions", "alternatives")


def check(context: SourceContext) -> Iterator[Finding]:
    """Yield one finding for each row and each clause that rests on a recalled source."""
    for procedure in context.library.procedures.values():
        yield from _rows(procedure)
    for part in context.library.shared.values():
        yield from _rows(part)
    for loaded in context.library.clauses.values():
        clause = loaded.clause
        for index, source in enumerate(clause.value.sources):
            if source.confidence in _RECALLED:
                yield _finding(clause.at("sources", index), source, ("sources", index))


def _rows(file: Sourced[Procedure] | Sourced[SharedPart]) -> Iterator[Finding]:
    recalled = {source.id: source for source in file.value.sources if source.confidence in _RECALLED}
    for key in _ROWS if recalled else ():
        rows: Sequence[object] = getattr(file.value, key, ())
        for index, row in enumerate(rows):
            for number, id_ in enumerate(getattr(row, "sources", ())):
                if id_ in recalled:
                    path = (key, index, "sources", number)
                    yield _finding(file.at(*path), recalled[id_], path)


def _finding(place: Place, source: Reference, path: Path) -> Finding:
    field = "".join(f"[{part}]" if isinstance(part, int) else f".{part}" for part in path).removeprefix(".")
    return Finding(
        place,
        CODE,
        f"the source {source.id!r} is recalled ({source.confidence.value}), not read",
        "read it and write its confidence, or print the fact without it: `Not known`",
        SEVERITY,
        field,
    )
