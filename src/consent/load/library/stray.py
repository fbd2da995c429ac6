"""Files that lie in no template folder: the library with them in place."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import TypeVar

from pydantic import BaseModel

from consent.load.codes import Kind
from consent.load.library.anatomy import read_anatomy
from consent.load.library.checks import Names, check_library
from consent.load.library.clause import read_clause
from consent.load.library.what import What
from consent.load.order import in_order
from consent.load.typed.document import read_document
from consent.load.typed.translate import validate
from consent.models.findings.finding import Finding
from consent.models.library.collection import Library
from consent.models.library.policy import Policy
from consent.models.library.procedure import Procedure, SharedPart
from consent.models.place import Sourced

M = TypeVar("M", bound=BaseModel)


def with_strays(library: Library, paths: Sequence[tuple[Path, What]]) -> tuple[Library, tuple[Finding, ...]]:
    """The library with these files in it, each in the place of its namesake, and what is wrong with them."""
    findings: list[Finding] = []
    procedures, shared, policies, clauses = (
        dict(library.procedures),
        dict(library.shared),
        dict(library.policies),
        dict(library.clauses),
    )
    drawn = tuple(path for path, what in paths if what is What.ANATOMY)
    anatomy = read_anatomy((drawn,), findings).over(library.anatomy)
    for path, what in paths:
        if what is What.ANATOMY:
            continue
        if what is What.CLAUSE:
            loaded, complaints = read_clause(path)
            if loaded is not None:
                clauses[path.stem] = loaded
        elif what is What.POLICY:
            complaints = _read(path, Policy, Kind.POLICY, policies)
        elif what is What.SHARED:
            complaints = _read(path, SharedPart, Kind.PROCEDURE, shared)
        else:
            complaints = _read(path, Procedure, Kind.PROCEDURE, procedures)
        findings += complaints
    merged = replace(
        library, procedures=procedures, shared=shared, policies=policies, clauses=clauses, anatomy=anatomy
    )
    files = {str(path) for path, _ in paths}
    names = Names(frozenset(procedures), frozenset(shared), frozenset(clauses), frozenset(policies))
    findings += [finding for finding in check_library(merged, names) if finding.place.file in files]
    return merged, in_order(findings)


def _read(path: Path, model: type[M], kind: Kind, shelf: dict[str, Sourced[M]]) -> tuple[Finding, ...]:
    document = read_document(path, kind)
    value, findings = validate(model, document, kind)
    if value is not None:
        shelf[path.stem] = Sourced(value, document.source)
    return findings
