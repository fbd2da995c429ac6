"""What has to be true of the library as a whole: names that meet, parts that must be there."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from consent.load.codes import Common, Kind, code
from consent.load.library.anatomy import check_anatomy, unknown_families, useless_indications
from consent.load.library.conditions import Vocabulary, check_condition, vocabulary
from consent.load.library.procedure_checks import check_part, check_procedure
from consent.load.typed.repeats import repeated
from consent.models.findings.finding import Finding
from consent.models.library.clause import Clause
from consent.models.library.collection import Library
from consent.models.library.policy import Policy
from consent.models.place import Place, Sourced
from consent.suggest import did_you_mean


@dataclass(frozen=True, slots=True)
class Names:
    """The ids there are files for, also for files that could not be read."""

    procedures: frozenset[str]
    shared: frozenset[str]
    clauses: frozenset[str]
    policies: frozenset[str]


def check_library(library: Library, names: Names) -> Iterator[Finding]:
    """Everything wrong between the files of the library."""
    words = vocabulary(
        [procedure.value for procedure in library.procedures.values()],
        [policy.value for policy in library.policies.values()],
    )
    # While a file cannot be read its words are unknown, and complaints about them would mislead.
    complete = len(library.procedures) == len(names.procedures) and len(library.policies) == len(
        names.policies
    )
    yield from _ids(library)
    yield from check_anatomy(library.anatomy)
    yield from useless_indications(library)
    yield from unknown_families(library) if complete else ()
    for procedure in library.procedures.values():
        yield from check_procedure(procedure, library, names.shared, complete=complete)
    for part in library.shared.values():
        yield from check_part(part, library, complete=complete)
    for loaded in library.clauses.values():
        yield from _clause(loaded.clause, words if complete else {})
    for policy in library.policies.values():
        yield from _policy(policy, names.clauses, words if complete else {})


@dataclass(frozen=True, slots=True)
class _Identity:
    kind: Kind
    noun: str
    stem: str
    typed: str
    place: Place


def _identities(library: Library) -> Iterator[_Identity]:
    for stem, procedure in library.procedures.items():
        yield _Identity(Kind.PROCEDURE, "a procedure", stem, procedure.value.id, procedure.at("id"))
    for stem, part in library.shared.items():
        yield _Identity(Kind.PROCEDURE, "a shared part", stem, part.value.id, part.at("id"))
    for stem, policy in library.policies.items():
        yield _Identity(Kind.POLICY, "a policy", stem, policy.value.id, policy.at("id"))
    for stem, loaded in library.clauses.items():
        yield _Identity(Kind.CLAUSE, "a clause", stem, loaded.clause.value.id, loaded.clause.at("id"))


def _ids(library: Library) -> Iterator[Finding]:
    """Every id is its file's stem, and no two files of different kinds share one."""
    first: dict[str, _Identity] = {}
    for one in _identities(library):
        if one.typed != one.stem:
            message = f"the id `{one.typed}` differs from the file's name"
            hint = f"write `id: {one.stem}`, or rename the file"
            yield Finding(one.place, code(one.kind, Common.FILE_NAME), message, hint, field="id")
        elif one.stem in first:
            other = first[one.stem]
            message = f"`{one.typed}` is {one.noun} and also {other.noun} ({other.place})"
            yield Finding(
                one.place,
                code(one.kind, Common.DUPLICATE_ID),
                message,
                "give one of them another id",
                field="id",
            )
        else:
            first[one.stem] = one


def _clause(clause: Sourced[Clause], words: Vocabulary) -> Iterator[Finding]:
    value = clause.value
    yield from check_condition(value.applies_when, ("applies_when",), clause.source, words, Kind.CLAUSE)
    yield from repeated([s.id for s in value.sources], ("sources",), "id", clause.source, Kind.CLAUSE)
    yield from repeated([f.id for f in value.fields], ("fields",), "id", clause.source, Kind.CLAUSE)


def _policy(policy: Sourced[Policy], clauses: frozenset[str], words: Vocabulary) -> Iterator[Finding]:
    value = policy.value
    yield from repeated([s.id for s in value.sources], ("sources",), "id", policy.source, Kind.POLICY)
    yield from repeated(
        [r.id for r in value.requirements], ("requirements",), "id", policy.source, Kind.POLICY
    )
    yield from repeated([e.id for e in value.elections], ("elections",), "id", policy.source, Kind.POLICY)
    supplied = {need.clause for need in value.needs}
    for index, requirement in enumerate(value.requirements):
        path = ("requirements", index)
        yield from check_condition(
            requirement.applies_when, (*path, "applies_when"), policy.source, words, Kind.POLICY
        )
        if requirement.clause and requirement.clause not in clauses | supplied:
            message = f"there is no clause `{requirement.clause}`"
            hint = did_you_mean(requirement.clause, sorted(clauses | supplied))
            yield Finding(
                policy.at(*path, "clause"), "POL020", message, hint, field=f"requirements[{index}].clause"
            )
    for index, need in enumerate(value.needs):
        where = ("needs", index, "applies_when")
        yield from check_condition(need.applies_when, where, policy.source, words, Kind.POLICY)
