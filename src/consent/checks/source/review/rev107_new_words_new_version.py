"""REV107: a file that says something else than the one it replaces has a version of its own.

A signed packet names each clause and definition by id and version. Two wordings under one version look the
same in the register, in a comparison and to whoever asks later what a patient was told. Who answers for the
file, its review dates, sources and evidence may change without a new version.

Bad::

    id: costs
    version: 2.1.0               # as it came with this program
    You may have to pay a part of the price.

Good::

    id: costs
    version: 2.1.1
    You may have to pay a part of the price.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from consent.checks.source.facts.context import SourceContext
from consent.models.findings.finding import Finding, Severity
from consent.models.library.collection import Library
from consent.models.library.reviewed import Reviewed
from consent.models.place import Sourced

CODE = "REV107"
TITLE = "new words, new version"
SEVERITY = Severity.WARNING
REFERENCE = "21 CFR 50.27(a): the form that was signed is the one on file"
SINCE = "0.3.0"

_ABOUT = frozenset(
    ("owner", "approved_by", "reviewed_on", "review_by", "sources", "history", "evidence", "version")
)
"""What is written about a file's words, and not in them."""


def check(context: SourceContext) -> Iterator[Finding]:
    """Yield one finding for each file with other words under the version of the one it replaces."""
    if context.built_in is None:
        return
    ours = dict(_files(context.built_in))
    for (noun, id_), file in _files(context.library):
        old = ours.get((noun, id_))
        if old is None or old.value is file.value or old.value.version != file.value.version:
            continue
        if _said(old.value) == _said(file.value):
            continue
        version = file.value.version
        first, _, last = version.rpartition(".")
        yield Finding(
            file.at("version"),
            CODE,
            f"{noun} {id_!r} is still {version}, and says something else than the one it replaces",
            f"write a version of its own, such as {first}.{int(last) + 1}, and in `history:` what changed",
            SEVERITY,
            "version",
        )


def _files(library: Library) -> Iterator[tuple[tuple[str, str], Sourced[Any]]]:
    for id_, procedure in library.procedures.items():
        yield ("procedure", id_), procedure
    for id_, part in library.shared.items():
        yield ("shared part", id_), part
    for id_, loaded in library.clauses.items():
        yield ("clause", id_), loaded.clause


def _said(value: Reviewed) -> dict[str, Any]:
    return value.model_dump(exclude=set(_ABOUT))
