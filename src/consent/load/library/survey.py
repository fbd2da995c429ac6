"""The template folders as one library, checked as a whole, every problem in one pass."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TypeVar

from pydantic import BaseModel

from consent.errors import InputError
from consent.load.codes import Kind
from consent.load.library.anatomy import read_anatomy
from consent.load.library.approvals import approved, read_approvals
from consent.load.library.checks import Names, check_library
from consent.load.library.clause import read_clause
from consent.load.library.folders import Shelves, find_files
from consent.load.library.schedule_words import load_schedule_words
from consent.load.order import in_order
from consent.load.typed.known import read_as
from consent.models.findings.finding import Finding
from consent.models.library.clause import SectionName
from consent.models.library.collection import Library, LoadedClause
from consent.models.library.policy import Policy
from consent.models.library.procedure import Procedure, SharedPart
from consent.models.place import Sourced
from consent.models.spoken import SOURCE

M = TypeVar("M", bound=BaseModel)


def load_library(roots: Sequence[Path]) -> Library:
    """Read the English procedures, shared parts, clauses and policies in some ``templates/`` folders.

    A file in an earlier folder replaces the one of the same name in a later folder; body sites and
    indications add up, and one in an earlier folder replaces that of the same name. For other languages
    see :mod:`consent.load.translation.opened`.

    Raises:
        InputError: something is wrong in the files; it holds everything that is.
        ResourceError: a folder is missing.

    """
    library, findings = survey_library(roots)
    if findings:
        raise InputError(findings)
    return library


def survey_library(roots: Sequence[Path]) -> tuple[Library, tuple[Finding, ...]]:
    """What could be read of the library, and everything wrong with the rest.

    Raises:
        ResourceError: a folder is missing.

    """
    shelves = find_files(roots)
    findings = list(shelves.findings)
    procedures = _read_all(Procedure, shelves.procedures, Kind.PROCEDURE, findings)
    shared = _read_all(SharedPart, shelves.shared, Kind.PROCEDURE, findings)
    policies = _read_all(Policy, shelves.policies, Kind.POLICY, findings)
    clauses = _read_clauses(shelves.clauses, findings)
    approvals = read_approvals(roots, findings)
    schedules, complaints = load_schedule_words(roots)
    findings.extend(complaints)
    library = Library(
        language=SOURCE,
        procedures={
            id_: approved(one, approvals)
            # The order of print: whatever lists procedures keeps it.
            for id_, one in sorted(procedures.items(), key=lambda item: (item[1].value.order, item[0]))
        },
        shared={id_: approved(one, approvals) for id_, one in shared.items()},
        clauses={
            id_: LoadedClause(approved(one.clause, approvals), one.prose)
            for id_, one in sorted(clauses.items(), key=_as_printed)
        },
        policies={id_: approved(one, approvals) for id_, one in policies.items()},
        anatomy=read_anatomy(shelves.anatomy, findings),
        schedules=schedules,
    )
    findings.extend(check_library(library, _names(shelves)))
    return library, tuple(in_order(findings))


def _read_all(
    model: type[M], shelf: Mapping[str, Path], kind: Kind, findings: list[Finding]
) -> dict[str, Sourced[M]]:
    """The valid files of a shelf by stem; what is wrong with the others goes to ``findings``."""
    found: dict[str, Sourced[M]] = {}
    for stem, path in shelf.items():
        value, complaints = read_as(model, path, kind)
        findings.extend(complaints)
        if value is not None:
            found[stem] = value
    return found


def _read_clauses(shelf: Mapping[str, Path], findings: list[Finding]) -> dict[str, LoadedClause]:
    found: dict[str, LoadedClause] = {}
    for stem, path in shelf.items():
        clause, complaints = read_clause(path)
        findings.extend(complaints)
        if clause is not None:
            found[stem] = clause
    return found


def _names(shelves: Shelves) -> Names:
    """What may be referred to, whether its file could be read or not."""
    return Names(
        procedures=frozenset(shelves.procedures),
        shared=frozenset(shelves.shared),
        clauses=frozenset(shelves.clauses),
        policies=frozenset(shelves.policies),
    )


def _as_printed(item: tuple[str, LoadedClause]) -> tuple[int, int, str]:
    stem, loaded = item
    clause = loaded.clause.value
    return (list(SectionName).index(clause.section), clause.order, stem)
